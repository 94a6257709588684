"""Roles: what a post is for."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What the holder of a post does."""

    COUNTER = "counter"
    TELLER = "teller"
    DELIVERY = "delivery"
    EXAMINER = "examiner"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    HEAD = "head"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    CITY_VIEWER = "city_viewer"

    @property
    def label(self) -> str:
        """The word for the role on screens and letters."""
        return _LABELS[self]


_LABELS = {
    Role.COUNTER: "窗口人员",
    Role.TELLER: "银行收费人员",
    Role.DELIVERY: "统一送达人员",
    Role.EXAMINER: "审核人",
    Role.REVIEWER: "复核人",
    Role.APPROVER: "审批人",
    Role.HEAD: "部门负责人",
    Role.SUPERVISOR: "监察人员",
    Role.ADMINISTRATOR: "管理员",
    Role.CITY_VIEWER: "市级查看人员",
}

OFFICE_ROLES = frozenset({Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.HEAD})
COUNTER_ROLES = frozenset({Role.COUNTER, Role.TELLER, Role.DELIVERY})
_SECOND_FACTOR_ROLES = frozenset({Role.APPROVER, Role.HEAD, Role.SUPERVISOR, Role.ADMINISTRATOR})

_TITLES: dict[str, tuple[Role, ...]] = {
    "窗口人员": (Role.COUNTER,),
    "镇便民服务中心窗口人员": (Role.COUNTER,),
    "银行收费人员": (Role.TELLER,),
    "统一送达窗口人员": (Role.DELIVERY,),
    "审核人": (Role.EXAMINER,),
    "镇审核人": (Role.EXAMINER,),
    "复核人": (Role.REVIEWER,),
    "分管领导": (Role.APPROVER,),
    "镇分管领导": (Role.APPROVER,),
    "审批人": (Role.APPROVER,),
    "部门负责人": (Role.HEAD,),
    "政务服务中心主任": (Role.ADMINISTRATOR, Role.SUPERVISOR),
    "政务服务中心副主任": (Role.ADMINISTRATOR, Role.SUPERVISOR),
    "管理员": (Role.ADMINISTRATOR,),
    "电子监察员": (Role.SUPERVISOR,),
    "督查考核员": (Role.SUPERVISOR,),
    "投诉受理员": (Role.SUPERVISOR,),
    "市级查看人员": (Role.CITY_VIEWER,),
}


def roles_of_title(title: str) -> tuple[Role, ...]:
    """The roles that a title of a staff list or a step table stands for, main role first.

    Nobody here has the title of a superior authority (市级主管部门): the answer is empty.
    """
    return _TITLES.get(title.strip(), ())


def needs_second_factor(role: Role) -> bool:
    """Whether the holder must log in with a one-time code besides the password."""
    return role in _SECOND_FACTOR_ROLES
