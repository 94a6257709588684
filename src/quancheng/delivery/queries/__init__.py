"""Reading results, their hand-over and their renewal."""

from quancheng.delivery.queries.renewals import (
    Expiring,
    Holding,
    Lapsed,
    by_month,
    deemed_renewal,
    expiring,
    holding,
    lapsed,
)
from quancheng.delivery.queries.results import (
    HandOverView,
    ResultView,
    UnableToFindResult,
    count_print,
    hand_over_of,
    holder_kind,
    result_numbered,
    result_of,
    verify,
)

__all__ = [
    "Expiring",
    "HandOverView",
    "Holding",
    "Lapsed",
    "ResultView",
    "UnableToFindResult",
    "by_month",
    "count_print",
    "deemed_renewal",
    "expiring",
    "hand_over_of",
    "holder_kind",
    "holding",
    "lapsed",
    "result_numbered",
    "result_of",
    "verify",
]
