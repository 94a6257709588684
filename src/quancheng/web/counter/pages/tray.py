"""The tray under the check list: scans waiting in the folder, or the QR picture for a phone."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from quancheng.identity.rules import Actor
from quancheng.journeys.prepare.drafts import Prepared
from quancheng.journeys.prepare.files import Scanned, scanned_files
from quancheng.web.counter import phone_ticket
from quancheng.web.counter.shelf import scan_folder
from quancheng.web.ui.presenters import dates, numbers

PHONE, SCANNER = "phone", "scanner"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanLine:
    """A scan that can be taken."""

    name: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tray:
    """The tray for one material."""

    token: str
    kind: str
    material: str
    material_name: str
    scans: tuple[ScanLine, ...]
    folder: str
    qr: str
    minutes: int
    files: int


def _scan(scan: Scanned) -> ScanLine:
    about = f"{numbers.size(scan.size)} · {dates.short_moment(scan.at)}"
    return ScanLine(name=scan.name, about=about)


def tray(*, actor: Actor, found: Prepared, kind: str, material: str) -> Tray:
    """The tray; an unknown material gets the first of the list."""
    lines = {line.code: line.name for line in found.guide.materials}
    code = material if material in lines else next(iter(lines), "")
    folder = scan_folder(actor.counter)
    token, qr = found.draft.token, ""
    scans: tuple[ScanLine, ...] = ()
    if kind == PHONE:
        ticket = phone_ticket.issue(actor=actor, token=token, material=code)
        qr = settings.PUBLIC_URL + reverse("counter:phone", args=[ticket])
    else:
        scans = tuple(_scan(scan) for scan in scanned_files(folder=folder))
    return Tray(
        token=token,
        kind=PHONE if kind == PHONE else SCANNER,
        material=code,
        material_name=lines.get(code, ""),
        scans=scans,
        folder=str(folder),
        qr=qr,
        minutes=phone_ticket.MINUTES,
        files=len(found.files),
    )
