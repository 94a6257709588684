"""Whether a promise keeps within the law (R12)."""

from __future__ import annotations

from quancheng.clock.engine.limits import Limit, Unit
from quancheng.kernel.errors import UnableTo


class UnableToPromise(UnableTo):
    """The promised limit does not fit the statutory one."""


def check_promise(*, promised: Limit | None, statutory: Limit | None) -> None:
    """Raise ``UnableToPromise`` unless the promise is at most the statutory limit.

    Both start with the same event and count in the same unit; on the spot fits every law.
    Nothing to compare where one of them is missing.
    """
    if promised is None or statutory is None or promised.unit is Unit.INSTANT:
        return
    if statutory.unit is Unit.INSTANT:
        raise UnableToPromise("法定要求当场办结，承诺期限不能更长，请把承诺改为当场办结。")
    if promised.starts is not statutory.starts:
        raise UnableToPromise("承诺期限和法定期限的起算点不同，请把承诺期限改为同一起算点。")
    if promised.unit is not statutory.unit:
        raise UnableToPromise("承诺期限和法定期限的单位不同，没法比较，请改为同一单位。")
    if promised.value > statutory.value:
        raise UnableToPromise(
            f"承诺期限 {promised.value} 超过法定期限 {statutory.value}，"
            f"请改为不超过 {statutory.value}。"
        )
