"""What needs a token: the figures of a county, and the token itself."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from quancheng.api.rules import FIGURES
from quancheng.api.v1 import schemas
from quancheng.api.v1.callers import Door, caller_of
from quancheng.api.v1.parameters import Region, county
from quancheng.api.v1.problems import UnableToServe
from quancheng.cases.queries.figures import public_figures
from quancheng.kernel import moments

router = Router(tags=["统计"])


@router.get(
    "/figures",
    response=schemas.FiguresOut,
    summary="办件统计",
    operation_id="read_figures",
    auth=Door(FIGURES),
)
def read_figures(request: HttpRequest, region: Region = "") -> schemas.FiguresOut:
    """一个县今天收件、在办，本月办结和按承诺办结的件数。"""
    where = county(region, caller=caller_of(request))
    today = moments.day_of(moments.now())
    found = public_figures(region_code=where, today=today)
    return schemas.FiguresOut(
        region=where,
        day=today,
        taken_in=found.taken_in,
        still_open=found.still_open,
        decided=found.decided,
        decided_in_time=found.decided_in_time,
    )


@router.get(
    "/token", response=schemas.TokenOut, summary="我的令牌", operation_id="read_token", auth=Door()
)
def read_token(request: HttpRequest) -> schemas.TokenOut:
    """这次请求所用令牌的名字、区划、权限和有效期。"""
    token = caller_of(request).token
    if token is None:
        raise UnableToServe("请在 Authorization 里给出有效的令牌。", status=401)
    return schemas.TokenOut(
        name=token.name,
        region=token.region_code,
        scopes=list(token.scopes),
        expires_at=token.expires_at,
    )
