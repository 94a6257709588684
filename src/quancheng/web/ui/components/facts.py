"""Facts, documents and the receipt: what is known about a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from quancheng.web.ui.components.component import Component
from quancheng.web.ui.components.signs import Grade


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One label and its value. A value may hold several lines."""

    label: str
    value: str
    url: str = ""
    mono: bool = False
    strong: bool = False
    extra: str = ""

    @property
    def lines(self) -> list[str]:
        """The value line by line; a dash when nothing is known."""
        return self.value.splitlines() or ["—"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts(Component):
    """A definition list of facts."""

    template_name: ClassVar[str] = "ui/components/facts.html"

    rows: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentLink:
    """A paper of the file: name, grade of trust, pages or date."""

    name: str
    url: str
    grade: str = ""
    note: str = ""
    icon: str = "file-text"
    current: bool = False
    new_tab: bool = False

    @property
    def grade_mark(self) -> Grade | None:
        """The grade as a component."""
        return Grade(level=self.grade) if self.grade else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Documents(Component):
    """The papers of a case, one line each."""

    template_name: ClassVar[str] = "ui/components/documents.html"

    items: tuple[DocumentLink, ...]
    empty: str = "还没有。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt(Component):
    """收件凭证, 80 mm: the latest day first, what was received, the code and its QR picture."""

    template_name: ClassVar[str] = "ui/components/receipt.html"

    title: str = "收件凭证"
    place: str = ""
    due_before: str = ""
    due: str = ""
    due_after: str = ""
    facts: tuple[Fact, ...] = ()
    code: str = ""
    code_label: str = "收件码"
    code_note: str = "扫码看进度，核对记录"
    qr_url: str = ""
