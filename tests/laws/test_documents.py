"""The documents agree with the code."""

from __future__ import annotations

import ast
import re

import pytest

from quancheng.ops import reference
from tests.laws.repository import ROOT, SOURCE, parsed, python_files

# The words of the product and the names under which the code knows them.
WORDS = {
    "item": "事项",
    "edition": "事项版本",
    "base_code": "基本编码",
    "implementation_code": "实施编码",
    "element": "数据元",
    "material": "申请材料",
    "bundle": "一件事",
    "application": "申请",
    "receipt_code": "收件码",
    "case": "办件",
    "case_number": "办件编号",
    "accept": "受理",
    "decline": "不予受理",
    "correction": "补正",
    "step": "环节",
    "task": "待办",
    "opinion": "意见",
    "suspension": "不计时",
    "extension": "延长审批",
    "grant": "准予",
    "refuse": "不予许可",
    "close": "办结",
    "hand_over": "送达",
    "counter": "窗口",
    "post": "AB岗",
    "office": "部门",
    "promised_limit": "承诺时限",
    "statutory_limit": "法定时限",
    "signal": "预警",
    "supervision_order": "督办单",
    "lead": "线索",
    "rating": "好差评",
    "inspection": "双随机检查",
    "appraisal": "考核",
}
CLASSES = (
    "Item",
    "Edition",
    "Element",
    "Material",
    "Bundle",
    "Application",
    "Case",
    "CorrectionNotice",
    "Task",
    "Suspension",
    "Extension",
    "Decision",
    "HandOver",
    "Counter",
    "Post",
    "Office",
)


@pytest.mark.parametrize("word", sorted(WORDS))
def test_the_glossary_explains(word: str) -> None:
    rows = [
        line
        for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("|") and re.search(rf"(?<!\w){word}(?!\w)", line.split("|")[1])
    ]
    assert rows, f"docs/glossary.md has no row for {word}"
    assert any(WORDS[word] in row for row in rows)


def test_the_words_of_the_glossary_are_the_words_of_the_code() -> None:
    defined = {
        node.name
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
    }
    assert [name for name in CLASSES if name not in defined] == []


def test_the_generated_documents_are_up_to_date() -> None:
    assert reference.stale(ROOT / "docs") == [], "run `make docs`"


def test_every_setting_is_documented() -> None:
    documented = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    readers = {"text", "flag", "number", "choice", "listed", "networks", "url", "path", "is_set"}
    named = {
        node.args[0].value
        for path in (SOURCE / "settings").glob("*.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and node.args
        if isinstance(node.func, ast.Attribute) and node.func.attr in readers
        if isinstance(node.args[0], ast.Constant)
    }
    assert named, "the settings are read through the typed readers"
    assert [name for name in sorted(named) if f"`{name}`" not in documented] == []


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        f"{path.relative_to(ROOT)} -> {target}"
        for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:")
        if not (path.parent / target).exists()
    ]
    assert broken == []


def test_the_locks_name_no_address_and_no_folder_of_a_machine() -> None:
    telling = re.compile(
        r"https?://|file://|\"resolved\"|--(?:extra-)?index-url|--find-links|/home/"
    )
    kept = [*(ROOT / "requirements").iterdir(), ROOT / "package-lock.json", ROOT / ".npmrc"]
    lines = [
        f"{path.name}: {line.strip()}"
        for path in kept
        for line in path.read_text(encoding="utf-8").splitlines()
        if telling.search(line) and '"url": "https://' not in line
    ]
    assert lines == []
