from __future__ import annotations

from django.template import Context, Template
from django.utils.safestring import mark_safe

from quancheng.web.ui.components import Cell, Column, Row, Table, Tag
from quancheng.web.ui.components.component import is_plain

MARKED = "<b>急</b>"


def drawn(item: object) -> str:
    return Template("{% load ui %}{% component item %}").render(Context({"item": item}))


def test_words_are_escaped_although_equal_ones_that_are_safe_were_drawn_before():
    safe, plain = Tag(text=mark_safe(MARKED)), Tag(text=MARKED)
    assert safe == plain
    assert MARKED in drawn(safe)
    assert MARKED not in drawn(plain)
    assert MARKED in drawn(safe)


def test_a_drawing_is_the_same_the_second_time():
    assert drawn(Tag(text="等受理", tone="a")) == drawn(Tag(text="等受理", tone="a"))
    assert drawn(Tag(text="等受理", tone="b")) != drawn(Tag(text="等受理", tone="a"))


def test_the_cells_of_a_table_stand_beside_their_columns():
    cells = (Cell(text="取水许可", url="/x/"), Cell(component=Tag(text="等受理")))
    table = Table(
        caption="办件",
        columns=(Column(label="事项"), Column(label="状态")),
        rows=(Row(cells=cells),),
    )
    page = drawn(table)
    assert '<td role="cell" data-label="事项"><a href="/x/">取水许可</a></td>' in page
    assert '<td role="cell" data-label="状态"><span class="q-tag">等受理</span></td>' in page


def test_what_can_change_is_drawn_anew():
    assert is_plain(Row(cells=(Cell(text="取水许可"),)))
    assert not is_plain(["取水许可"])
    assert not is_plain((mark_safe("取水许可"),))
