"""Files that come after the intake, with the corrections."""

from __future__ import annotations

from datetime import datetime

from quancheng.cases.models import Attachment, Material
from quancheng.cases.operations.drafts import NewAttachment
from quancheng.kernel.errors import UnableTo

MOST_FILES = 100


class UnableToAttach(UnableTo):
    """The file belongs to no material of the case, or there are too many files."""


def attach_to_application(
    *, application_id: int, region_code: str, post_id: int, file: NewAttachment, now: datetime
) -> int:
    """Note a stored file on a line of the material list; answers the attachment's id.

    Raises :class:`UnableToAttach`.
    """
    line = Material.objects.filter(application_id=application_id, code=file.material_code)
    if not line.exists():
        raise UnableToAttach("这份材料不在本件的材料清单里，请刷新后重新选择材料。")
    if Attachment.objects.filter(application_id=application_id).count() >= MOST_FILES:
        raise UnableToAttach(f"一件最多存 {MOST_FILES} 个文件，请合并成一个文件后再传。")
    row = Attachment.objects.create(
        region_id=region_code,
        application_id=application_id,
        material_code=file.material_code,
        digest=file.digest,
        size=file.size,
        media_type=file.media_type,
        name=file.name[:255],
        pages=file.pages,
        stored_at=now,
        stored_by_id=post_id,
    )
    return row.pk
