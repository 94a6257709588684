"""What happens to every request: its number, a clean address, and sentences instead of tracebacks."""

from quancheng.web.ui.middleware.addresses import CleanAddressMiddleware
from quancheng.web.ui.middleware.records import RequestRecordMiddleware
from quancheng.web.ui.middleware.sentences import SentenceMiddleware

__all__ = ["CleanAddressMiddleware", "RequestRecordMiddleware", "SentenceMiddleware"]
