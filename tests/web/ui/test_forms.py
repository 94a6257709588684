"""Forms carry label, hint and error, and no input makes them fail."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from quancheng.web.ui.forms import (
    ChoiceField,
    CreditCodeField,
    DateField,
    DesignForm,
    ElementField,
    EmailField,
    FilesField,
    HiddenField,
    IdCardField,
    LongTextField,
    MoneyField,
    MultiChoiceField,
    NumberField,
    PhoneField,
    SignatureField,
    TextField,
    YesNoField,
    form_from_elements,
    named_fault,
)
from quancheng.web.ui.forms.elements import UnableToDrawElement

ATTACKS = [
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "a\x00b",
    "\u202eevil",
    "\ud800",
    "字" * 100_000,
    "9" * 5000,
    "NaN",
    "Infinity",
    "1e999999",
    "-0",
    "{{ 7|add:7 }}",
    "%00%0d%0a",
    "𠮷䶮㛃",
    "2026-99-99",
    "0",
]


class Everything(DesignForm):
    """One field of each kind."""

    groups_of = {"name": "申请人", "number": "申请人"}

    name = TextField(label="姓名", hint="与证件一致", max_length=20)
    number = IdCardField(label="身份证号", required=False)
    uscc = CreditCodeField(label="信用代码", required=False)
    phone = PhoneField(label="手机", required=False)
    mail = EmailField(label="邮箱", required=False)
    people = NumberField(label="人数", required=False, maximum=99)
    area = NumberField(label="面积", required=False, digits=2, unit="㎡")
    money = MoneyField(label="资本", required=False)
    day = DateField(label="日期", required=False, latest=date(2030, 1, 1))
    town = ChoiceField(label="镇", choices=[("1", "城关镇")], required=False)
    way = ChoiceField(label="方式", choices=[("a", "自取")], radio=True, required=False)
    goods = MultiChoiceField(label="项目", choices=[("h", "热食")], required=False)
    text = LongTextField(label="说明", required=False)
    promise = YesNoField(label="承诺")
    token = HiddenField(required=False)


def _form(**data: object) -> Everything:
    return Everything({"name": "柏青禾"} | data)


def _error(field: str, value: object) -> str:
    form = _form(**{field: value})
    assert not form.is_valid()
    return form.errors[field][0]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_input_makes_a_form_fail(attack: str) -> None:
    form = Everything(dict.fromkeys(Everything.base_fields, attack))
    form.is_valid()
    page = str(form)
    assert "<script>alert" not in page
    assert "onerror=alert" not in re.sub(r"&[a-z#0-9]+;[^>]*", "", page)


@given(st.sampled_from(sorted(Everything.base_fields)), st.text(max_size=60))
def test_every_field_takes_any_text(name: str, text: str) -> None:
    form = _form(**{name: text})
    for error in (each for errors in form.errors.values() for each in errors):
        assert re.search(r"请|最多|要填", error)


def test_what_was_typed_is_normalised() -> None:
    form = _form(
        name="　柏 青禾　",
        phone="＋86 139 1234 6120",
        people="１２",
        money="￥1,234.50元",
        day="2026年3月1日",
        area="86.5",
    )
    assert form.is_valid(), form.errors
    cleaned = form.cleaned_data
    assert cleaned["name"] == "柏 青禾"
    assert cleaned["phone"] == "13912346120"
    assert cleaned["people"] == 12
    assert cleaned["money"] == Decimal("1234.50")
    assert cleaned["day"] == date(2026, 3, 1)
    assert cleaned["area"] == Decimal("86.5")
    assert cleaned["number"] == ""
    assert cleaned["text"] == ""


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "请填写姓名"),
        ("name", "长" * 21, "最多 20 个字，现在有 21 个"),
        ("name", "a\x00b", "控制字符"),
        ("number", "610924199001010012", "请"),
        ("uscc", "91610924", "请"),
        ("phone", "12", "请"),
        ("mail", "not-an-address", "name@example.com"),
        ("people", "十二", "要填数字"),
        ("people", "1.5", "要填整数"),
        ("people", "-1", "不能小于 0"),
        ("people", "100", "不能大于 99"),
        ("people", "9" * 20, "太大"),
        ("area", "1.234", "最多 2 位小数"),
        ("day", "2026-2-30", "没有2026年2月30日"),
        ("day", "1899-1-1", "不能早于 1900-01-01"),
        ("day", "2031-1-1", "不能晚于 2030-01-01"),
        ("town", "9", "请从列出的选项中选择"),
        ("goods", ["x"], "请从列出的选项中选择"),
    ],
)
def test_an_error_says_what_is_wrong_and_what_to_do(field: str, value: object, words: str) -> None:
    assert words in _error(field, value)


def test_a_required_choice_and_promise_are_asked_for() -> None:
    class Strict(DesignForm):
        goods = MultiChoiceField(label="项目", choices=[("h", "热食")])
        town = ChoiceField(label="镇", choices=[("1", "城关镇")])
        promise = YesNoField(label="材料真实", required=True)
        papers = FilesField(label="附件")

    form = Strict({}, {})
    assert not form.is_valid()
    assert form.errors["goods"] == ["请至少选一项项目。"]
    assert form.errors["town"] == ["请选择镇。"]
    assert form.errors["promise"] == ["请勾选“材料真实”。"]
    assert form.errors["papers"] == ["请选择附件的文件。"]


def test_label_hint_error_and_control_are_tied_together() -> None:
    page = str(_form(name=""))
    assert '<label for="id_name" class="q-req">姓名</label>' in page
    assert 'id="id_name_hint">与证件一致' in page
    assert 'id="id_name_error">请填写姓名。' in page
    assert 'aria-describedby="id_name_hint id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert "is-err" in page
    assert '<a href="#id_name">请填写姓名。</a>' in page
    assert "有 1 处要改" in page


def test_the_summary_names_a_field_whose_sentence_does_not() -> None:
    assert named_fault("手机", sentence="少了 4 位。") == "手机：少了 4 位。"
    assert named_fault("手机", sentence="请填写手机。") == "请填写手机。"


def test_fields_stand_under_their_groups() -> None:
    groups = _form().groups
    assert groups[0][0] == "申请人"
    assert [field.name for field in groups[0][1]] == ["name", "number"]
    assert '<h3 class="q-group">申请人</h3>' in str(_form())
    assert '<span class="q-unit">㎡</span>' in str(_form())


def test_a_value_from_a_card_says_where_it_came_from() -> None:
    marked = str(Everything(brought={"name"}))
    assert "is-auto" in marked
    assert "读证带出，请核对" in marked
    assert "上次办件带出" in str(Everything(brought={"name": "上次办件带出"}))


def test_the_error_summary_can_stand_alone() -> None:
    assert "有 1 处要改" in _form(name="").error_summary()
    assert _form().error_summary() == ""
    assert Everything().error_summary() == ""


def test_an_error_of_a_hidden_field_asks_to_load_the_page_again() -> None:
    form = _form(token="长" * 300)
    assert not form.is_valid()
    assert "请刷新页面后重试" in str(form)


def test_a_single_field_draws_itself() -> None:
    drawn = Template("{{ form.day.as_field_group }}").render(
        Context({"form": Everything(initial={"day": date(2026, 3, 1)})})
    )
    assert 'value="2026-03-01"' in drawn
    assert "w1" in drawn


def _files(*files: SimpleUploadedFile) -> DesignForm:
    class Upload(DesignForm):
        papers = FilesField(label="附件", most=2, largest=10, accept=".pdf", required=False)

    return Upload({}, MultiValueDict({"papers": list(files)}))


def test_files_are_counted_and_weighed() -> None:
    good = _files(SimpleUploadedFile("a.pdf", b"12345"), SimpleUploadedFile("b.pdf", b"1"))
    assert good.is_valid()
    assert [file.name for file in good.cleaned_data["papers"]] == ["a.pdf", "b.pdf"]
    assert "空文件" in _files(SimpleUploadedFile("a.pdf", b"")).errors["papers"][0]
    assert "超过 10 字节" in _files(SimpleUploadedFile("a.pdf", b"1" * 11)).errors["papers"][0]
    many = _files(*(SimpleUploadedFile(f"{n}.pdf", b"1") for n in range(3)))
    assert "一次最多传 2 个文件" in many.errors["papers"][0]
    assert _files().is_valid()


def test_a_long_file_name_is_cut_in_the_sentence() -> None:
    form = _files(SimpleUploadedFile("长" * 300 + ".pdf", b""))
    assert len(form.errors["papers"][0]) < 120


def test_elements_of_an_item_make_its_form() -> None:
    kinds = (
        "text textarea address number choice multi_choice money date id_card uscc phone bool region"
    ).split()
    elements = [
        ElementField(
            name=f"e{index}", label=f"项{index}", kind=kind, required=False, choices=("甲", "乙"),
            max_length=3 if kind == "number" else None, group="基本" if index < 5 else "其他",
        )
        for index, kind in enumerate(kinds)
    ]  # fmt: skip
    made = form_from_elements(elements, regions=[("610924100", "城关镇")])
    form = made({"e3": "1000", "e4": "甲", "e12": "610924100"})
    assert list(form.errors) == ["e3"]
    assert [title for title, _ in form.groups] == ["基本", "其他"]
    assert "城关镇" in str(form)
    assert form_from_elements(elements[-1:])({"e12": "城关镇"}).is_valid()


def test_an_element_of_unknown_kind_is_refused() -> None:
    with pytest.raises(UnableToDrawElement):
        form_from_elements([ElementField(name="x", label="图", kind="drawing")])


class Signed(DesignForm):
    """A form with a signature."""

    sign = SignatureField(label="签名", hint="本人签")


def _picture(size: tuple[int, int], kind: str = "PNG") -> str:
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return "data:image/png;base64," + b64encode(out.getvalue()).decode()


def test_a_signature_is_a_small_picture() -> None:
    assert Signed({"sign": _picture((300, 120))}).is_valid()
    page = str(Signed())
    assert "data-signature" in page
    assert 'aria-describedby="id_sign_hint"' in page


@pytest.mark.parametrize(
    "bad",
    [
        "data:image/png;base64,%%%",
        "data:image/png;base64,aGVsbG8=",
        "data:image/svg+xml;base64,PHN2Zy8+",
        _picture((300, 120), "JPEG"),
        _picture((5000, 2)),
        "data:image/png;base64," + "A" * 400_000,
    ],
)
def test_what_is_no_signature_is_refused(bad: str) -> None:
    assert Signed({"sign": bad}).errors["sign"] == ["签名没有读懂，请清除后重签。"]


def test_a_missing_signature_is_asked_for() -> None:
    assert Signed({}).errors["sign"] == ["请在签名框里签名。"]
