"""The readers of settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from quancheng.settings import environment
from quancheng.settings.environment import UnableToReadSetting

NAME = "QUANCHENG_TEST_SETTING"


def test_a_missing_setting_without_default_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    with pytest.raises(UnableToReadSetting, match=NAME):
        environment.text(NAME)


def test_an_empty_setting_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "  ")
    assert not environment.is_set(NAME)
    assert environment.text(NAME, default="x") == "x"


@pytest.mark.parametrize(("written", "read"), [("1", True), ("YES", True), ("off", False)])
def test_a_flag_is_read_in_any_case(
    monkeypatch: pytest.MonkeyPatch, written: str, read: bool
) -> None:
    monkeypatch.setenv(NAME, written)
    assert environment.flag(NAME, default=not read) is read


def test_a_flag_falls_back_to_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert environment.flag(NAME, default=True)
    assert not environment.flag(NAME, default=False)


@pytest.mark.parametrize("written", ["maybe", "2", "真"])
def test_a_flag_that_is_neither_yes_nor_no_is_refused(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv(NAME, written)
    with pytest.raises(UnableToReadSetting, match=NAME):
        environment.flag(NAME, default=False)


@pytest.mark.parametrize("written", ["0", "11", "-1", "three", "１", "1.5"])
def test_a_number_outside_its_range_is_refused(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv(NAME, written)
    with pytest.raises(UnableToReadSetting, match="1 到 10"):
        environment.number(NAME, default=5, minimum=1, maximum=10)


def test_both_ends_of_a_range_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    for written in ("1", "10"):
        monkeypatch.setenv(NAME, written)
        assert environment.number(NAME, default=5, minimum=1, maximum=10) == int(written)


def test_a_choice_outside_the_options_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "TLS")
    assert environment.choice(NAME, options=["none", "tls"], default="none") == "tls"
    monkeypatch.setenv(NAME, "ssl")
    with pytest.raises(UnableToReadSetting, match="none、tls"):
        environment.choice(NAME, options=["none", "tls"], default="none")


def test_a_list_drops_spaces_and_empty_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, " a, ,b,")
    assert environment.listed(NAME, default=[]) == ["a", "b"]


def test_an_address_of_another_scheme_is_refused_without_showing_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(NAME, "mysql://root:geheim@db/x")
    with pytest.raises(UnableToReadSetting) as caught:
        environment.url(NAME, schemes=["postgresql"])
    assert "postgresql://" in caught.value.sentence
    assert "geheim" not in caught.value.sentence


def test_a_relative_path_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "data")
    with pytest.raises(UnableToReadSetting, match="绝对路径"):
        environment.path(NAME, default=Path("/x"))


def test_a_path_below_the_account_is_expanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "~/data")
    assert environment.path(NAME, default=Path("/x")) == Path.home() / "data"
