"""Copying the browser files at set-up."""

from __future__ import annotations

from pathlib import Path

import pytest

from quancheng.ops import assets


@pytest.fixture
def node_modules(tmp_path: Path) -> Path:
    folder = tmp_path / "node_modules"
    for inside in [*assets.FILES, *assets.FONTS]:
        (folder / inside).parent.mkdir(parents=True, exist_ok=True)
        (folder / inside).write_text(
            "a {}\n/*# sourceMappingURL=a.css.map */\n//# sourceMappingURL=b.map\n"
        )
    return folder


def test_every_file_is_copied_without_its_source_map(node_modules: Path, tmp_path: Path) -> None:
    static, typefaces = tmp_path / "static", tmp_path / "typefaces"
    count = assets.copy(source=node_modules, static=static, typefaces=typefaces)
    assert count == len(list(static.iterdir())) + len(list(typefaces.iterdir()))
    assert {path.name for path in static.iterdir()} == set(assets.FILES.values())
    assert all("sourceMappingURL" not in path.read_text() for path in static.iterdir())


def test_a_missing_file_is_named(
    node_modules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (node_modules / "htmx.org/dist/htmx.min.js").unlink()
    with pytest.raises(assets.UnableToCopyAssets, match=r"htmx\.min\.js"):
        assets.copy(source=node_modules, static=tmp_path / "s", typefaces=tmp_path / "t")
    assert assets.main([str(tmp_path / "nowhere")]) == 1
    assert "make setup" in capsys.readouterr().err
