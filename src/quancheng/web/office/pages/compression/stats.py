"""The figures above a page of compression."""

from __future__ import annotations

from quancheng.journeys.read_compression import Line
from quancheng.web.ui.components import Stat, Stats
from quancheng.web.ui.presenters import compression as words
from quancheng.web.ui.presenters import numbers


def stats_of(line: Line) -> Stats:
    """What a line promises and has achieved: the county, an office or an item."""
    done = line.achieved
    tiles = [
        Stat(
            label="承诺比法定平均缩短",
            value=words.percent(line.promised.mean_of_rates),
            note=words.promised_note(line.promised, line.sums),
        ),
        *(
            Stat(
                label=f"承诺合计缩短（{words.UNITS[each.unit]}）",
                value=words.percent(each.rate),
                note=f"承诺 {numbers.grouped(each.taken)}，法定 {numbers.grouped(each.statutory)}",
            )
            for each in line.sums
        ),
        Stat(
            label="实际比法定平均缩短",
            value=words.percent(done.mean_of_rates),
            note=words.achieved_note(done),
        ),
        *(
            Stat(
                label=f"实际合计缩短（{words.UNITS[each.unit]}）",
                value=words.percent(each.rate),
                note=f"用了 {numbers.grouped(each.taken)}，法定 {numbers.grouped(each.statutory)}",
            )
            for each in done.sums
        ),
        Stat(
            label="停计时",
            value=numbers.grouped(done.suspended),
            unit="天",
            note=f"{done.held} 件，不算在用时里" if done.held else "没有停过计时的件",
        ),
    ]
    return Stats(tiles=tuple(tiles), label="压缩率")
