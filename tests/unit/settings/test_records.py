"""What may not stand in a log."""

from __future__ import annotations

import io
import json
import logging

import structlog
from hypothesis import given
from hypothesis import strategies as st

from quancheng.settings import records

ID = "61092419900101123X"


def test_a_resident_id_is_masked() -> None:
    assert records.masked(f"申请人 {ID}，") == "申请人 610924**********3X，"


def test_an_old_resident_id_is_masked() -> None:
    assert records.masked("610924900101123") == "610924*******23"


def test_a_mobile_number_is_masked() -> None:
    assert records.masked("电话13800138000。") == "电话138****8000。"


def test_a_case_number_is_left_alone() -> None:
    number = "6109240620260224000017A"
    assert records.masked(number) == number


def test_nested_values_are_masked() -> None:
    event = {"event": "x", "data": {"ids": [ID, {"phone": "13800138000"}]}, "count": 3}
    text = json.dumps(records.mask_event(None, "info", event))
    assert ID not in text
    assert "13800138000" not in text
    assert '"count": 3' in text


@given(st.text(), st.text())
def test_no_text_around_it_lets_a_mobile_number_through(before: str, after: str) -> None:
    text = f"{before} 13912345678 {after}"
    assert " 13912345678 " not in records.masked(text)


def test_a_line_of_the_log_is_json_with_the_bound_number() -> None:
    config = records.logging(level="info", readable=False)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=config["formatters"]["event"]["foreign_pre_chain"],
        processors=config["formatters"]["event"]["processors"],
    )
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger = logging.getLogger("quancheng.test")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        with structlog.contextvars.bound_contextvars(request_id="r1", case="c1"):
            logger.warning("seen %s", ID)
    finally:
        logger.removeHandler(handler)
        logger.propagate = True
    line = json.loads(stream.getvalue())
    assert line["request_id"] == "r1"
    assert line["case"] == "c1"
    assert line["event"] == "seen 610924**********3X"
    assert line["level"] == "warning"
