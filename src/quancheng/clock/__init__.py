"""Time limits (限时办结): the calendar, the two clocks of a case and their proof.

Law: 行政许可法 articles 32, 42 to 45 and 82 (the periods), 民法典 articles 200 to 204 (how a
period is counted), and the State Council's yearly notices of holidays (the calendar).

``engine`` is pure arithmetic, ``rules`` are the checks an office must pass, ``models`` hold the
calendar the centre owns, ``queries`` and ``operations`` read and change it.
"""
