"""The forms of a page, as a browser sees them, and sending them with anything in their fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from django.http import HttpResponse
from django.test import Client
from lxml import html

UNTYPED = frozenset({"file", "submit", "button", "image", "reset"})
FREE = frozenset({"", "text", "search", "tel", "email", "password", "number", "date"})


@dataclass(frozen=True, slots=True)
class Form:
    """A form: where it goes, what stands in it, and in which fields a person types."""

    method: str
    action: str
    values: Mapping[str, str]
    free: frozenset[str]

    def send(self, client: Client, given: Mapping[str, str]) -> HttpResponse:
        """Send it with ``given`` in place of what stands in it."""
        data = {**self.values, **given}
        if self.method == "get":
            return client.get(self.action, data, follow=True)
        return client.post(self.action, data, follow=True)


def _fields(form: html.HtmlElement) -> Iterator[tuple[str, str, bool]]:
    for field in form.xpath(".//input | .//textarea | .//select | .//button[@name]"):
        name, kind = field.get("name", ""), field.get("type", "").lower()
        if not name or (field.tag == "input" and kind in UNTYPED):
            continue
        if field.tag == "select":
            chosen = [each for each in field.value_options if each]
            yield name, chosen[0] if chosen else "", False
        elif field.tag == "textarea":
            yield name, field.text or "", True
        elif kind in {"checkbox", "radio"} and not field.get("checked"):
            continue
        else:
            yield name, field.get("value", ""), field.tag == "input" and kind in FREE


def forms_on(client: Client, path: str) -> list[Form]:
    """The forms of the page at ``path``."""
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    last = answer.redirect_chain[-1][0] if answer.redirect_chain else path
    tree = html.fromstring(answer.content.decode())
    found = []
    for form in tree.xpath("//form"):
        fields = list(_fields(form))
        action = urljoin(last, form.get("action") or last)
        if action.startswith("/accounts/logout"):
            continue
        found.append(
            Form(
                method=form.get("method", "get").lower(),
                action=action,
                values={name: value for name, value, _ in fields},
                free=frozenset(name for name, _, is_free in fields if is_free),
            )
        )
    return found
