"""Printing: the first print is the original, every later one is marked as a copy."""

from __future__ import annotations

from dataclasses import replace

from quancheng.cases.letters import values
from quancheng.cases.letters.rendering import render
from quancheng.cases.operations.letters import count_print
from quancheng.cases.queries.file import case_file
from quancheng.cases.rules.views import CaseFile, LetterView
from quancheng.delivery import queries as delivery
from quancheng.identity.rules import Scope
from quancheng.journeys.papers.letters import NAMES, UnableToPrint, letter_from
from quancheng.journeys.papers.matter import Matter, head_of, matter, validity_of
from quancheng.ledger.rules import Recorded

MOST_LINES = 6


def _letter(file: CaseFile, letter_id: int) -> LetterView:
    for letter in file.letters:
        if letter.id == letter_id:
            return letter
    raise UnableToPrint("这件没有这份文书，请刷新后再打印。")


def letter_pdf(
    *, scope: Scope, number: str, letter_id: int, public_url: str, slip: bool = False
) -> tuple[str, bytes]:
    """A letter of a case for staff: file name and PDF. Each call counts as one print."""
    file = case_file(scope=scope, number=number)
    return _print(file=file, letter_id=letter_id, public_url=public_url, slip=slip)


def progress_letter_pdf(*, file: CaseFile, letter_id: int, public_url: str) -> tuple[str, bytes]:
    """A letter for the applicant, who has shown his check code: always marked as a copy."""
    letter = _letter(file, letter_id)
    made = letter_from(matter(file=file, letter=letter, public_url=public_url))
    return _name(letter, file), render(made, copy_number=max(1, letter.printed))


def _print(*, file: CaseFile, letter_id: int, public_url: str, slip: bool) -> tuple[str, bytes]:
    letter = _letter(file, letter_id)
    made = letter_from(matter(file=file, letter=letter, public_url=public_url))
    if slip and isinstance(made, values.Receipt):
        made = replace(made, paper="slip")
    earlier = count_print(region_code=file.line.region_code, letter_id=letter_id)
    return _name(letter, file), render(made, copy_number=earlier)


def _name(letter: LetterView, file: CaseFile) -> str:
    return f"{NAMES.get(letter.kind, letter.kind)}-{file.line.number}.pdf"


def _decision_entry(file: CaseFile) -> Recorded:
    for entry in file.entries:
        if entry.kind == "granted":
            return entry
    raise UnableToPrint("这件还没有准予，没有结果可以打印。")


def result_pdf(*, scope: Scope, number: str, public_url: str) -> tuple[str, bytes]:
    """The result of a granted case: certificate or letter, with number, QR and check page."""
    file = case_file(scope=scope, number=number)
    entry = _decision_entry(file)
    result = delivery.result_of(case_id=file.line.id)
    if result is None:
        raise UnableToPrint("这件还没有结果文书，请先办理决定。")
    letter = next(letter for letter in file.letters if letter.entry_seq == entry.seq)
    m = matter(file=file, letter=letter, public_url=public_url)
    copies = delivery.count_print(region_code=file.line.region_code, result_id=result.id)
    made = values.ResultDocument(
        head=replace(
            head_of(m, signed=True),
            check_code=result.check_code,
            check_url=f"{public_url}/verify/?number={result.number}",
            issued_on=result.issued_on,
        ),
        style="certificate" if result.kind == "certificate" else "letter",
        title=result.name,
        number=result.number,
        holder=result.holder_name,
        lines=_lines(file, m),
        body=()
        if result.kind == "certificate"
        else (f"经审查，{file.line.item_name}符合法定条件，准予办理。",),
        valid_from=result.issued_on,
        valid_until=result.valid_until,
    )
    return f"{result.name}-{result.number}.pdf", render(made, copy_number=copies)


def _lines(file: CaseFile, m: Matter) -> tuple[tuple[str, str], ...]:
    lines = [("事项", file.line.item_name)]
    for field in m.guide.fields:
        value = file.answers.get(field.code)
        if value and field.datatype in ("text", "address", "choice") and len(lines) < MOST_LINES:
            lines.append((field.label, str(value)))
    validity = validity_of(m)
    # The certificate prints the last day of its own accord.
    if validity and not m.entry.data.get("valid_until"):
        lines.append(("有效期", validity))
    return tuple(lines)
