"""Pages and their parts, refusals, keys that make an act happen once, and the tags of the design."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from quancheng.clock.engine import Calendar
from quancheng.clock.rules import package_days
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.moments import at
from quancheng.web.ui import icons, pages
from quancheng.web.ui.components import (
    Bar,
    Cell,
    Column,
    Empty,
    Fact,
    Flow,
    FlowStep,
    Grade,
    Key,
    Note,
    Pace,
    Pager,
    Progress,
    Row,
    Signal,
    Story,
    Table,
    Tag,
    TaskList,
)
from quancheng.web.ui.site import site

pytestmark = pytest.mark.urls("tests.web.ui.addresses")


@pytest.fixture
def ask():
    """A request of a visitor."""

    def make(path="/", **headers):
        request = RequestFactory().get(path, headers=headers)
        request.user = AnonymousUser()
        return request

    return make


def draw(item):
    """A component as HTML."""
    return Template("{% load ui %}{% component item %}").render(Context({"item": item}))


def sheet_part(**headers):
    """Headers of an htmx request."""
    return {"HX-Request": "true", **headers}


def test_a_full_load_answers_the_whole_page(ask):
    answer = pages.render_page(ask(), "ui/offline.html")
    assert b"<!DOCTYPE html>" in answer.content
    assert "HX-Request" in answer["Vary"]


@pytest.fixture
def parted(settings, tmp_path):
    """A page with two parts, one inside a loop's frame."""
    (tmp_path / "parted.html").write_text(
        '{% extends "base.html" %}{% load ui %}{% block content %}<h1>全页</h1>'
        '<div id="list">{% part list %}<p>{{ word }}</p>{% endpart %}</div>'
        "{% if word %}{% part other %}别的{% endpart %}{% endif %}{% endblock %}"
    )
    (tmp_path / "base.html").write_text("<html>{% block content %}{% endblock %}</html>")
    chosen = {**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}
    settings.TEMPLATES = [chosen]


def test_htmx_is_answered_with_the_part_it_aims_at(ask, parted):
    request = ask(**sheet_part(**{"HX-Target": "list"}))
    answer = pages.render_page(request, "parted.html", {"word": "一<二"})
    assert answer.content.decode() == "<p>一&lt;二</p>"


def test_htmx_that_aims_at_no_part_gets_the_page(ask, parted):
    for headers in (
        sheet_part(**{"HX-Target": "nothing"}),
        sheet_part(),
        sheet_part(**{"HX-Target": "list", "HX-Boosted": "true"}),
    ):
        answer = pages.render_page(ask(**headers), "parted.html", {"word": "一"})
        assert b"<h1>" in answer.content


def test_a_part_can_be_asked_for_by_name(ask, parted):
    answer = pages.render_part(ask(), "parted.html", "other", {"word": "一"}, status=422)
    assert answer.content.decode() == "别的"
    assert answer.status_code == 422
    with pytest.raises(pages.UnableToFindPart):
        pages.render_part(ask(), "parted.html", "missing", {"word": "一"})


def test_a_part_needs_one_name():
    with pytest.raises(TemplateSyntaxError):
        Template("{% load ui %}{% part %}{% endpart %}")


def test_a_refusal_is_a_page_or_a_notice(ask):
    error = UnableTo("现在不能办。请稍后再试。")
    page = pages.refuse(ask(), error)
    assert page.status_code == 409
    assert "现在不能办" in page.content.decode()
    part = pages.refuse(ask(**sheet_part()), error, status=403)
    assert part["HX-Reswap"] == "none"
    assert "<html" not in part.content.decode()
    assert "现在不能办" in part.content.decode()


def test_the_key_of_an_act_comes_from_the_header_or_the_form():
    factory = RequestFactory()
    assert pages.once_key(factory.post("/", {"once": "abc-1"})) == "abc-1"
    headed = factory.post("/", {"once": "abc-1"}, headers={"Idempotency-Key": "k-2"})
    assert pages.once_key(headed) == "k-2"
    assert pages.once_key(factory.post("/", {"once": "'; drop"})) == ""
    assert len(pages.once_key(factory.post("/", {"once": "a" * 500}))) == 64


def test_every_icon_has_its_paths():
    assert len(icons.paths()) > 100
    drawn = icons.svg("search", label="找")
    assert 'aria-label="找"' in drawn
    assert 'aria-hidden="true"' in icons.svg("check", css="big")
    with pytest.raises(icons.UnableToDraw):
        icons.svg("no-such-icon")


def test_a_qr_picture_is_drawn_inline(rf):
    template = Template("{% load ui %}{% qr 'https://example.invalid/p' size=80 %}{% page_qr %}")
    drawn = template.render(Context({"request": rf.get("/x")}))
    assert drawn.count("<svg") == 2
    assert 'width="80"' in drawn
    assert "本页二维码" in drawn


def test_every_rendering_has_its_own_key():
    template = Template("{% load ui %}{% once %}")
    assert template.render(Context()) != template.render(Context())


def test_nothing_is_drawn_for_no_component():
    assert draw(None) == ""


def test_marks_always_carry_words():
    assert "黄牌 2" in draw(Signal(level=3, url="#x", count=2))
    assert "红牌" in draw(Signal(level=4))
    assert "已核对原件" in draw(Grade(level="B"))
    assert 'class="q-tag g"' in draw(Tag(text="已办结", tone="g"))


def test_lists_say_so_when_they_are_empty():
    assert "今天没有待办" in draw(TaskList(rows=(), empty=Empty(title="今天没有待办")))
    assert "还没有经过" in draw(Story(entries=()))
    assert "还没有记录" in draw(Table(caption="表", columns=(), rows=()))
    empty = Table(caption="表", columns=(), rows=(), empty=Empty(title="空的"))
    assert "空的" in draw(empty)


def test_a_table_pairs_cells_with_columns():
    table = Table(
        caption="表",
        columns=(Column(label="名"), Column(label="数", numeric=True, hidden_label=True)),
        rows=(Row(cells=(Cell(text="甲", url="/a", tone="red"), Cell(text="3", sub="注"))),),
        show_caption=True,
    )
    drawn = draw(table)
    assert '<a href="/a" class="q-red q-b">甲</a>' in drawn
    assert '<td role="cell" class="n">3<span class="q-sub">注</span></td>' in drawn
    assert 'data-label="名"' in drawn
    assert "q-tbl-cards" not in drawn


def test_rows_of_a_wide_table_become_blocks_on_the_phone():
    columns = tuple(Column(label=label) for label in ("名", "数", "日"))
    row = Row(cells=tuple(Cell(text=text) for text in ("甲", "3", "今天")))
    drawn = draw(Table(caption="表", columns=columns, rows=(row,)))
    assert "q-tbl-cards" in drawn
    assert 'data-label="数"' in drawn


def test_a_list_of_nothing_has_no_pager():
    assert "翻页" not in draw(Pager(shown=0, total=0))


def test_progress_is_told_in_figures():
    assert Progress(label="重算", done=5, total=0).percent == 100
    assert 'aria-valuenow="62"' in draw(Progress(label="重算", done=62, total=100))


def test_a_bar_never_leaves_its_track():
    assert Bar(percent=140).width == "100.0%"
    assert Bar(percent=-3).width == "0.0%"


def test_a_fact_without_a_value_shows_a_dash():
    assert Fact(label="电话", value="").lines == ["—"]


def test_a_long_flow_becomes_a_column():
    steps = tuple(FlowStep(name=f"第{n}步") for n in range(8))
    assert "q-flow-long" in draw(Flow(steps=steps))


def test_a_key_is_a_button_of_its_form_or_a_link():
    assert Key(key="F9", label="受理", form="intake").kind == "submit"
    assert Key(key="F2", label="叫号").kind == "button"


def test_a_pace_has_one_class():
    assert [pace.css for pace in Pace] == ["", "is-today", "is-over", "is-hold", "is-done"]


def test_a_note_keeps_its_lines():
    assert "一<br>二" in draw(Note(text="一\n二", live=True))


def test_the_pager_keeps_the_filters_in_the_address(rf):
    request = rf.get("/list?q=%E6%B2%B3&page=2")
    pager = Pager.of(request, number=2, size=10, total=25)
    assert QueryDict(pager.next.removeprefix("?")).dict() == {"q": "河", "page": "3"}
    assert QueryDict(pager.previous.removeprefix("?"))["page"] == "1"
    assert pager.words == "显示 11–20，共 25 件"
    assert Pager.of(request, number=1, size=10, total=0).words == "共 0 件"
    assert Pager.of(request, number=1, size=10, total=3).words == "共 3 件"


def test_crumbs_link_all_but_the_last(rf):
    drawn = Template('{% load ui %}{% crumbs "首页" "/" "本页" %}').render(Context())
    assert '<a href="/">首页</a>' in drawn
    assert '<span aria-current="page">本页</span>' in drawn
    linked = Template('{% load ui %}{% crumbs "首页" "/" %}').render(Context())
    assert "aria-current" not in linked


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("day|cn_date", "2026年2月28日（周六）"),
        ("day|short_date", "2月28日（周六）"),
        ("day|day_month", "2月28日"),
        ("moment|cn_moment", "2026年2月24日（周二）10:24"),
        ("moment|short_moment", "2月24日（周二）10:24"),
        ("moment|clock_time", "10:24"),
        ("figure|grouped", "1\u202f946"),
        ("figure|yuan", "1\u202f946.00 元"),
        ("figure|size", "2 KB"),
        ("number|spaced_number", "61092401 20260213 000187S"),
        ("pace|pace_class", "is-over"),
        ("nothing|cn_date", "—"),
        ("nothing|short_date", "—"),
        ("nothing|day_month", "—"),
        ("nothing|cn_moment", "—"),
        ("nothing|short_moment", "—"),
        ("nothing|clock_time", "—"),
        ("nothing|grouped", "—"),
        ("nothing|yuan", "—"),
        ("nothing|size", "—"),
    ],
)
def test_a_filter_says_it_in_words(expression, words):
    values = {
        "day": date(2026, 2, 28),
        "moment": at(date(2026, 2, 24), 10, 24),
        "figure": 1946,
        "number": "6109240120260213000187S",
        "pace": Pace.OVER,
        "nothing": None,
    }
    drawn = Template("{% load ui %}{{ " + expression + " }}").render(Context(values))
    assert drawn == words


def test_a_make_up_day_is_told_by_the_calendar_of_the_page():
    template = Template("{% load ui %}{% cn_day day %}")
    calendar = Calendar.of(package_days(2026), version="test")
    told = template.render(Context({"day": date(2026, 2, 28), "calendar": calendar}))
    assert told == "2026年2月28日（周六，调休上班）"
    plain = template.render(Context({"day": date(2026, 2, 28), "calendar": None}))
    assert plain == "2026年2月28日（周六）"
    assert template.render(Context({"day": None, "calendar": None})) == "—"


def test_the_tab_that_is_open_says_so():
    template = Template("{% load ui %}{% active 'a' now %}")
    assert template.render(Context({"now": "a"})) == ' aria-current="page"'
    assert template.render(Context({"now": "b"})) == ""


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_password_of_the_demonstration_is_told_there_and_nowhere_else(settings, is_demo):
    settings.DEMO = is_demo
    assert bool(site().demo_password) is is_demo
