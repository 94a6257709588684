"""Lock-out after failed logins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from quancheng.kernel.errors import UnableTo

FAILURES_BEFORE_LOCK = 5
LOCK_WINDOW = timedelta(minutes=15)


class UnableToLogIn(UnableTo):
    """The name is locked after too many failed logins."""


def check_not_locked(*, failures: Sequence[datetime], now: datetime) -> None:
    """Check that a name may try to log in at ``now``.

    ``failures`` are the moments of its failed logins, in any order. After five within a quarter
    of an hour the name is locked until fifteen minutes have gone by since the last of them.
    Raises :class:`UnableToLogIn` with the minutes that are left.
    """
    newest = sorted(moment for moment in failures if moment <= now)[-FAILURES_BEFORE_LOCK:]
    if len(newest) < FAILURES_BEFORE_LOCK or newest[-1] - newest[0] >= LOCK_WINDOW:
        return
    left = newest[-1] + LOCK_WINDOW - now
    if left <= timedelta(0):
        return
    minutes = -(-int(left.total_seconds()) // 60)
    raise UnableToLogIn(
        f"登录失败已达 {FAILURES_BEFORE_LOCK} 次，账号已暂时锁定，"
        f"请 {max(1, minutes)} 分钟后再试；忘记密码请联系本单位管理员。"
    )
