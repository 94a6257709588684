"""Things of one county, and people who have no business with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from quancheng.cases.operations import drafts
from quancheng.cases.queries.file import case_file
from quancheng.cases.rules.views import CaseFile
from quancheng.catalogue import queries as catalogue
from quancheng.identity import operations as identity
from quancheng.identity import queries as people
from quancheng.identity.queries import scope_of
from quancheng.identity.rules import Actor, Role
from quancheng.notices.outbox import drain
from quancheng.notices.queries import messages_of
from quancheng.regions.operations import load_regions
from quancheng.web.counter import phone_ticket
from quancheng.web.office.inbox import folders
from tests.factories import cases, review
from tests.factories.county import COUNTY, OPENED, TODAY, Staff, moment

NEIGHBOUR = "610921"
OTHER_CITY = "610800"
TITLES = {
    "counter": "窗口人员",
    "teller": "银行收费人员",
    "delivery": "统一送达窗口人员",
    "examiner": "审核人",
    "reviewer": "复核人",
    "approver": "分管领导",
    "head": "部门负责人",
    "supervisor": "电子监察员",
    "administrator": "管理员",
}
SEATED = {"counter": "W06", "teller": "W17", "delivery": "W18"}


def _row(number: str, *, title: str, seat: str = "", region: str = "") -> dict[str, str]:
    return {
        "employee_no": number,
        "name": f"外县{title}",
        "department_code": "" if region else "D01",
        "town_code": "",
        "role": title,
        "window": seat,
        "region_code": region,
    }


def settle_neighbours() -> None:
    """A second county with one person of each role, and the viewer of another city."""
    load_regions(
        [
            {"code": OTHER_CITY, "name": "邻市", "level": "city", "parent_code": ""},
            {"code": "610802", "name": "邻市邻县", "level": "county", "parent_code": OTHER_CITY},
        ]
    )
    office = {"code": "D01", "name": "汉阴县市场监督管理局", "short_name": "汉阴市场监管局"}
    identity.load_departments([office], region_code=NEIGHBOUR)
    rows = [
        _row(f"HY{place:04d}", title=title, seat=SEATED.get(role, ""))
        for place, (role, title) in enumerate(TITLES.items(), start=1)
    ]
    now = moment(8, on=OPENED)
    identity.load_staff(rows, region_code=NEIGHBOUR, now=now)
    viewer = _row("LS0001", title="市级查看人员", region=OTHER_CITY)
    identity.load_staff([viewer], region_code="610802", now=now)


def _in_role(region: str, role: str) -> Actor:
    posts = people.posts_in(region_code=region, role=Role(role), today=TODAY)
    chosen = posts[0]
    return people.actor_for(account_id=chosen.account_id, post_id=chosen.id, today=TODAY)


def _neighbour(role: str) -> Callable[[Staff], Actor]:
    return lambda _staff: _in_role(NEIGHBOUR, role)


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody, and which parameters of an address are foreign to him (all, unless said)."""

    who: Callable[[Staff], Actor]
    desks: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()


_CASE = frozenset({"number", "task_id", "attachment_id", "file_id", "letter_id"})
STRANGERS: dict[str, Stranger] = {
    **{f"a {role} of another county": Stranger(_neighbour(role)) for role in TITLES},
    "a viewer of another city": Stranger(lambda _staff: _in_role(OTHER_CITY, "city_viewer")),
    "an examiner of another office": Stranger(
        lambda staff: staff.of_office("D08", "examiner"), frozenset({"review", "counter"}), _CASE
    ),
    "a head of another office": Stranger(
        lambda staff: staff.of_office("D08", "head"), frozenset({"review", "counter"}), _CASE
    ),
    "a counter of a town": Stranger(
        lambda staff: staff._first(role="counter", counter="TC01", region_code="610924100"),
        frozenset({"review", "counter"}),
        _CASE,
    ),
    "a colleague at another counter": Stranger(
        lambda staff: staff.at_counter("W06"), frozenset({"counter"}), frozenset({"token"})
    ),
}


@dataclass(frozen=True, slots=True)
class Foreign:
    """What stands for each parameter, and what must never be shown."""

    parameters: dict[str, dict[str, object]]
    secrets: tuple[str, ...]
    drafted_by: int
    case_id: int
    version: int

    def known(self, name: str) -> dict[str, object]:
        """The foreign objects for the parameters of address ``name``."""
        desk = name.split(":", 1)[0]
        return self.parameters.get(desk, {})

    def untouched(self) -> bool:
        """Whether the case, its message, the draft and its file still stand as they did."""
        known = self.parameters["counter"]
        draft = drafts.draft(region_code=COUNTY, post_id=self.drafted_by, token=str(known["token"]))
        files = drafts.attachments_of_draft(draft_id=draft.id)
        message = messages_of(case_id=self.case_id)[0]
        return (
            cases.read(str(known["number"])).version == self.version
            and [each["id"] for each in files] == [known["file_id"]]
            and message.state == "failed"
        )


def _case_with_file(staff: Staff) -> CaseFile:
    guide = cases.guide_named(cases.FLOOD)
    number = review.received_with_files(staff, guide, now=moment(9), seed=41)
    review.accept_at_counter(staff, number, now=moment(9, 30))
    return case_file(scope=scope_of(staff.at_counter("W13")), number=number)


def _draft_with_file(staff: Staff) -> tuple[drafts.DraftView, int]:
    guide = cases.guide_named(cases.FLOOD)
    actor = staff.at_counter("W13")
    draft = drafts.open_draft(
        region_code=COUNTY,
        post_id=actor.post_id,
        item_id=guide.item_id,
        edition_id=guide.edition_id,
        now=moment(9),
    )
    code = guide.materials[0].code
    review._attach(draft, code=code, name="申请表.png", body=review.drawn("1"), now=moment(9))
    attached = drafts.attachments_of_draft(draft_id=draft.id)
    return draft, int(attached[0]["id"])


def _upload(staff: Staff) -> folders.Upload:
    admin = staff.in_role("administrator")
    made = folders.begin(
        region_code=COUNTY,
        name="清单.xlsx",
        by=admin.name,
        account_id=admin.account_id,
        post_id=admin.post_id,
        now=moment(9),
    )
    return folders.save(made, state=folders.State.READ)


def _absence(staff: Staff) -> int:
    admin = staff.in_role("administrator")
    return identity.enter_absence(
        actor=admin,
        post_id=staff.of_office("D19", "head").post_id,
        from_day=date(2026, 3, 9),
        to_day=date(2026, 3, 10),
        reason="培训",
        now=moment(9),
    )


def things(staff: Staff) -> Foreign:
    """A case, a draft, papers, people, uploads and list entries of the demonstration county."""
    file = _case_with_file(staff)
    drain(now=moment(10), channels={}, address_of=lambda _applicant, _channel: "")
    draft, draft_file = _draft_with_file(staff)
    clerk = staff.at_counter("W13")
    attachment = next(each.id for line in file.materials for each in line.files)
    item = cases.guide_named(cases.FLOOD)
    case: dict[str, object] = {
        "number": file.line.number,
        "task_id": file.tasks[0].id,
        "attachment_id": attachment,
        "letter_id": file.letters[0].id,
    }
    parameters: dict[str, dict[str, object]] = {
        "review": case,
        "counter": case
        | {
            "token": draft.token,
            "file_id": draft_file,
            "message_id": messages_of(case_id=file.line.id)[0].id,
            "ticket": phone_ticket.issue(
                actor=clerk, token=draft.token, material=item.materials[0].code
            )[:-1],
        },
        "portal": case | {"receipt": file.receipt_code},
        "staff": {"post_id": staff.of_office("D19", "approver").post_id},
        "account": {"absence_id": _absence(staff)},
        "office": {
            "run_id": catalogue.import_runs(region_code=COUNTY)[0].id,
            "token": _upload(staff).token,
            "place": 0,
            "code": item.item_code,
            "section": "basic",
            "number": "W13",
        },
    }
    secrets = (file.line.applicant_name, file.check_code, file.phone_mask)
    return Foreign(
        parameters=parameters,
        secrets=tuple(word for word in secrets if word),
        drafted_by=clerk.post_id,
        case_id=file.line.id,
        version=file.line.version,
    )
