from __future__ import annotations

import re

import pytest
from django.test import Client

WRONG = "编号和查询码对不上"


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    """The doors see the suite's usual day."""
    from quancheng.kernel import moments
    from tests.factories.county import moment

    monkeypatch.setattr(moments, "now", lambda: moment(17))


@pytest.fixture
def food():
    from tests.factories.cases import FOOD, guide_named

    return guide_named(FOOD)


@pytest.fixture
def case(county, food):
    """A case that has just been taken in."""
    from tests.factories.cases import received

    return received(county, food)


def ask(client: Client, number: str, check_code: str, **extra):
    return client.post("/progress/", {"number": number, "check_code": check_code}, **extra)


def opened(client: Client, outcome) -> str:
    """The page of a case after its codes were given."""
    from quancheng.cases.queries.file import case_file
    from quancheng.identity.rules import Role, Scope

    file = case_file(scope=Scope(role=Role.SUPERVISOR, counties=("610924",)), number=outcome.number)
    answer = ask(client, file.receipt_code, file.check_code, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_right_codes_lead_to_the_case_without_a_code_in_the_address(stranger, case):
    answer = ask(stranger, case.receipt_code, case.check_code)
    assert answer.status_code == 302
    assert answer["Location"] == f"/progress/{case.number}/"
    page = stranger.get(answer["Location"])
    assert page.status_code == 200
    assert "材料收到了，等窗口答复" in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_a_case_number_works_as_well_as_a_receipt_code_however_it_is_typed(stranger, case):
    typed = f" {case.number[:8].lower()} {case.number[8:16]}-{case.number[16:].lower()}"
    answer = ask(stranger, typed, f"{case.check_code[:3].lower()}-{case.check_code[3:]}")
    assert answer["Location"] == f"/progress/{case.number}/"


def test_a_wrong_number_and_a_wrong_code_get_the_same_answer(stranger, case):
    wrong_code = ask(stranger, case.receipt_code, "000000")
    wrong_number = ask(stranger, "ZZZZ-ZZZZ", case.check_code)
    mistyped = ask(stranger, case.number[:-1] + "*", case.check_code)
    assert wrong_code.status_code == wrong_number.status_code == mistyped.status_code == 404
    said = [
        re.search(r'<div class="q-errs".*?</div>', each.content.decode(), re.DOTALL).group()
        for each in (wrong_code, wrong_number, mistyped)
    ]
    assert said[0] == said[1] == said[2]
    assert WRONG in said[0]


def test_a_wrong_number_costs_as_many_queries_as_a_wrong_code(
    stranger, case, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask(stranger, "ZZZZZZZZ", "000000")
    with CaptureQueriesContext(connection) as by_code:
        ask(stranger, case.receipt_code, "000000")
    with CaptureQueriesContext(connection) as by_number:
        ask(stranger, "YYYYYYYY", case.check_code)
    assert len(by_code) == len(by_number)


def test_without_the_codes_a_case_stays_closed(stranger, case):
    for address in ("", "letters/1/", "result/"):
        answer = stranger.get(f"/progress/{case.number}/{address}")
        assert answer.status_code == 302
        assert answer["Location"] == "/progress/"


def test_the_codes_of_one_case_do_not_open_another(stranger, county, food, case):
    from tests.factories.cases import received

    other = received(county, food, seed=2)
    ask(stranger, case.receipt_code, case.check_code)
    assert stranger.get(f"/progress/{other.number}/").status_code == 302


def test_a_forged_or_stale_cookie_opens_nothing(stranger, case, monkeypatch):
    from django.core import signing

    from quancheng.web.portal import access

    stranger.cookies[access.COOKIE] = signing.dumps([case.number], salt="another")
    assert stranger.get(f"/progress/{case.number}/").status_code == 302
    ask(stranger, case.receipt_code, case.check_code)
    monkeypatch.setattr(access, "MINUTES", 0)
    assert stranger.get(f"/progress/{case.number}/").status_code == 302


def test_guessing_at_one_number_ends_after_a_few_tries_and_says_until_when(stranger, case):
    from quancheng.journeys.follow import BY_NUMBER

    for _ in range(BY_NUMBER.tries):
        assert ask(stranger, case.receipt_code, "000000").status_code == 404
    answer = ask(stranger, case.receipt_code, case.check_code)
    assert answer.status_code == 429
    assert re.search(r"请在 \d\d:\d\d 以后再试", answer.content.decode())
    assert int(answer["Retry-After"]) > 0


def test_guessing_at_many_numbers_from_one_address_ends_too(stranger, case):
    from quancheng.journeys.follow import BY_CALLER

    for count in range(BY_CALLER.tries):
        assert ask(stranger, f"ZZZZ00{count:02d}", "000000").status_code == 404
    assert ask(stranger, case.receipt_code, case.check_code).status_code == 429
    elsewhere = ask(stranger, case.receipt_code, case.check_code, REMOTE_ADDR="10.9.8.7")
    assert elsewhere.status_code == 302


def test_right_codes_do_not_use_up_tries(stranger, case):
    from quancheng.journeys.follow import BY_NUMBER

    for _ in range(BY_NUMBER.tries + 2):
        assert ask(stranger, case.receipt_code, case.check_code).status_code == 302


def test_a_scanned_receipt_asks_for_the_check_code_alone(stranger, case):
    page = stranger.get(f"/p/{case.receipt_code}/")
    assert f'value="{case.receipt_code}"' in page.content.decode()
    answer = stranger.post(
        f"/p/{case.receipt_code}/",
        {"number": case.receipt_code, "check_code": case.check_code},
    )
    assert answer["Location"] == f"/progress/{case.number}/"


def test_an_empty_form_says_what_to_fill_in(stranger, case):
    answer = ask(stranger, "", "")
    assert answer.status_code == 422
    assert "请填写查询码" in answer.content.decode()


def test_an_accepted_case_shows_its_days_and_its_next_steps(stranger, county, food):
    from tests.factories.cases import accepted

    page = words(opened(stranger, accepted(county, food)))
    assert "正在办，一切按时" in page
    assert "还剩 4 个工作日" in page
    assert "最迟 2026年3月6日（周五）办结" in page
    assert "法律允许到 3月16日，我们承诺更早" in page
    assert "受理了" in page
    assert "领取结果" in page


def test_internal_words_are_not_shown(stranger, county, food):
    from tests.factories.cases import accepted, examined

    page = words(opened(stranger, examined(county, accepted(county, food))))
    assert "审查通过" in page
    assert "材料齐全，符合条件。" not in page
    assert "领取任务" not in page


def test_a_correction_lists_everything_to_bring(stranger, county, case):
    from quancheng.journeys import accept
    from tests.factories.county import COUNTY, doing

    accept.tell_correction(
        doing=doing(county.at_counter("W06")),
        region_code=COUNTY,
        number=case.number,
        defects=[
            {"subject": "平面布局图", "problem": "没有标面积", "wanted": "标明各区面积"},
            {"subject": "健康证明", "problem": "过期", "wanted": ""},
        ],
    )
    page = words(opened(stranger, case))
    assert "请补正材料" in page
    assert "把要补的 2 样交到W06 窗口" in page
    assert "平面布局图：没有标面积（标明各区面积）" in page


def test_a_declined_case_says_why_and_what_to_do(stranger, county, case):
    from quancheng.journeys import accept
    from tests.factories.county import COUNTY, doing

    accept.decline(
        doing=doing(county.at_counter("W06")),
        region_code=COUNTY,
        number=case.number,
        ground="wrong_office",
        reason="该事项由市级办理。",
        competent_office="安康市市场监督管理局",
    )
    page = words(opened(stranger, case))
    assert "没有受理" in page
    assert "这件事不归本机关办" in page
    assert "请到安康市市场监督管理局办理" in page
    assert "60 日内" in page


def test_a_withdrawn_case_is_over(stranger, county, case):
    from quancheng.journeys import accept
    from tests.factories.county import COUNTY, doing

    accept.withdraw(
        doing=doing(county.at_counter("W06")),
        region_code=COUNTY,
        number=case.number,
        reason="申请人不办了",
    )
    assert "已按您的要求撤回" in words(opened(stranger, case))


def test_a_suspension_says_why_the_clock_stands(stranger, county):
    from quancheng.journeys import suspend
    from tests.factories.cases import FLOOD, accepted, guide_named, person_for
    from tests.factories.county import COUNTY, doing

    case = accepted(county, guide_named(FLOOD))
    suspend.suspend(
        doing=doing(person_for(county, case)),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        ground="专家评审",
        expected_days=8,
    )
    page = words(opened(stranger, case))
    assert "停计时，等特别程序结束" in page
    assert "需要专家评审，预计 8 个工作日，依法不计入办理时限" in page


def test_a_granted_case_says_where_to_fetch_the_result(stranger, county, food):
    from tests.factories.cases import accepted, decided, examined

    page = words(opened(stranger, decided(county, examined(county, accepted(county, food)))))
    assert "办好了，请来领取" in page
    assert "带身份证到统一送达窗口领取" in page


def test_a_refused_case_gives_its_reason_and_the_remedies(stranger, county, food):
    from tests.factories.cases import accepted, decided, examined

    case = decided(county, examined(county, accepted(county, food)), outcome="refused")
    page = words(opened(stranger, case))
    assert "决定作出了，请来领取决定书" in page
    assert "理由：不符合法定条件第三项" in page
    assert "不服怎么办" in page


def test_letters_come_as_copies_and_of_this_case_only(stranger, county, food):
    from tests.factories.cases import accepted

    html = opened(stranger, accepted(county, food))
    link = re.search(r'href="(/progress/[^"]+/letters/\d+/)"', html).group(1)
    answer = stranger.get(link)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert "attachment" in answer["Content-Disposition"]
    other = re.sub(r"letters/\d+", "letters/999999", link)
    assert stranger.get(other).status_code in (404, 409)


def test_a_result_can_be_taken_only_after_its_original(stranger, county, food):
    from tests.factories.cases import accepted, decided, examined, handed_over

    case = decided(county, examined(county, accepted(county, food)))
    opened(stranger, case)
    assert stranger.get(f"/progress/{case.number}/result/").status_code == 404
    page = words(opened(stranger, handed_over(county, case)))
    assert "办完了，不用再来" in page
    assert stranger.get(f"/progress/{case.number}/result/").content.startswith(b"%PDF-")


def test_a_case_past_its_promise_says_so(stranger, county, food, monkeypatch):
    from datetime import date

    from quancheng.kernel import moments
    from tests.factories.cases import accepted
    from tests.factories.county import moment

    case = accepted(county, food)
    monkeypatch.setattr(moments, "now", lambda: moment(9, on=date(2026, 3, 10)))
    page = words(opened(stranger, case))
    assert "还没办好，过了承诺的日子" in page
    assert "超过承诺 2 个工作日" in page


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "' OR '1'='1",
        "\x00",
        "\u202e",
        "𠮷䶮㛃",
        "9" * 100_000,
        "%00",
        "\ud800",
    ],
)
def test_nothing_typed_breaks_the_question(stranger, county, typed):
    answer = ask(
        stranger,
        typed.encode("utf-8", "replace").decode(),
        typed.encode("utf-8", "replace").decode(),
    )
    assert answer.status_code in (404, 422)
    assert "<script>alert" not in answer.content.decode()


def test_the_receipt_carries_both_codes(county, case):
    from quancheng.cases.letters.values import Receipt
    from quancheng.journeys.follow import followed
    from quancheng.journeys.papers.letters import letter_from
    from quancheng.journeys.papers.matter import matter

    file = followed(region_code="610924", number=case.number)
    made = letter_from(matter(file=file, letter=file.letters[0], public_url="http://localhost"))
    assert isinstance(made, Receipt)
    assert made.query_code == case.check_code
    assert made.head.check_url == f"http://localhost/p/{case.receipt_code}/"
