"""What the small county of these tests consists of."""

from __future__ import annotations

from datetime import date

from quancheng.kernel.moments import at

COUNTY, TOWN, CITY = "610924", "610924100", "610900"
TODAY = date(2026, 3, 2)
NOW = at(TODAY, 9)

REGIONS = [
    {"code": CITY, "name": "安康市", "level": "city", "parent_code": ""},
    {"code": COUNTY, "name": "紫阳县", "level": "county", "parent_code": CITY},
    {"code": "610925", "name": "岚皋县", "level": "county", "parent_code": CITY},
    {"code": TOWN, "name": "城关镇", "level": "town", "parent_code": COUNTY},
    {"code": "610924101", "name": "蒿坪镇", "level": "town", "parent_code": COUNTY},
]
DEPARTMENTS = [
    {
        "code": "D01",
        "name": "紫阳县市场监督管理局",
        "short_name": "县市场监管局",
        "kind": "行政机关",
        "line_code": "31",
        "uscc_demo": "11610924DM0000013Q",
        "note": "",
    },
    {
        "code": "D02",
        "name": "紫阳县行政审批服务局",
        "short_name": "县行政审批局",
        "kind": "行政机关",
        "line_code": "95",
        "uscc_demo": "11610924DM0000021K",
        "note": "",
    },
]


def person(number, name, role, *, department="", town="", window="", region=""):
    return {
        "employee_no": number,
        "name": name,
        "department_code": department,
        "town_code": town,
        "role": role,
        "window": window,
        "region_code": region,
    }


STAFF = [
    person("ZY0001", "叶芷正", "窗口人员", department="D01", window="W06"),
    person("ZY0002", "秦晗恒", "窗口人员", department="D01", window="W06"),
    person("ZY0114", "吴岚同", "审核人", department="D01"),
    person("ZY0115", "程景同", "审核人", department="D01"),
    person("ZY0116", "汪岚一", "审核人", department="D01"),
    person("ZY0117", "魏铄同", "审核人", department="D02"),
    person("ZY0180", "邱穗同", "部门负责人", department="D01"),
    person("ZY0231", "董柯行", "分管领导", department="D01"),
    person("ZY0046", "廖翊廷", "统一送达窗口人员", department="D02", window="W18"),
    person("ZY0282", "戴珂之", "政务服务中心主任", department="D02"),
    person("ZY0285", "贾晞一", "电子监察员", department="D02"),
    person("ZT0291", "段澄正", "镇便民服务中心窗口人员", town=TOWN, window="TC01"),
    person("ZT0297", "潘晞远", "镇审核人", town=TOWN),
    person("AK0001", "安康看", "市级查看人员", region=CITY),
]
