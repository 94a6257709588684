"""`quancheng token`: tokens of the programming interface."""

from __future__ import annotations

import argparse

from quancheng.kernel import moments
from quancheng.ops import site

HELP = "管理开放接口的令牌"
YEAR = 365


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    actions = parser.add_subparsers(dest="action", metavar="动作", required=True)
    create = actions.add_parser("create", help="发一个新令牌；令牌只显示这一次")
    create.add_argument("name", help="给谁用，如“县融媒体中心小程序”")
    create.add_argument("--region", required=True, help="区划代码：县的，或市的（所辖各县通用）")
    create.add_argument(
        "--scope",
        action="append",
        required=True,
        dest="scopes",
        help="权限范围，可以重复：catalogue、progress、figures",
    )
    create.add_argument("--days", type=int, default=YEAR, help="有效天数")
    actions.add_parser("list", help="列出令牌（不含令牌本身）")
    revoke = actions.add_parser("revoke", help="撤销一个令牌，立即生效")
    revoke.add_argument("id", type=int, help="编号，见 token list")


def run(arguments: argparse.Namespace) -> int:
    """Create, list or revoke."""
    with site.opened():
        return {"create": _create, "list": _list, "revoke": _revoke}[arguments.action](arguments)


def _create(arguments: argparse.Namespace) -> int:
    from quancheng.api.operations import issue_token

    issued = issue_token(
        name=arguments.name,
        region_code=arguments.region,
        scopes=arguments.scopes,
        days=arguments.days,
        now=moments.now(),
    )
    print(issued.secret)
    until = moments.day_of(issued.expires_at)
    print(f"编号 {issued.id}，有效到 {until:%Y-%m-%d}。令牌只显示这一次，请马上抄存。")
    return 0


def _list(_arguments: argparse.Namespace) -> int:
    from quancheng.api.queries import tokens

    for token in tokens():
        state = "已撤销" if token.revoked_at else f"到 {moments.day_of(token.expires_at):%Y-%m-%d}"
        used = (
            f"{moments.day_of(token.last_used_at):%Y-%m-%d} 用过"
            if token.last_used_at
            else "没用过"
        )
        scopes = ",".join(token.scopes)
        print(f"{token.id}\t{token.name}\t{token.region_code}\t{scopes}\t{state}\t{used}")
    return 0


def _revoke(arguments: argparse.Namespace) -> int:
    from quancheng.api.operations import revoke_token

    name = revoke_token(token_id=arguments.id, now=moments.now())
    print(f"已撤销令牌“{name}”，用它的请求从现在起都会被拒绝。")
    return 0
