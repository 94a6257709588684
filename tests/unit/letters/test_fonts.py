"""The fonts are there, and what they cannot show is known."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from quancheng.cases.letters import fonts
from quancheng.cases.letters.characters import Typesetter, without_controls


@pytest.fixture(autouse=True)
def _fresh_coverage():
    fonts.characters.cache_clear()
    yield
    fonts.characters.cache_clear()


def test_all_fonts_are_in_place():
    assert fonts.missing_fonts() == ()


def test_a_missing_sans_package_is_named(monkeypatch):
    monkeypatch.setattr(fonts, "SANS_PACKAGE", "no_such_font_package")
    assert fonts.sans_folder() is None
    assert fonts.missing_fonts() == (f"缺少字体 {fonts.SANS_FILE}，请重新执行 make setup。",)


def test_a_missing_serif_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "TYPEFACES", tmp_path / "nothing")
    assert fonts.missing_fonts() == (f"缺少字体 {fonts.SERIF_FILE}，请重新执行 make setup。",)


def test_a_font_without_the_rare_characters_is_named(monkeypatch):
    monkeypatch.setattr(fonts, "PROBES", "\U0010ffff")
    (sentence,) = fonts.missing_fonts()
    assert "生僻字" in sentence


def test_a_namespace_folder_is_no_font_package(monkeypatch):
    class Spec:
        origin = None

    monkeypatch.setattr(fonts, "find_spec", lambda _name: Spec())
    assert fonts.sans_folder() is None


def test_a_folder_of_the_site_adds_its_characters(tmp_path):
    (tmp_path / "own.ttf").write_bytes(_font(segments=[(0xE000, 0xE003)]))
    (tmp_path / "README").write_text("not a font")
    assert tmp_path in fonts.font_paths(extra=(tmp_path,))
    assert 0xE003 in fonts.characters(extra=(tmp_path,))


def test_both_layouts_of_a_character_map_are_read():
    assert set(fonts.mapped_points(_font(segments=[(65, 67), (0xFFFF, 0xFFFF)]))) == {65, 66, 67}
    assert set(fonts.mapped_points(_font(groups=[(0x20BB7, 0x20BB8)]))) == {0x20BB7, 0x20BB8}


def test_other_layouts_and_tables_are_passed_over():
    assert set(fonts.mapped_points(_font(layout=6))) == set()


def test_controls_and_directions_do_not_reach_the_paper():
    assert without_controls("甲\x00乙\u202e丙\ud800\n丁\u200b") == "甲乙丙 丁"


def test_a_missing_character_is_noted_once():
    setter = Typesetter(shown={ord("石")})
    assert setter.set_text("石\U00030fe0 \U00030fe0\ufe00") == "石〓 〓"
    assert setter.missing == ["U+30FE0"]


def _font(
    *,
    segments: list[tuple[int, int]] | None = None,
    groups: list[tuple[int, int]] | None = None,
    layout: int = 0,
) -> bytes:
    """The least file with a name table and a character map that ``mapped_points`` can read."""
    if groups is not None:
        table = struct.pack(">HHIII", 12, 0, 0, 0, len(groups))
        table += b"".join(struct.pack(">III", first, last, 0) for first, last in groups)
    elif segments is not None:
        count = len(segments)
        table = struct.pack(">HHHHHHH", 4, 0, 0, 2 * count, 0, 0, 0)
        table += struct.pack(f">{count}H", *(last for _, last in segments)) + b"\0\0"
        table += struct.pack(f">{count}H", *(first for first, _ in segments))
    else:
        table = struct.pack(">H", layout)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table
    names = struct.pack(">4sIII", b"name", 0, 0, 0)
    return (
        b"\0\1\0\0"
        + struct.pack(">HHHH", 2, 0, 0, 0)
        + names
        + struct.pack(">4sIII", b"cmap", 0, 44, len(cmap))
        + cmap
    )


def test_the_font_folder_is_part_of_the_package():
    assert Path(fonts.__file__).parent == fonts.TYPEFACES.parent
