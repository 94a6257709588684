"""Parameters that several addresses share, each with what may stand in it."""

from __future__ import annotations

from typing import Annotated

from django.conf import settings
from ninja import Path, Query

from quancheng.api.v1.callers import Caller
from quancheng.regions import queries as regions

Region = Annotated[
    str,
    Query("", pattern=r"^([0-9]{6})?$", description="县（市、区）的区划代码；不给就是本站所在的县"),
]
ItemCode = Annotated[
    str, Path(pattern=r"^[0-9A-Za-z-]{1,90}$", description="实施编码，或唯一的基本编码")
]
BundleCode = Annotated[str, Path(pattern=r"^[0-9A-Za-z_-]{1,20}$", description="一件事的编码")]
Words = Annotated[
    str,
    Query("", max_length=60, pattern=r"^[^\u0000-\u001f\u007f]*$",
          description="要找的词、拼音或拼音首字母"),
]  # fmt: skip
Department = Annotated[
    str, Query("", pattern=r"^[0-9A-Za-z_-]{0,20}$", description="只要这个部门的，部门编码")
]
Cursor = Annotated[str, Query("", max_length=400, description="上一页给的 next_cursor；第一页不给")]
Limit = Annotated[int, Query(20, ge=1, le=100, description="一页多少项")]


def county(region: str, *, caller: Caller) -> str:
    """The county that is asked about.

    Raises ``UnableToFindRegion`` (404) and, outside the region of the token, 403.
    """
    found = regions.region(region or settings.COUNTY).code
    caller.check_region(found)
    return found
