"""The door for uploads: what is too large never fills the memory or the disk.

``FILE_UPLOAD_HANDLERS = ["quancheng.cases.files.upload_handler.BoundedUploadHandler"]``. A file
over the limit is dropped while it arrives, the other fields of the form are kept, and the view
reads with ``upload_refusal`` what to tell the person. A request far over every limit is not read
to its end.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

from quancheng.cases.files.store import too_large
from quancheng.cases.files.values import MIB

ATTRIBUTE = "upload_refusal"
DEFAULT_MAX_BYTES = 20 * MIB
FILES_PER_REQUEST = 10


def upload_refusal(request: HttpRequest) -> str:
    """The sentence about files of this request that were too large; empty if there were none.

    Only known after the request was parsed, that is after ``request.POST`` was read.
    """
    return str(getattr(request, ATTRIBUTE, ""))


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes uploads to temporary files and stops at the limit.

    ``settings.UPLOAD_LIMIT`` is the limit of one file in bytes (20 MiB unless set); a request may
    hold ten such files.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.most = int(getattr(settings, "UPLOAD_LIMIT", DEFAULT_MAX_BYTES))
        self.received = 0
        self.hopeless = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Note whether the request as a whole is far too long to be read."""
        del input_data, META, boundary, encoding
        self.hopeless = content_length > self.most * FILES_PER_REQUEST

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start counting. Raises ``StopUpload`` for a request that is far too long."""
        self.received = 0
        if self.hopeless:
            self._refuse()
            raise StopUpload(connection_reset=True)
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write one piece. Raises ``SkipFile`` at the limit: the rest of the form goes on."""
        self.received += len(raw_data)
        if self.received > self.most:
            self._refuse()
            self.file.close()
            raise SkipFile
        return super().receive_data_chunk(raw_data, start)

    def _refuse(self) -> None:
        setattr(self.request, ATTRIBUTE, too_large(self.most).sentence)
