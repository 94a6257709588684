"""What a post must have before a person is appointed to it."""

from __future__ import annotations

from datetime import date

from quancheng.identity.rules.actors import Rank
from quancheng.identity.rules.roles import COUNTER_ROLES, OFFICE_ROLES, Role
from quancheng.kernel.errors import UnableTo
from quancheng.regions.rules import is_city, town_of


class UnableToAppoint(UnableTo):
    """A post that lacks what its role needs, or that the person holds already."""


def check_appointment(
    *,
    role: Role,
    region_code: str,
    office_id: int | None,
    counter: str,
    rank: Rank,
    stands_in_for: int | None,
) -> None:
    """Check the parts of a post against its role; raises :class:`UnableToAppoint`.

    Staff of a counter need the counter; staff of an office in the county need the office; only
    a city viewer belongs to the city; a B post, and no other, names the A post it deputises.
    """
    if is_city(region_code) != (role is Role.CITY_VIEWER):
        raise UnableToAppoint("市级岗位只能是市级查看人员，其他岗位请选择县或者镇。")
    if role in COUNTER_ROLES and not counter:
        raise UnableToAppoint(f"{role.label}岗位要写明窗口号或镇便民服务中心代码，请补充。")
    if role in OFFICE_ROLES and office_id is None and town_of(region_code) is None:
        raise UnableToAppoint(f"{role.label}岗位要写明所在部门，请选择部门。")
    if rank == "B" and stands_in_for is None:
        raise UnableToAppoint("B 岗要写明替代哪一个 A 岗，请选择被替代的岗位。")
    if rank == "A" and stands_in_for is not None:
        raise UnableToAppoint("A 岗不替代其他岗位，请改为 B 岗或清空被替代的岗位。")


def check_term(*, valid_from: date, last_day: date) -> None:
    """Check that a post does not end before it began; raises :class:`UnableToAppoint`."""
    if last_day < valid_from:
        raise UnableToAppoint("离任日期早于任职日期，请重新选择日期。")
