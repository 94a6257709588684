"""After the receipt, on the same screen: accept, correct, decline, withdraw, decide, print."""

from __future__ import annotations

import pytest
from django.urls import reverse

from quancheng.cases.states import State
from quancheng.kernel import moments
from tests.factories import cases
from tests.web.counter.intakes import opened, person, taken_in, typed
from tests.web.counter.pictures import PNG

AT_ONCE = "客货运输车辆年度审验"


@pytest.fixture
def number(county, clerk):
    return taken_in(clerk, cases.guide_named(cases.FOOD), person("organisation"))


@pytest.fixture
def incomplete(county, clerk):
    guide = cases.guide_named(cases.FOOD)
    token = opened(clerk, guide)
    form = typed(guide, person("organisation"), ticked=False)
    return clerk.post(reverse("counter:draft", args=[token]), form)["Location"].split("/")[3]


def url(name, number):
    return reverse(f"counter:{name}", args=[number])


def page_of(client, number, query=""):
    return client.get(url("case", number) + query).content.decode()


def test_acceptance_starts_the_clock_and_shows_the_last_day(clerk, number):
    assert "材料齐全按 F9 受理" in page_of(clerk, number)
    answer = clerk.post(url("accept", number), {"once": "a-1"})
    assert answer.status_code == 302
    assert cases.read(number).state is State.EXAMINING
    page = page_of(clerk, number)
    assert "受理通知书" in page
    assert "最迟" in page


def test_the_same_acceptance_twice_is_one(clerk, number):
    clerk.post(url("accept", number), {"once": "a-1"})
    assert clerk.post(url("accept", number), {"once": "a-1"}).status_code == 302
    late = clerk.post(url("accept", number), {"once": "a-2"})
    assert late.status_code == 409
    assert "不能受理" in late.content.decode()


def test_acceptance_waits_for_the_required_materials(clerk, incomplete):
    page = page_of(clerk, incomplete)
    assert "还差" in page
    assert 'data-key="F9" aria-disabled="true"' in page


def test_a_correction_is_told_once_and_taken_in_again(clerk, incomplete):
    panel = page_of(clerk, incomplete, "?act=correct")
    assert panel.count("没有提交") >= 5
    lines = {
        "d0-subject": "营业执照",
        "d0-problem": "<script>alert(1)</script>看不清",
        "d1-subject": "",
        "d1-problem": "",
    }
    clerk.post(url("correct", incomplete), lines)
    assert cases.read(incomplete).state is State.CORRECTING
    page = page_of(clerk, incomplete)
    assert "<script>alert" not in page
    assert "看不清" in page
    guide = cases.guide_named(cases.FOOD)
    codes = [line.code for line in guide.materials if not line.condition]
    uploaded = clerk.post(
        url("case-upload", incomplete),
        {"material": codes[0], "files": upload_of("补正.png", PNG)},
    )
    assert uploaded.status_code == 302
    assert "补正.png" in page_of(clerk, incomplete, "?act=corrected")
    clerk.post(url("corrected", incomplete), {"received": codes})
    assert cases.read(incomplete).state is State.RECEIVED
    assert 'data-key="F9" aria-disabled' not in page_of(clerk, incomplete)


def upload_of(name, content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content)


def test_an_empty_correction_notice_says_what_is_missing(clerk, number):
    answer = clerk.post(url("correct", number), {"d0-subject": "", "d0-problem": ""})
    assert answer.status_code == 422
    assert "至少写一条" in answer.content.decode()


def test_a_decline_shows_the_remedies_and_names_the_competent_office(clerk, number):
    panel = page_of(clerk, number, "?act=decline")
    assert "复议" in panel
    assert "诉讼" in panel
    wrong = clerk.post(url("decline", number), {"ground": "wrong_office", "reason": "不归我们管"})
    assert wrong.status_code == 422
    assert "请选择应当受理的机关" in wrong.content.decode()
    office = cases.guide_named(cases.FLOOD).office_name
    done = clerk.post(
        url("decline", number),
        {"ground": "wrong_office", "reason": "应向水利部门申请", "competent_office": office},
    )
    assert done.status_code == 302
    assert cases.read(number).state is State.DECLINED
    assert office in page_of(clerk, number)


def test_a_reason_too_short_keeps_what_was_typed(clerk, number):
    answer = clerk.post(url("decline", number), {"ground": "declined", "reason": "不行"})
    assert answer.status_code == 422
    assert "至少 4 个字" in answer.content.decode()
    assert "不行" in answer.content.decode()


def test_a_joint_case_is_not_withdrawn_before_its_children_and_says_which(county, clerk):
    from tests.factories.joint import JOINT, joined

    parent = cases.accepted(county, cases.guide_named(JOINT))
    child = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    joined(county, parent, child)
    given = {"reason": "申请人自愿撤回申请。", "once": "w-joint"}
    answer = clerk.post(url("withdraw", parent.number), given)
    assert answer.status_code == 422
    assert f"《{child.item_name}》" in answer.content.decode()
    assert cases.read(parent.number).state is State.EXAMINING


def test_the_applicant_may_withdraw(clerk, number):
    assert "当场提出" in page_of(clerk, number, "?act=withdraw")
    short = clerk.post(url("withdraw", number), {"reason": ""})
    assert short.status_code == 422
    clerk.post(url("withdraw", number), {"reason": "申请人自愿撤回申请。"})
    assert cases.read(number).state is State.WITHDRAWN


def test_an_item_handled_at_once_may_be_refused_with_reasons(county, log_in):
    window = log_in(county.at_counter("W43"))
    made = taken_in(window, cases.guide_named(AT_ONCE), person())
    assert "不予许可" in page_of(window, made, "?act=refuse")
    short = window.post(url("decide", made), {"outcome": "refused", "reason": ""})
    assert short.status_code == 422
    window.post(url("decide", made), {"outcome": "refused", "reason": "车辆没有通过年度检验。"})
    assert cases.read(made).outcome == "refused"


def test_reprints_are_counted_and_marked(clerk, number):
    letters = clerk.get(url("case", number)).context["page"].papers
    first = clerk.post(letters[0].url, {"paper": "slip"})
    assert first["Content-Type"] == "application/pdf"
    assert "还没打印" in letters[0].about
    again = clerk.get(url("case", number)).context["page"].papers
    assert "已打印 1 次" in again[0].about
    assert clerk.post(letters[0].url).content.startswith(b"%PDF")


def test_a_visit_by_address_changes_nothing(clerk, number):
    acts = ("accept", "correct", "corrected", "decline", "withdraw", "decide", "result")
    for name in (*acts, "case-upload"):
        assert clerk.get(url(name, number)).status_code == 302
    letter = clerk.get(url("case", number)).context["page"].papers[0].url
    assert clerk.get(letter).status_code == 302
    assert cases.read(number).version == 1


def test_a_panel_that_is_not_offered_does_not_open(clerk, number):
    assert "c-panel" not in page_of(clerk, number, "?act=corrected")
    assert "c-panel" not in page_of(clerk, number, "?act=%3Cscript%3E")


def test_others_read_but_do_not_act(county, log_in, number):
    supervisor = log_in(county.in_role("supervisor"))
    answer = supervisor.get(url("case", number))
    assert answer.status_code in {200, 302}
    assert supervisor.post(url("accept", number)).status_code in {302, 403}
    examiner = log_in(county.of_office("D41", "examiner"))
    assert examiner.get(url("case", number)).status_code == 403


def test_a_town_does_not_see_the_county_s_case(county, log_in, number):
    town = log_in(county.for_task(role="counter", office_id=None, town_code="610924100"))
    assert town.get(url("case", number)).status_code == 404
    assert town.post(url("accept", number)).status_code == 403


def test_a_case_that_is_not_there_is_not_found(clerk):
    assert clerk.get(url("case", "61092406202602240000999")).status_code == 404
    assert clerk.post(url("accept", "nothing")).status_code == 404


def test_a_stale_act_is_refused_with_who_was_first(county, clerk, number):
    from quancheng.journeys import accept
    from tests.factories.county import COUNTY, doing

    accept.accept(
        doing=doing(county.at_counter("W06"), now=moments.now()),
        region_code=COUNTY,
        number=number,
    )
    late = clerk.post(url("correct", number), {"d0-subject": "甲", "d0-problem": "看不清"})
    assert late.status_code == 422
    assert "不能一次告知补正" in late.content.decode()


SAME = {"d0-subject": "营业执照", "d0-problem": "没有盖章", "d0-wanted": ""}
MORE = {"d0-subject": "营业执照", "d0-problem": "已经过期", "d0-wanted": ""}


@pytest.fixture
def answered(clerk, number):
    clerk.post(url("correct", number), SAME)
    clerk.post(url("corrected", number), {})
    return number


def test_a_second_notice_proposes_what_was_told_and_says_who_may_ask_for_more(
    county, clerk, answered
):
    panel = page_of(clerk, answered, "?act=correct")
    assert "没有盖章" in panel
    assert "第一次没有写的问题不能再要求补正" in panel
    assert county.in_role("supervisor").name in panel
    assert "批准再次补正的理由" not in panel
    refused = clerk.post(url("correct", answered), MORE)
    assert refused.status_code == 422
    assert "补正内容应当一次告知" in refused.content.decode()
    assert "已经过期" in refused.content.decode()


def test_a_supervisor_lets_more_be_asked_for_with_a_reason(
    county, log_in, clerk, answered, settings
):
    settings.DEMO = True
    supervisor = log_in(county.in_role("supervisor"))
    page = page_of(supervisor, answered)
    assert "批准再次补正" in page
    panel = page_of(supervisor, answered, "?act=correct")
    assert "批准再次补正的理由" in panel
    bare = supervisor.post(url("correct", answered), MORE | {"override_reason": ""})
    assert bare.status_code == 422
    assert "请填写批准再次补正的理由" in bare.content.decode()
    reason = {"override_reason": "执照在补正期间到期"}
    assert supervisor.post(url("correct", answered), MORE | reason).status_code == 302
    assert "待补正" in page_of(clerk, answered)


def test_a_supervisor_tells_no_first_correction(county, log_in, number, settings):
    settings.DEMO = True
    supervisor = log_in(county.in_role("supervisor"))
    assert "c-panel" not in page_of(supervisor, number, "?act=correct")


def test_an_item_whose_last_day_only_the_decision_names_is_granted_in_its_panel(county, log_in):
    window = log_in(county.at_counter("W29"))
    made = taken_in(window, cases.guide_named("期满换领机动车驾驶证"), person())
    page = page_of(window, made)
    assert 'id="grant"' not in page
    assert "?act=grant" in page
    panel = page_of(window, made, "?act=grant")
    for words in ("有效期至", "长期有效", "“6年、10年或者长期”"):
        assert words in panel
    for wrong in (
        {},
        {"valid_until": "2026-03-01"},
        {"valid_until": "2032-03-01", "endless": "on"},
    ):
        answer = window.post(url("decide", made), {"outcome": "granted", **wrong})
        assert answer.status_code == 422
        assert wrong.get("valid_until", "") in answer.content.decode()
    assert cases.read(made).state is State.ACCEPTED
    window.post(url("decide", made), {"outcome": "granted", "endless": "on"})
    assert cases.read(made).outcome == "granted"


def test_the_ribbon_leads_to_the_sheet_that_proves_its_days(clerk, number):
    assert "时限计算书" not in page_of(clerk, number)
    early = clerk.get(url("proof", number))
    assert "受理后再看时限计算书" in early.content.decode()
    clerk.post(url("accept", number), {"once": "a-1"})
    assert f'href="{url("proof", number)}"' in page_of(clerk, number)
    sheet = clerk.get(url("proof", number)).content.decode()
    for words in ("时限计算书", url("case", number), url("proof-pdf", number), "/review/"):
        assert (words in sheet) is (words != "/review/")
    assert clerk.get(url("proof-pdf", number)).content.startswith(b"%PDF")
    assert clerk.get(url("proof-json", number)).json()
