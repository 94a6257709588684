"""Logging: one JSON object a line on standard error, with request id and case number, masked."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

# A resident ID (15 or 18 characters) and a mobile number, wherever they stand in a text.
_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)(\d{4})(\d{4})(?!\d)")
_RESIDENT_ID = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:\d{9}|\d{11}[\dXx])(?![0-9A-Za-z])")


def masked(text: str) -> str:
    """The text with resident IDs and mobile numbers reduced to their first and last digits."""
    text = _RESIDENT_ID.sub(
        lambda found: found[0][:6] + "*" * (len(found[0]) - 8) + found[0][-2:], text
    )
    return _MOBILE.sub(r"\1****\3", text)


def mask_event(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """The structlog processor that masks every text of an event, nested ones included."""
    for key, value in event.items():
        event[key] = _masked_value(value)
    return event


def _masked_value(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {key: _masked_value(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_masked_value(inner) for inner in value]
    return value


def _shared() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=False),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]


def configure() -> None:
    """Make structlog hand its events to the standard library's logging."""
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def logging(*, level: str, readable: bool) -> dict[str, Any]:
    """Django's `LOGGING`: JSON lines, or coloured text for a terminal when `readable`."""
    renderer = (
        structlog.dev.ConsoleRenderer()
        if readable
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "event": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _shared(),
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    mask_event,
                    renderer,
                ],
            }
        },
        "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "event"}},
        "root": {"handlers": ["stream"], "level": level.upper()},
        "loggers": {
            "django.server": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "procrastinate": {"level": "WARNING"},
        },
    }
