from __future__ import annotations

import argparse

import pytest


def given(*words: str) -> argparse.Namespace:
    from quancheng.ops.commands import token

    parser = argparse.ArgumentParser()
    token.add_arguments(parser)
    return parser.parse_args(words)


@pytest.fixture(autouse=True)
def _opened(county, monkeypatch):
    """The command works on the suite's database, which is open already."""
    from contextlib import nullcontext

    from quancheng.ops import site

    monkeypatch.setattr(site, "opened", nullcontext)


def test_a_token_is_made_listed_used_and_revoked(capsys, api):
    from quancheng.ops.commands import token

    words = ("create", "小程序", "--region", "610924", "--scope", "figures", "--days", "30")
    assert token.run(given(*words)) == 0
    secret, told = capsys.readouterr().out.splitlines()
    assert "只显示这一次" in told
    header = {"Authorization": f"Bearer {secret}"}
    assert api.get("/api/v1/figures", headers=header).status_code == 200
    token.run(given("list"))
    listed = capsys.readouterr().out
    assert "小程序" in listed
    assert secret not in listed
    number = listed.split("\t")[0]
    assert token.run(given("revoke", number)) == 0
    assert "已撤销令牌“小程序”" in capsys.readouterr().out
    assert api.get("/api/v1/figures", headers=header).status_code == 401
    token.run(given("list"))
    assert "已撤销" in capsys.readouterr().out
