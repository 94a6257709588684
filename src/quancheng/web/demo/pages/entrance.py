"""Who may be played in the demonstration, desk by desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quancheng.identity import queries as identity
from quancheng.identity.queries import PostView
from quancheng.identity.rules import Role

COUNTY = "610924"
TOWN = "610924100"


@dataclass(frozen=True, slots=True)
class Seat:
    """One kind of person to play: a role, perhaps at a counter or in an office."""

    role: Role
    does: str
    counter: str = ""
    office: str = ""
    region: str = COUNTY


@dataclass(frozen=True, slots=True)
class Player:
    """A person of the list; ``does`` says in a few words what he does here."""

    username: str
    post: int
    name: str
    place: str
    does: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk with its people."""

    name: str
    icon: str
    note: str
    players: tuple[Player, ...]


@dataclass(frozen=True, slots=True)
class EntrancePage:
    """The entrance: desks in the order in which a case passes them."""

    desks: tuple[Desk, ...]
    people: int


_DESKS: tuple[tuple[str, str, str, tuple[Seat, ...]], ...] = (
    (
        "窗口",
        "counter",
        "收件、受理、补正、即办件当场办",
        (
            Seat(Role.COUNTER, "企业开办", counter="W03"),
            Seat(Role.COUNTER, "行业准入", counter="W06"),
            Seat(Role.COUNTER, "工程建设项目", counter="W08"),
            Seat(Role.COUNTER, "镇便民服务中心", counter="TC01", region=TOWN),
        ),
    ),
    (
        "审批",
        "review",
        "看件、提意见、停计时、签批",
        (
            Seat(Role.EXAMINER, "审查", office="D01"),
            Seat(Role.HEAD, "决定", office="D01"),
            Seat(Role.EXAMINER, "审查、专家评审", office="D19"),
            Seat(Role.HEAD, "决定、延长", office="D19"),
            Seat(Role.APPROVER, "联合审批", office="D16"),
        ),
    ),
    (
        "送达",
        "delivery",
        "核对身份、签收、交件",
        (Seat(Role.DELIVERY, "统一送达窗口"),),
    ),
    (
        "管理与监察",
        "office",
        "事项清单、岗位、日历；全县办件",
        (
            Seat(Role.ADMINISTRATOR, "导入清单、发布事项"),
            Seat(Role.SUPERVISOR, "看全县办件和预警"),
        ),
    ),
)


def _offices() -> dict[str, int]:
    return {office.code: office.id for office in identity.offices_of(COUNTY)}


def _post(seat: Seat, *, offices: dict[str, int], today: date) -> PostView | None:
    posts = identity.posts_in(
        region_code=seat.region,
        role=seat.role,
        office_id=offices.get(seat.office),
        counter=seat.counter,
        today=today,
    )
    return next((post for post in posts if post.usable), None)


def _players(seats: tuple[Seat, ...], *, offices: dict[str, int], today: date) -> list[Player]:
    found = [(seat, _post(seat, offices=offices, today=today)) for seat in seats]
    return [
        Player(
            username=post.username,
            post=post.id,
            name=post.name.removesuffix("（演示）"),
            place=post.label,
            does=seat.does,
        )
        for seat, post in found
        if post is not None
    ]


def page(*, today: date) -> EntrancePage:
    """The entrance on ``today``."""
    offices = _offices()
    desks = tuple(
        Desk(name, icon, note, tuple(_players(seats, offices=offices, today=today)))
        for name, icon, note, seats in _DESKS
    )
    return EntrancePage(desks=desks, people=sum(len(desk.players) for desk in desks))


def may_enter(*, username: str, today: date) -> bool:
    """Whether this person stands in the list; nobody else can be entered as."""
    return any(
        player.username == username for desk in page(today=today).desks for player in desk.players
    )
