"""收件凭证 on A4 and on the slip: the last day first, or why there is none yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from quancheng.cases import letters


def test_a_rare_character_shows_on_the_slip_and_in_a_title(samples, words):
    head = replace(samples.RECEIPT.head, addressee="𠮷䶮㛃茶社")
    slip = letters.render(replace(samples.RECEIPT, head=head, paper="slip"))
    assert "𠮷䶮㛃茶社" in words(slip)
    assert "𠮷证" in words(letters.render(replace(samples.CERTIFICATE, title="𠮷证")))


def test_the_receipt_leads_with_the_last_day(samples, words):
    said = words(letters.render(samples.RECEIPT))
    assert "最迟2026年2月26日（周四）办结并通知您。法律规定的期限是3月5日（周四）。" in said
    assert "2026年2月13日（周五）10:12，W06窗口尹穗远" in said
    assert "材料共7份" in said
    assert "2营业执照电子证照，免交A" in said


def test_a_receipt_before_acceptance_says_the_day_holds_if_accepted_today(samples, words):
    for paper in ("a4", "slip"):
        waiting = replace(samples.RECEIPT, accepted=False, paper=paper)
        assert "今天受理的，最迟2026年2月26日" in words(letters.render(waiting))


def test_a_receipt_with_papers_missing_says_how_many(samples, words):
    for paper in ("a4", "slip"):
        short = replace(samples.RECEIPT, promised=None, missing_count=2, paper=paper)
        said = words(letters.render(short))
        assert "还差2份材料" in said
        assert "最迟2026" not in said
        both = words(
            letters.render(replace(samples.RECEIPT, missing_count=2, paper=paper, accepted=False))
        )
        assert "还差2份材料今天收齐并受理的，最迟2026年2月26日（周四）办结" in both


def test_a_receipt_without_a_known_day_says_when_the_clock_starts(samples, words):
    for paper in ("a4", "slip"):
        said = words(letters.render(replace(samples.RECEIPT, promised=None, paper=paper)))
        assert "已经收件" in said
        assert "受理之后开始计时" in said


def test_a_receipt_names_the_agent_and_says_a_provisional_day_may_move(samples, words):
    limit = letters.Limit(value=4, last_day=date(2027, 1, 5), provisional=True)
    letter = replace(samples.RECEIPT, agent="罗浣溪（受托人）", promised=limit, statutory=None)
    said = words(letters.render(letter))
    assert "代理人罗浣溪（受托人）" in said
    assert "日期可能调整" in said
    assert "法律规定的期限" not in said


def test_a_receipt_names_a_makeup_working_day(samples, words):
    limit = letters.Limit(value=4, last_day=date(2026, 2, 28), note="调休上班")
    said = words(letters.render(replace(samples.RECEIPT, promised=limit)))
    assert "2026年2月28日（周六，调休上班）" in said


def test_a_receipt_without_materials_has_no_empty_table(samples, words):
    said = words(letters.render(replace(samples.RECEIPT, materials=())))
    assert "收到的材料" not in said
    assert "材料共0份" in said
