"""Files of an intake: stored, scanned, removed, brought with the corrections."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from quancheng.cases import files as store
from quancheng.cases.operations.attachments import UnableToAttach
from quancheng.journeys import accept
from quancheng.journeys.prepare import drafts, files
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def shelf(tmp_path: Path) -> files.Shelf:
    return files.Shelf(root=tmp_path / "store", limits=store.Limits(), scanner=store.scanner_at(""))


def begun(county: Staff, guide):
    return drafts.begin(doing=doing(county.at_counter("W06")), item_code=guide.item_code)


def incoming(name: str = "a.png") -> files.Incoming:
    return files.Incoming(stream=BytesIO(picture()), name=name)


def test_a_file_counts_as_handed_in_and_goes_with_the_case(
    county: Staff, shelf: files.Shelf
) -> None:
    guide = cases.guide_named(cases.FOOD)
    actor = county.at_counter("W06")
    draft = begun(county, guide)
    code = guide.materials[0].code
    kept = files.add_file(
        actor=actor,
        token=draft.token,
        material_code=code,
        incoming=incoming(),
        shelf=shelf,
        now=moment(),
    )
    found = drafts.prepared(actor=actor, token=draft.token)
    assert found.ticks[code].received
    assert code not in found.lacking
    files.remove_file(actor=actor, token=draft.token, attachment_id=kept)
    assert code in drafts.prepared(actor=actor, token=draft.token).lacking


def test_a_scan_moves_from_its_folder(county: Staff, shelf: files.Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "scan"
    assert files.scanned_files(folder=folder) == ()
    folder.mkdir()
    (folder / "b.png").write_bytes(picture())
    (folder / "inner").mkdir()
    assert [scan.name for scan in files.scanned_files(folder=folder)] == ["b.png"]
    guide = cases.guide_named(cases.FOOD)
    draft = begun(county, guide)
    given = {
        "actor": county.at_counter("W06"),
        "token": draft.token,
        "material_code": guide.materials[0].code,
        "folder": folder,
        "shelf": shelf,
        "now": moment(),
    }
    with pytest.raises(files.UnableToFindScan):
        files.add_scanned(**given, name="c.png")
    files.add_scanned(**given, name="b.png")
    assert files.scanned_files(folder=folder) == ()


def test_files_come_with_the_corrections_and_not_later(county: Staff, shelf: files.Shelf) -> None:
    guide = cases.guide_named(cases.FOOD)
    outcome = cases.received(county, guide)
    desk = doing(county.at_counter("W06"))
    given = {"doing": desk, "region_code": COUNTY, "number": outcome.number, "shelf": shelf}
    code = guide.materials[0].code
    assert files.add_to_case(**given, material_code=code, incoming=incoming())
    with pytest.raises(UnableToAttach, match="不在本件的材料清单"):
        files.add_to_case(**given, material_code="M999", incoming=incoming())
    accept.accept(doing=desk, region_code=COUNTY, number=outcome.number)
    with pytest.raises(files.UnableToAddFile, match="不能再加材料"):
        files.add_to_case(**given, material_code=code, incoming=incoming())


def test_a_case_holds_a_hundred_files(county: Staff, shelf: files.Shelf, monkeypatch) -> None:
    from quancheng.cases.operations import attachments

    monkeypatch.setattr(attachments, "MOST_FILES", 0)
    guide = cases.guide_named(cases.FOOD)
    outcome = cases.received(county, guide)
    with pytest.raises(UnableToAttach, match="最多存"):
        files.add_to_case(
            doing=doing(county.at_counter("W06")),
            region_code=COUNTY,
            number=outcome.number,
            material_code=guide.materials[0].code,
            incoming=incoming(),
            shelf=shelf,
        )
