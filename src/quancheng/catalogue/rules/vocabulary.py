"""The closed lists of the catalogue: the stored code left, the word of the list right.

The words are those of the national item exchange tables and of the county's CSV; every map goes
both ways, so that what was imported is exported in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from quancheng.kernel.errors import UnableTo

TASK_TYPES: Final[Mapping[str, str]] = {
    "1": "行政许可",
    "5": "行政给付",
    "7": "行政确认",
    "8": "行政奖励",
    "9": "行政裁决",
    "10": "其他行政权力",
    "20": "公共服务",
}
LICENCE: Final = "1"

HANDLING: Final[Mapping[str, str]] = {
    "instant": "即办件",
    "promise": "承诺件",
    "joint": "联办件",
    "upward": "上报件",
}
APPLICANTS: Final[Mapping[str, str]] = {
    "person": "自然人",
    "organisation": "法人",
    "both": "both",
}
APPLICANT_LABELS: Final[Mapping[str, str]] = {
    "person": "个人",
    "organisation": "企业和单位",
    "both": "个人和企业都能办",
}
PROMISED_UNITS: Final[Mapping[str, str]] = {
    "working_day": "工作日",
    "natural_day": "自然日",
    "month": "月",
    "instant": "当场",
}
STATUTORY_UNITS: Final[Mapping[str, str]] = {
    "working_day": "工作日",
    "natural_day": "自然日",
    "month": "月",
}
STARTS: Final[Mapping[str, str]] = {
    "received": "收到申请",
    "accepted": "受理",
    "complete": "材料齐全",
}
APPROVERS: Final[Mapping[str, str]] = {
    "organ_head": "本机关负责人",
    "government_head": "本级政府负责人",
    "": "",
}
RESULTS: Final[Mapping[str, str]] = {
    "certificate": "证照",
    "approval": "批文",
    "proof": "证明",
    "other": "其他",
}
CHANNELS: Final[Mapping[str, str]] = {
    "counter": "窗口",
    "online": "网上",
    "town": "镇便民服务中心",
}
GREEN: Final[Mapping[str, str]] = {
    "": "",
    "enterprise": "enterprise",
    "construction": "construction",
}
GREEN_LABELS: Final[Mapping[str, str]] = {
    "": "",
    "enterprise": "企业登记绿色通道",
    "construction": "工程建设绿色通道",
}
DELEGATION: Final[Mapping[str, str]] = {"": "", "accept": "受理", "decide": "审批"}
SUPERIORS: Final[Mapping[str, str]] = {"": "", "city": "市级", "province": "省级"}
CERTAINTY: Final[Mapping[str, str]] = {"article": "article", "law": "law", "policy": "policy"}
NEEDS: Final[Mapping[str, str]] = {
    "required": "必要",
    "optional": "非必要",
    "deferrable": "容缺",
}
FORMATS: Final[Mapping[str, str]] = {"electronic": "电子", "paper": "纸质", "both": "both"}
FORMAT_LABELS: Final[Mapping[str, str]] = {
    "electronic": "电子",
    "paper": "纸质",
    "both": "纸质或者电子",
}
ISSUERS: Final[Mapping[str, str]] = {
    "applicant": "申请人自备",
    "government": "政府部门核发",
    "third_party": "第三方机构",
}
EXECUTORS: Final[Mapping[str, str]] = {"county": "county", "town": "town", "superior": "superior"}
BUNDLE_KINDS: Final[Mapping[str, str]] = {
    "enterprise": "enterprise",
    "construction": "construction",
    "life": "life",
}
DATATYPES: Final[tuple[str, ...]] = (
    "text",
    "date",
    "number",
    "money",
    "choice",
    "id_card",
    "uscc",
    "phone",
    "address",
    "region",
    "bool",
    "textarea",
)

# Other spellings that lists in use carry for the words above.
SPELLINGS: Final[Mapping[str, str]] = {
    "个人": "自然人",
    "公民": "自然人",
    "企业": "法人",
    "法人或其他组织": "法人",
    "法人和其他组织": "法人",
    "自然人;法人": "both",
    "法人;自然人": "both",
    "自然人、法人": "both",
    "自然人和法人": "both",
    "个人和企业": "both",
    "即办": "即办件",
    "承诺": "承诺件",
    "联办": "联办件",
    "上报": "上报件",
    "当场办结": "当场",
    "即时": "当场",
    "个工作日": "工作日",
    "个自然日": "自然日",
    "天": "自然日",
    "日": "自然日",
    "个月": "月",
    "行政许可": "1",
    "行政给付": "5",
    "行政确认": "7",
    "行政奖励": "8",
    "行政裁决": "9",
    "其他行政权力": "10",
    "公共服务": "20",
    "纸质或电子": "both",
    "纸质和电子": "both",
    "纸质;电子": "both",
    "电子;纸质": "both",
    "县级": "county",
    "镇级": "town",
    "上级": "superior",
    "企业登记": "enterprise",
    "工程建设": "construction",
    "个人办事": "life",
}


class UnableToReadWord(UnableTo):
    """A cell of a closed list holds a word that is not on the list."""


def code_of(words: Mapping[str, str], cell: str) -> str:
    """The stored code of ``cell`` in the closed list ``words``.

    The word itself, the code and the usual other spellings are accepted. Raises
    ``UnableToReadWord`` with the words that are allowed.
    """
    for word in (cell, SPELLINGS.get(cell, cell)):
        for code, name in words.items():
            if word in (name, code):
                return code
    allowed = "、".join(name for name in words.values() if name)
    raise UnableToReadWord(f"“{cell}”不在可填的范围内，请填写：{allowed}。")
