"""With `--complete`: every branch of what decides about people's cases has been run.

Asked of rules, engines, operations, journeys and the kernel, after the whole suite has run with
`--cov`; what is missing is listed before pytest's closing line and makes the run fail.
"""

from __future__ import annotations

import io
from collections.abc import Generator

import pytest
from coverage import Coverage
from coverage.exceptions import CoverageException

COMPLETE = (
    "*/quancheng/kernel/*",
    "*/quancheng/*/rules.py",
    "*/quancheng/*/rules/*",
    "*/quancheng/*/engine/*",
    "*/quancheng/delivery/replay.py",
    "*/quancheng/*/operations.py",
    "*/quancheng/*/operations/*",
    "*/quancheng/journeys/*",
)
_KEY = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--complete`."""
    parser.addoption(
        "--complete", action="store_true", help="fail when a branch of the trade was not run"
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """Look at the coverage after pytest-cov has combined it."""
    result = yield
    config = session.config
    if config.getoption("--complete") and not hasattr(config, "workerinput"):
        missing = _missing()
        config.stash[_KEY] = missing
        session.testsfailed += bool(missing)
    return result


def _missing() -> str:
    """The report of the files that are not complete; empty when all are."""
    data = Coverage(config_file="pyproject.toml")
    said = io.StringIO()
    try:
        data.load()
        share = data.report(include=list(COMPLETE), file=said, show_missing=True, skip_covered=True)
    except CoverageException as error:
        return str(error)
    return "" if share == 100 else said.getvalue()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """List what is missing."""
    missing = config.stash.get(_KEY, "")
    if missing:
        terminalreporter.section("branches of the trade that no test has run", red=True)
        terminalreporter.write_line(missing)
