"""The template of the list, and the list in force as files."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from quancheng.catalogue import importers
from quancheng.kernel import moments
from quancheng.web.office.downloads import XLSX, ZIP, download
from quancheng.web.office.roles import READERS, county_of
from quancheng.web.ui.posts import DeskRequest, at_desk


@require_safe
@at_desk(*READERS)
def template(request: DeskRequest) -> HttpResponse:
    """The empty workbook with every column explained."""
    del request
    with TemporaryDirectory() as folder:
        path = importers.template(path=Path(folder) / "template.xlsx")
        return download(path.read_bytes(), name="事项清单模板.xlsx", media_type=XLSX)


@require_safe
@at_desk(*READERS)
def workbook(request: DeskRequest) -> HttpResponse:
    """The items in force as one workbook."""
    region, today = county_of(request), moments.day_of(moments.now())
    with TemporaryDirectory() as folder:
        path = importers.export_workbook(
            region_code=region, path=Path(folder) / "list.xlsx", on=today
        )
        name = f"事项清单_{region}_{today:%Y%m%d}.xlsx"
        return download(path.read_bytes(), name=name, media_type=XLSX)


@require_safe
@at_desk(*READERS)
def csv_folder(request: DeskRequest) -> HttpResponse:
    """The items in force as CSV files in one zip."""
    region, today = county_of(request), moments.day_of(moments.now())
    packed = BytesIO()
    with TemporaryDirectory() as folder:
        files = importers.export(region_code=region, folder=Path(folder), on=today)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in files:
                archive.write(path, path.name)
    name = f"事项清单_{region}_{today:%Y%m%d}.zip"
    return download(packed.getvalue(), name=name, media_type=ZIP)
