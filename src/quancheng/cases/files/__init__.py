"""Files 材料文件: taking papers in as files, safely, and keeping them under their digest.

A stream in, a stored file out. Nothing here reads the database, the network (but for a malware
scanner that the site has configured) or the system clock.
"""

from quancheng.cases.files.scanners import ClamdScanner, NoScanner, Scanner, scanner_at
from quancheng.cases.files.store import (
    check_stored,
    open_stored,
    path_of,
    preview,
    remove,
    store,
)
from quancheng.cases.files.values import (
    Limits,
    Refusal,
    StoredFile,
    UnableToOpenFile,
    UnableToPreviewFile,
    UnableToStoreFile,
)

__all__ = [
    "ClamdScanner",
    "Limits",
    "NoScanner",
    "Refusal",
    "Scanner",
    "StoredFile",
    "UnableToOpenFile",
    "UnableToPreviewFile",
    "UnableToStoreFile",
    "check_stored",
    "open_stored",
    "path_of",
    "preview",
    "remove",
    "scanner_at",
    "store",
]
