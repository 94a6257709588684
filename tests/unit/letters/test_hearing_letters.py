"""The letters of a hearing: the right, the notice, and the decision on a recusal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from quancheng.cases import letters


def test_the_right_to_a_hearing_is_told_with_its_last_day(samples, words):
    letter = letters.HearingRight(
        head=samples.HEAD,
        accepted_on=samples.RECEIVED,
        reasons=("涉及相邻商户的重大利益。",),
        request_by=date(2026, 2, 27),
        legal_basis=(samples.FOOD_LAW,),
    )
    said = words(letters.render(letter))
    for part in (
        "听证权利告知书",
        "第四十七条",
        "2026年2月27日",
        "不承担",
        "涉及相邻商户的重大利益",
    ):
        assert part in said
    assert "最迟" not in words(letters.render(replace(letter, request_by=None)))


def test_the_notice_of_a_hearing_names_time_place_and_chair(samples, words):
    letter = letters.HearingNotice(
        head=samples.HEAD,
        sits_on=date(2026, 3, 12),
        clock="09:30",
        place="县政务服务中心三楼",
        chair="雷茗和",
    )
    said = words(letters.render(letter))
    for part in ("听证通知书", "2026年3月12日", "09:30", "三楼", "雷茗和", "回避", "第四十七条"):
        assert part in said
    public = words(letters.render(replace(letter, public=True)))
    assert "第四十六条" in public
    assert "依职权" in public


def test_a_granted_recusal_says_who_decided_when_and_who_presides_instead(samples, words):
    said = words(letters.render(samples.RECUSAL))
    for part in (
        "行政许可听证回避决定书",
        "第四十八条第一款第（三）项",
        "相邻商户代表于2026年2月25日申请听证主持人雷茗和回避",
        "1.主持人与申请人是近亲属。",
        "本机关负责人程岭南于2026年2月26日决定：同意雷茗和回避，听证主持人改由吴岚同担任",
        "1.经核实，主持人与申请人确系近亲属。",
        "以新的听证通知书为准",
    ):
        assert part in said
    later = words(letters.render(replace(samples.RECUSAL, new_chair="")))
    assert "听证主持人另行指定" in later


def test_a_refused_recusal_leaves_the_sitting_and_its_chair(samples, words):
    refused = replace(samples.RECUSAL, granted=False, new_chair="")
    said = words(letters.render(refused))
    assert "决定：驳回回避申请。理由是" in said
    assert "仍由雷茗和主持" in said
    assert "同意" not in said
    other = replace(refused, head=replace(samples.HEAD, licence=False), legal_basis=())
    assert "行政许可" not in words(letters.render(other))
