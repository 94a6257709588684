"""时限计算书: every day of a case, counted or not and why, as page, paper and data (R12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quancheng.cases.letters.head import Head, LedgerLine
from quancheng.cases.letters.proof_lines import proof_letter
from quancheng.cases.letters.proof_values import ProofSheetLetter
from quancheng.cases.letters.rendering import render
from quancheng.cases.queries.file import case_file
from quancheng.cases.rules.views import CaseFile
from quancheng.clock import queries as clock
from quancheng.clock.engine import ExtensionGrant, proof, proof_to_record
from quancheng.identity.queries import post_names
from quancheng.identity.rules import Scope
from quancheng.journeys.papers.joint_parts import parts_of, parts_to_record
from quancheng.journeys.papers.letters import UnableToPrint
from quancheng.journeys.papers.matter import county_name, guide_of
from quancheng.journeys.read_clock import clock_view
from quancheng.kernel.identifiers import show_case_number, show_receipt_code
from quancheng.kernel.moments import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofOfTime:
    """The sheet of one case as read at a moment; ``record`` is what anybody can recompute."""

    file: CaseFile
    letter: ProofSheetLetter
    record: dict[str, Any]
    edition: str

    @property
    def name(self) -> str:
        """The name of the file, without its ending."""
        return f"时限计算书-{self.file.line.number}"

    def pdf(self) -> bytes:
        """The paper (PDF/A)."""
        return render(self.letter)


def proof_of_time(*, scope: Scope, number: str, now: datetime, public_url: str) -> ProofOfTime:
    """Compute the sheet of case ``number`` from its facts and the calendar.

    Raises ``UnableToFindCase`` outside the scope, and ``UnableToPrint`` for a case that was
    never accepted.
    """
    return proof_of_file(file=case_file(scope=scope, number=number), now=now, public_url=public_url)


def proof_of_file(*, file: CaseFile, now: datetime, public_url: str) -> ProofOfTime:
    """Compute the sheet of a case whose file was read, by staff or by its applicant.

    Raises ``UnableToPrint`` for a case that was never accepted.
    """
    view = clock_view(line=file.line, today=day_of(now))
    if file.line.accepted_on is None:
        raise UnableToPrint("这件还没有受理，时限没有起算，受理后再看时限计算书。")
    sheet = proof(limits=view.limits, facts=view.facts, calendar=view.calendar)
    guide = guide_of(file)
    head = _head(file=file, now=now, public_url=public_url, authority=guide.office_name)
    parts = parts_of(file.line, today=day_of(now))
    closes = clock.closes_at(region_code=file.line.region_code, day=day_of(now))
    return ProofOfTime(
        file=file,
        letter=proof_letter(
            head=head,
            sheet=sheet,
            made_at=now,
            closes=closes,
            approvers=_approvers(sheet.facts.extensions),
            parts=parts,
        ),
        record=proof_to_record(sheet) | ({"children": parts_to_record(parts)} if parts else {}),
        edition=f"{guide.base_code} 第 {guide.edition_number} 版",
    )


def _approvers(grants: Sequence[ExtensionGrant]) -> dict[str, str]:
    """Who approved each extension: the office and the role of the post, as the sheet names it."""
    posts = [int(grant.approved_by) for grant in grants if grant.approved_by.isdigit()]
    names = post_names(posts) if posts else {}
    return {str(key): f"{name.office_name}（{name.role.label}）" for key, name in names.items()}


def _head(*, file: CaseFile, now: datetime, public_url: str, authority: str) -> Head:
    return Head(
        authority=authority,
        centre=f"{county_name(file.line.region_code)}政务服务中心",
        issued_on=day_of(now),
        case_number=show_case_number(file.line.number),
        item=file.line.item_name,
        addressee=file.line.applicant_name,
        check_code=show_receipt_code(file.receipt_code),
        check_url=f"{public_url}/p/{file.receipt_code}/",
        ledger=LedgerLine(sequence=file.entries[-1].seq),
    )
