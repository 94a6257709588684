"""What each notice and decision says: basis, reasons, last days, remedies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from quancheng.cases import letters
from quancheng.cases.letters.values import ServiceMethod


def test_the_acceptance_notice_gives_basis_both_limits_and_remedies(samples, words):
    said = words(letters.render(samples.ACCEPTANCE))
    for wanted in (
        "行政许可申请受理通知书",
        "紫市监许受〔2026〕87号",
        "《中华人民共和国行政许可法》第三十二条第一款第（五）项，自2026年2月13日起受理",
        "法定办理期限为10个工作日，本机关承诺4个工作日",
        "承诺最迟于2026年2月26日（周四）作出决定",
        "法定期限于2026年3月5日（周四）届满",
        "第四十五条",
        "现场核查，核查时间计入上述期限",
        "向紫阳县人民政府申请行政复议，或者向紫阳县人民法院提起行政诉讼",
    ):
        assert wanted in said


def test_a_deemed_acceptance_says_since_when_and_why(samples, words):
    said = words(letters.render(replace(samples.ACCEPTANCE, deemed=True)))
    assert "第三十二条第一款第（四）项，自收到申请材料之日，即2026年2月13日起，视为受理" in said


def test_an_acceptance_notice_with_one_clock_names_that_clock_only(samples, words):
    promised = words(letters.render(replace(samples.ACCEPTANCE, statutory=None)))
    assert "本机关承诺4个工作日办结" in promised
    assert "法定办理期限" not in promised
    statutory = words(letters.render(replace(samples.ACCEPTANCE, promised=None)))
    assert "法定办理期限为10个工作日，自受理次日起计算，法定期限于" in statutory
    assert "本机关承诺" not in statutory
    neither = words(letters.render(replace(samples.ACCEPTANCE, promised=None, statutory=None)))
    assert "受理次日起计算" not in neither


def test_an_acceptance_notice_says_that_an_unpublished_year_leaves_the_day_open(samples, words):
    limit = letters.Limit(value=20, provisional=True)
    said = words(letters.render(replace(samples.ACCEPTANCE, promised=limit, statutory=limit)))
    assert "作出决定的最后一天待下一年放假安排公布后另行告知" in said
    assert "公布后如有调整，以通知为准" in said


def test_a_person_is_addressed_as_a_person(samples, words):
    head = replace(samples.HEAD, organisation=False, addressee="卫沐阳")
    said = words(letters.render(replace(samples.ACCEPTANCE, head=head)))
    assert "卫沐阳：你于2026年2月13日提出的" in said


def test_an_item_that_is_no_licence_gets_neutral_letters(samples, words):
    made = {
        samples.ACCEPTANCE: "受理通知书",
        samples.CORRECTION: "申请材料补正通知书",
        samples.NON_ACCEPTANCE: "不予受理通知书",
        samples.GRANT: "准予办理决定书",
        samples.REFUSAL: "不予办理决定书",
        samples.SUSPENSION: "特别程序告知书",
        samples.EXTENSION: "延长办理期限告知书",
    }
    for letter, title in made.items():
        plain = replace(letter, head=replace(letter.head, licence=False))
        said = words(letters.render(plain))
        assert plain.title == title
        assert title in said
        assert "行政许可" not in said
        assert "行政许可" in letter.title


def test_a_letter_without_any_basis_rests_on_the_rules_in_force(samples, words):
    head = replace(samples.REFUSAL.head, licence=False)
    said = words(letters.render(replace(samples.REFUSAL, head=head, legal_basis=())))
    assert "依据有关规定，本机关于" in said


def test_the_correction_notice_lists_all_defects_at_once(samples, words):
    said = words(letters.render(samples.CORRECTION))
    for wanted in (
        "第三十二条第一款第（四）项",
        "全部内容一次告知如下，共3项",
        "缺少厨师一人的健康证明",
        "没有标明食品处理区的面积",
        "经营者没有签名",
        "请于2026年3月2日（周一）前将补正材料交到紫阳县政务服务中心",
        "不计入办理期限",
        "本机关不再提出新的补正要求",
        "60日内向紫阳县人民政府申请行政复议",
        "6个月内依法向紫阳县人民法院提起行政诉讼",
    ):
        assert wanted in said


def test_a_correction_notice_without_a_day_or_wishes_has_neither(samples, words):
    plain = letters.Defect(subject="申请书", problem="没有签名")
    said = words(letters.render(replace(samples.CORRECTION, reply_by=None, defects=(plain,))))
    assert "补正要求序" not in said
    assert "请将补正材料交到" in said


@pytest.mark.parametrize(
    ("ground", "basis", "decision"),
    [
        ("not_needed", "第三十二条第一款第（一）项", "依法不需要取得行政许可"),
        ("wrong_office", "第三十二条第一款第（二）项", "不属于本机关职权范围"),
        ("other", "第三十二条第一款、第二款", "不符合受理条件"),
    ],
)
def test_a_non_acceptance_gives_ground_reasons_and_remedies(
    samples, words, ground, basis, decision
):
    said = words(letters.render(replace(samples.NON_ACCEPTANCE, ground=ground)))
    assert basis in said
    assert decision in said
    assert "1.申请的经营场所在汉滨区" in said
    assert "《食品经营许可和备案管理办法》第六条" in said
    assert "请向安康市汉滨区市场监督管理局提出申请" in said
    assert "60日内" in said
    assert "6个月内" in said


def test_a_grant_says_what_is_allowed_and_when_the_document_comes(samples, words):
    said = words(letters.render(samples.GRANT))
    for wanted in (
        "第三十四条、第三十八条第一款、《中华人民共和国食品安全法》第三十五条",
        "2026年2月26日作出决定：准予行政许可。",
        "经营项目热食类食品制售、自制饮品制售",
        "第四十四条，本机关自作出决定之日起10个工作日内，即最迟于2026年3月11日（周三）前",
        "分管负责人程岭南",
        "申请行政复议",
        "提起行政诉讼",
    ):
        assert wanted in said


def test_a_grant_without_conditions_or_days_leaves_them_out(samples, words):
    short = replace(samples.GRANT, conditions=(), permitted=(), deliver_by=None)
    said = words(letters.render(short))
    assert "许可内容如下" not in said
    assert "遵守下列要求" not in said
    assert "10个工作日内向你单位颁发" in said


def test_a_suspension_tells_the_time_it_will_take(samples, words):
    said = words(letters.render(samples.SUSPENSION))
    for wanted in (
        "第四十五条",
        "专家评审所需时间不计入办理期限",
        "2026年2月2日（周一），自次日起停止计时",
        "预计需要8个工作日",
        "预计顺延到2026年2月24日（周二）",
        "预计顺延到2026年3月11日（周三）",
    ):
        assert wanted in said


def test_a_suspension_promises_no_day_that_no_calendar_knows(samples, words):
    unknown = letters.Limit(value=20, provisional=True)
    said = words(letters.render(replace(samples.SUSPENSION, statutory=unknown)))
    assert "法定期限待日历公布后另行告知" in said
    assert "预计顺延到待日历" not in said


def test_a_suspension_leaves_out_what_is_not_known(samples, words):
    short = replace(
        samples.SUSPENSION, promised=None, conducted_by="", expected_end=None,
        statutory=letters.Limit(value=20, provisional=True),
    )  # fmt: skip
    said = words(letters.render(short))
    assert "承诺期限" not in said
    assert "由谁进行" not in said
    assert "预计结束" not in said
    assert "待日历公布后另行告知" in said


def test_an_extension_gives_reasons_approval_and_the_new_last_day(samples, words):
    said = words(letters.render(samples.EXTENSION))
    for wanted in (
        "第四十二条第一款，经本机关负责人批准，办理期限延长10个工作日",
        "1.经营场所因道路抢修暂时不能进入",
        "2026年3月5日（周四）届满",
        "延长后的期限到2026年3月19日（周四）届满",
    ):
        assert wanted in said


def test_a_joint_extension_rests_on_the_second_paragraph(samples, words):
    joint = replace(
        samples.EXTENSION, joint=True, approved_by="县人民政府负责人", new_deadline=None
    )
    said = words(letters.render(joint))
    assert "第四十二条第二款，经县人民政府负责人批准" in said
    assert "待下一年放假安排公布后另行告知" in said


@pytest.mark.parametrize(
    ("method", "word"),
    [
        ("direct", "直接送达"),
        ("post", "邮寄送达"),
        ("electronic", "电子送达"),
        ("lien", "留置送达"),
        ("public", "公告送达"),
    ],
)
def test_a_service_receipt_names_the_way_it_was_served(
    samples, words, method: ServiceMethod, word: str
):
    letter = replace(samples.SERVICE_RECEIPT, method=method, tracking_number="1234567890123")
    said = words(letters.render(letter))
    assert f"送达方式{word}" in said
    assert "1234567890123" in said
    assert "2026年2月27日（周五）09:40" in said
    assert "1.准予行政许可决定书" in said


def test_a_blank_service_receipt_leaves_room_for_hand_and_pen(samples, words):
    blank = replace(
        samples.SERVICE_RECEIPT, served_at=None, recipient_signature_png=None, remark="由其女儿代收"
    )
    said = words(letters.render(blank))
    assert "年月日时分" in said
    assert "由其女儿代收" in said


def test_a_certificate_shows_number_holder_fields_and_validity(samples, words):
    said = words(letters.render(samples.CERTIFICATE))
    assert "编号JY26109240012345" in said
    assert "统一社会信用代码92610924MA70XXXX1T" in said
    assert "有效期2026年2月26日至2031年2月25日" in said


def test_a_certificate_says_an_open_validity_in_words(samples, words):
    until = words(letters.render(replace(samples.CERTIFICATE, valid_from=None)))
    assert "有效期至2031年2月25日" in until
    since = words(letters.render(replace(samples.CERTIFICATE, valid_until=None)))
    assert "有效期自2026年2月26日起" in since
    person = replace(samples.CERTIFICATE.head, organisation=False)
    none = letters.render(
        replace(samples.CERTIFICATE, head=person, valid_from=None, valid_until=None)
    )
    assert "有效期" not in words(none)
    assert "证件号码" in words(none)


def test_a_result_letter_shows_its_paragraphs_and_its_fields(samples, words):
    letter = replace(samples.RESULT_LETTER, lines=(("建设地点", "焕古镇"),))
    said = words(letters.render(letter))
    assert "紫水许〔2026〕5号" in said
    assert "基本同意报告的结论" in said
    assert "建设地点焕古镇" in said


def test_a_long_proof_sheet_goes_on_over_pages_and_counts_them(samples, words):
    long = replace(samples.PROOF_SHEET, rows=samples.PROOF_SHEET.rows * 4, notes=("注",) * 21)
    made = letters.render(long)
    assert len(PdfReader(BytesIO(made)).pages) >= 3
    assert "第1页共" in words(made)
    assert "(21)注" in words(made)


def test_a_refusal_gives_every_reason_basis_and_both_remedies(samples, words):
    said = words(letters.render(samples.REFUSAL))
    for wanted in (
        "1.食品处理区与厕所之间没有隔开",
        "2.没有与经营规模相适应的餐具清洗消毒设施。",
        "第三十四条、第三十八条第二款、《中华人民共和国食品安全法》第三十三条",
        "不予行政许可。",
        "自收到本决定书之日起60日内向紫阳县人民政府申请行政复议",
        "6个月内依法向紫阳县人民法院提起行政诉讼",
    ):
        assert wanted in said


def test_the_proof_sheet_lists_every_day_and_its_sum(samples, words):
    said = words(letters.render(samples.PROOF_SHEET))
    assert "受理次日至最后一天共44天＝计时20＋停计时8＋休息日16" in said
    assert "02-24二计工作日，承诺到期88" in said
    assert "03-11三计工作日，法定到期—20" in said
    assert "灰字为今天以后的预计" in said
    assert "③民法典第201条" in said


def test_a_superiors_answer_names_its_document_and_its_day(samples, words):
    letter = letters.SuperiorAnswer(
        head=samples.SIGNED,
        forwarded_on=date(2026, 3, 3),
        superior="安康市市场监督管理局",
        document="安批〔2026〕7号",
        decided_on=date(2026, 4, 1),
        granted=True,
        reasons=(),
        deliver_by=date(2026, 4, 16),
    )
    said = words(letters.render(letter))
    for part in (
        "安康市市场监督管理局",
        "安批〔2026〕7号",
        "2026年4月1日",
        "准予行政许可",
        "4月16日",
    ):
        assert part in said
    refused = replace(letter, granted=False, reasons=("不符合布点规划。",), deliver_by=None)
    said = words(letters.render(refused))
    assert "不予行政许可" in said
    assert "不符合布点规划" in said


def test_an_ending_gives_its_ground_its_reason_and_the_remedies(samples, words):
    letter = letters.TerminationNotice(
        head=samples.HEAD,
        received_on=samples.RECEIVED,
        ground="申请人依法终止",
        reasons=("申请人已注销登记。",),
        remedies=samples.REMEDIES,
    )
    said = words(letters.render(letter))
    for part in ("终止行政许可办理告知书", "申请人依法终止", "申请人已注销登记", "行政复议"):
        assert part in said


def test_a_deemed_renewal_says_which_paper_goes_on_since_when(samples, words):
    letter = letters.DeemedRenewal(
        head=samples.HEAD,
        received_on=samples.RECEIVED,
        result_name="食品经营许可证",
        result_number="61092420210302000001",
        valid_until=date(2026, 4, 30),
        renewed_on=date(2026, 5, 1),
    )
    said = words(letters.render(letter))
    for part in (
        "视为准予延续",
        "61092420210302000001",
        "2026年4月30日",
        "2026年5月1日",
        "第五十条",
    ):
        assert part in said


def test_a_decision_after_a_hearing_rests_on_its_minutes(samples, words):
    for letter in (samples.GRANT, samples.REFUSAL):
        heard = words(letters.render(replace(letter, hearing_on=date(2026, 3, 12))))
        assert "根据2026年3月12日听证的笔录" in heard.replace(" ", "")
        assert "笔录" not in words(letters.render(letter))
