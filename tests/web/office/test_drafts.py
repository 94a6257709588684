from __future__ import annotations

from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from uuid import uuid4

import pytest

from quancheng.cases.queries.file import case_file
from quancheng.catalogue import queries
from quancheng.identity.queries import scope_of
from quancheng.kernel import moments
from tests.factories.cases import FLOOD, guide_named, received
from tests.factories.county import COUNTY


class Fields(HTMLParser):
    """The fields of the form #draft as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.inside = False
        self.name = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == "draft"
        name = given.get("name")
        if not self.inside or not name:
            if tag == "option" and self.inside and "selected" in given and self.name:
                self.values[self.name] = [given.get("value", "")]
            return
        if tag == "input" and given.get("type") not in {"checkbox", "file"}:
            self.values.setdefault(name, []).append(given.get("value", ""))
        elif tag == "input" and "checked" in given:
            self.values.setdefault(name, []).append(given["value"])
        elif tag in {"select", "textarea"}:
            self.name = name
            self.values.setdefault(name, [""])

    def handle_data(self, data):
        if self.inside and self.name and self.get_starttag_text().startswith("<textarea"):
            self.values[self.name] = [unescape(data).removeprefix("\n")]
            self.name = ""


def fields_of(response):
    parser = Fields()
    parser.feed(response.content.decode())
    return parser.values


def text_of(response):
    return response.content.decode()


@pytest.fixture
def flood(admin):
    """The address of a fresh draft of an item of the water office."""
    code = guide_named(FLOOD).item_code
    assert admin.post(f"/office/items/{code}/draft/").status_code == 302
    return f"/office/items/{code}/draft/"


def content_of_draft(code_or_address):
    code = code_or_address.split("/")[3]
    line = next(
        line
        for line in queries.editions_of(region_code=COUNTY, item_code=code)
        if line.status == "draft"
    )
    return queries.edition_fields(edition_id=line.id)


@pytest.mark.parametrize(
    "section", ["basic", "limits", "ways", "materials", "form", "fees", "steps"]
)
def test_saving_a_part_as_it_is_changes_nothing(admin, flood, section):
    before = content_of_draft(flood)
    page = admin.get(f"{flood}{section}/")
    answer = admin.post(f"{flood}{section}/", fields_of(page) | {"do": "save"})
    assert answer.status_code == 302
    assert content_of_draft(flood) == before


def test_a_draft_is_begun_once_however_often_it_is_asked_for(admin, flood):
    code = guide_named(FLOOD).item_code
    admin.post(f"/office/items/{code}/draft/")
    drafts = [
        line
        for line in queries.editions_of(region_code=COUNTY, item_code=code)
        if line.status == "draft"
    ]
    assert len(drafts) == 1


def test_a_promise_longer_than_the_law_is_told_at_its_field(admin, flood):
    sent = fields_of(admin.get(f"{flood}limits/")) | {"promised_limit": ["30"], "do": ["save"]}
    page = text_of(admin.post(f"{flood}limits/", sent, follow=True))
    assert "承诺时限30大于法定时限20" in page
    assert 'id="id_promised_limit_error"' in page


def test_a_cell_that_cannot_be_read_is_told_at_its_field_and_not_saved(admin, flood):
    before = content_of_draft(flood)
    sent = fields_of(admin.get(f"{flood}limits/")) | {"statutory_limit": ["很久"], "do": ["save"]}
    answer = admin.post(f"{flood}limits/", sent)
    assert answer.status_code == 422
    assert "“很久”不是时限" in text_of(answer)
    assert content_of_draft(flood) == before


def test_what_is_typed_is_saved_as_it_is_typed(admin, flood):
    sent = fields_of(admin.get(f"{flood}basic/")) | {"result_validity": ["　２年 "]}
    assert admin.post(f"{flood}basic/save/", sent).status_code == 204
    assert content_of_draft(flood)["result_validity"] == "2年"
    sent["department_code"] = [""]
    assert admin.post(f"{flood}basic/save/", sent).status_code == 422


def test_steps_are_moved_removed_and_added(admin, flood):
    sent = fields_of(admin.get(f"{flood}steps/"))
    keys = sent["rows"]
    page = admin.post(f"{flood}steps/", sent | {"do": f"down:{keys[1]}"})
    assert [step["step"] for step in content_of_draft(flood)["steps"]] == [
        "受理", "专家评审", "审查", "决定", "送达",
    ]  # fmt: skip
    page = admin.post(f"{flood}steps/", fields_of(page) | {"do": f"remove:{keys[2]}"})
    page = admin.post(f"{flood}steps/", fields_of(page) | {"do": "add"})
    sent = fields_of(page)
    fresh = sent["rows"][-1]
    sent |= {f"row-{fresh}-step": ["归档"], f"row-{fresh}-role": ["审核人"]}
    page = admin.post(f"{flood}steps/", sent | {"do": f"up:{fresh}"})
    steps = content_of_draft(flood)["steps"]
    assert [step["step"] for step in steps] == ["受理", "审查", "决定", "归档", "送达"]
    assert [step["order"] for step in steps] == [1, 2, 3, 4, 5]


def test_an_empty_row_is_not_saved(admin, flood):
    page = admin.post(f"{flood}fees/", fields_of(admin.get(f"{flood}fees/")) | {"do": "add"})
    assert "第 1 个收费项目" in text_of(page)
    admin.post(f"{flood}fees/", fields_of(page) | {"do": "save"})
    assert content_of_draft(flood)["fees"] == []


def test_a_fee_without_a_basis_that_may_found_it_is_told_at_its_row(admin, flood):
    page = admin.post(f"{flood}fees/", fields_of(admin.get(f"{flood}fees/")) | {"do": "add"})
    sent = fields_of(page) | {"fee_yes": ["1"]}
    row = sent["rows"][0]
    sent |= {
        f"row-{row}-name": ["评审费"],
        f"row-{row}-amount_yuan": ["100"],
        f"row-{row}-basis": ["县水利局通知"],
    }
    answer = admin.post(f"{flood}fees/", sent | {"do": "save"}, follow=True)
    assert "不能设定收费" in text_of(answer)


def test_materials_are_found_in_the_store_and_added_once(admin, flood):
    sent = fields_of(admin.get(f"{flood}materials/"))
    page = admin.post(f"{flood}materials/", sent | {"find": "居民身份证", "do": "enter"})
    assert 'value="add:M0' in text_of(page)
    code = text_of(page).split('value="add:')[1].split('"')[0]
    for _ in range(2):
        page = admin.post(f"{flood}materials/", fields_of(page) | {"do": f"add:{code}"})
    codes = [material["code"] for material in content_of_draft(flood)["materials"]]
    assert codes.count(code) == 1
    assert codes[-1] == code
    page = admin.post(f"{flood}materials/", fields_of(page) | {"do": "add:NOSUCH"})
    assert [material["code"] for material in content_of_draft(flood)["materials"]] == codes


def test_unknown_columns_of_a_row_survive_the_screen(admin, flood):
    sent = fields_of(admin.get(f"{flood}materials/"))
    row = sent["rows"][0]
    sent[f"row-{row}-kept"] = ['{"来源系统": "省平台", "n": 3}']
    admin.post(f"{flood}materials/", sent | {"do": "save"})
    page = admin.get(f"{flood}materials/")
    admin.post(f"{flood}materials/", fields_of(page) | {"do": "save"})
    assert content_of_draft(flood)["materials"][0]["extra"] == {"来源系统": "省平台"}


def publish(client, address, **fields):
    return client.post(f"{address}publish/", {"once": str(uuid4())} | fields, follow=True)


def test_a_running_case_stays_on_its_edition(admin, county, flood):
    guide = guide_named(FLOOD)
    before = received(county, guide)
    sent = fields_of(admin.get(f"{flood}limits/")) | {"promised_limit": ["7"], "do": ["save"]}
    admin.post(f"{flood}limits/", sent)
    today = moments.day_of(moments.now())
    page = publish(admin, flood, valid_from=today.isoformat())
    assert "第 2 版已发布" in text_of(page)
    scope = scope_of(county.at_counter("W06"))
    file = case_file(scope=scope, number=before.number)
    assert file.line.edition_id == guide.edition_id
    assert queries.edition_fields(edition_id=file.line.edition_id)["promised_limit"] == 8
    now_in_force = queries.edition_in_force(item_id=guide.item_id, on=today)
    assert now_in_force is not None
    assert (now_in_force.number, now_in_force.promised_limit) == (2, 7)
    after = received(county, guide_named(FLOOD, on=today), now=moments.now(), seed=2)
    assert case_file(scope=scope, number=after.number).line.edition_id == now_in_force.id


def test_publishing_twice_with_one_key_publishes_once(admin, flood):
    today = moments.day_of(moments.now()).isoformat()
    sent = {"valid_from": today, "once": str(uuid4())}
    first = admin.post(f"{flood}publish/", sent)
    second = admin.post(f"{flood}publish/", sent)
    assert (first.status_code, first.url) == (second.status_code, second.url)
    code = flood.split("/")[3]
    assert [line.status for line in queries.editions_of(region_code=COUNTY, item_code=code)] == [
        "published", "retired",
    ]  # fmt: skip


def test_an_edition_for_later_leaves_the_one_in_force_alone(admin, flood):
    guide = guide_named(FLOOD)
    today = moments.day_of(moments.now())
    publish(admin, flood, valid_from=(today + timedelta(days=30)).isoformat())
    found = queries.edition_in_force(item_id=guide.item_id, on=today)
    assert found is not None
    assert found.id == guide.edition_id
    assert "将启用" in text_of(admin.get(f"/office/items/{guide.item_code}/"))


@pytest.mark.parametrize("day", ["2026-01-01", "", "昨天", "2026-02-30"])
def test_a_day_that_will_not_do_is_told_at_its_field(admin, flood, day):
    answer = publish(admin, flood, valid_from=day)
    assert answer.status_code == 422
    assert 'id="id_valid_from_error"' in text_of(answer)


def test_a_draft_that_does_not_fit_the_law_is_not_published(admin, flood):
    sent = fields_of(admin.get(f"{flood}limits/")) | {"promised_limit": ["30"], "do": ["save"]}
    admin.post(f"{flood}limits/", sent)
    answer = publish(admin, flood, valid_from=moments.day_of(moments.now()).isoformat())
    assert answer.status_code == 422
    assert "有1处不符合发布要求" in text_of(answer)
    assert "要改" in text_of(admin.get(f"{flood}check/"))


def test_a_draft_is_thrown_away_and_the_edition_in_force_stays(admin, flood):
    guide = guide_named(FLOOD)
    answer = admin.post(f"{flood}discard/", follow=True)
    assert "草稿已删除" in text_of(answer)
    assert len(queries.editions_of(region_code=COUNTY, item_code=guide.item_code)) == 1
    assert admin.get(f"{flood}basic/").status_code == 302


NEW = {
    "name": "临时占道宣传审批",
    "office_code": "D19",
    "base_code": "619999001000",
    "code": "",
    "task_type": "1",
    "handling_type": "instant",
    "applicant_kind": "both",
    "result_kind": "approval",
    "legal_basis": "《城市市容和环境卫生管理条例》第十四条",
}


def test_a_new_item_is_made_filled_and_published(admin):
    answer = admin.post("/office/items/new/", NEW | {"once": str(uuid4())})
    assert answer.status_code == 302
    assert "619999001000-610924000000-000-" in answer.url
    address = answer.url.removesuffix("basic/")
    page = admin.get(f"{address}check/")
    assert "要改" in text_of(page)
    page = admin.get(f"{address}steps/")
    for _ in range(2):
        page = admin.post(f"{address}steps/", fields_of(page) | {"do": "add"})
    sent = fields_of(page)
    first, last = sent["rows"]
    sent |= {f"row-{first}-step": ["受理"], f"row-{first}-role": ["窗口人员"]}
    sent |= {f"row-{last}-step": ["送达"], f"row-{last}-role": ["统一送达窗口人员"]}
    sent |= {f"row-{first}-limit_days": ["0"], f"row-{last}-limit_days": ["0"]}
    admin.post(f"{address}steps/", sent | {"do": "save"})
    page = publish(admin, address, valid_from=moments.day_of(moments.now()).isoformat())
    assert "第 1 版已发布" in text_of(page)
    assert NEW["name"] in text_of(admin.get("/office/items/?q=临时占道"))


def test_a_new_item_needs_a_code_of_its_own(admin):
    code = guide_named(FLOOD).item_code
    sent = NEW | {"base_code": code.split("-")[0], "code": code}
    answer = admin.post("/office/items/new/", sent)
    assert answer.status_code == 422
    assert "已经有事项" in text_of(answer)


def test_a_new_item_that_is_thrown_away_is_gone(admin):
    address = admin.post("/office/items/new/", NEW).url.removesuffix("basic/")
    answer = admin.post(f"{address}discard/", follow=True)
    assert NEW["name"] not in text_of(answer)


ATTACKS = [
    "<script>alert(1)</script>",
    "'; DROP TABLE catalogue_item; --",
    "\x00",
    "\u202egnp.exe",
    "字" * 100_000,
    "\ud800",
    "{{ 7|add:7 }}",
]


@pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
@pytest.mark.parametrize(
    "section", ["basic", "limits", "ways", "materials", "form", "fees", "steps"]
)
def test_no_field_of_a_draft_breaks_on_hostile_text(admin, flood, section, text):
    sent = fields_of(admin.get(f"{flood}{section}/"))
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    hostile = {name: [text] for name in sent if name not in {"rows", "csrfmiddlewaretoken"}}
    assert admin.post(f"{flood}{section}/", sent | hostile | {"do": "save"}).status_code < 500
    assert admin.post(f"{flood}{section}/save/", sent | hostile).status_code < 500
    assert admin.post(f"{flood}{section}/", sent | {"do": text, "rows": [text]}).status_code < 500


@pytest.mark.parametrize("tail", ["", "publish/", "discard/", "basic/", "basic/save/"])
def test_a_supervisor_changes_nothing(supervisor, county, tail):
    code = guide_named(FLOOD).item_code
    assert supervisor.post(f"/office/items/{code}/draft/{tail}").status_code == 403
