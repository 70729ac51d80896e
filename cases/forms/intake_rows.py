"""The small tables of the intake form, any number of rows each: opponents, and the members of the household."""

from itertools import zip_longest

from django import forms

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind, check_uscc, normal, read_id
from legalaid.platform.office.forms import OfficeForm

from .fields import (
    money,
    telephone,
    text,
)
from .why import ROWS

BEHIND = ("head", "spouse", "work_unit")
NEITHER = "应为18位身份证号码或统一社会信用代码，请核对。"


class FormRow(OfficeForm):
    """One row; every row posts the same names, so that a row more is only an input more."""

    group = noun = ""

    def add_prefix(self, field_name):
        return f"{self.group}_{field_name}"


class Opponent(FormRow):
    group, noun = "opponent", "对方当事人"
    name = text("姓名或名称", length=80)
    id_number = text("证件号码或统一社会信用代码", required=False, length=20, autocomplete="off")
    phone = telephone("电话")
    address = text("地址", required=False, length=120)
    head = text("法定代表人或者监护人", required=False, length=60)
    spouse = text("配偶", required=False, length=60)
    work_unit = text("工作单位", required=False, length=80)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in BEHIND:
            self.fields[name].widget.attrs["data-seldom"] = True

    def clean_id_number(self):
        """The number of a resident, or the code of a firm or an agency."""
        number, self.id_kind = normal(self.cleaned_data["id_number"]), ""
        if not number:
            return ""

        try:
            identity = read_id(IdKind.RESIDENT, number)
        except DomainError as error:
            looks_like_one = number[:17].isdigit()
            return _code(number, otherwise=error.sentence if looks_like_one else NEITHER)

        self.id_kind = IdKind.RESIDENT
        return identity.number


def _code(number, *, otherwise):
    try:
        return check_uscc(number)
    except DomainError:
        raise forms.ValidationError(otherwise) from None


class Member(FormRow):
    group, noun = "member", "家庭成员"
    name = text("姓名", length=60)
    relation = text("与申请人关系", length=20, list="relations")
    age = forms.IntegerField(
        label="年龄",
        required=False,
        min_value=0,
        max_value=120,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    occupation = text("职业", required=False, length=40)
    income_kind = text("收入类型", required=False, length=20, list="income_kinds")
    monthly_income = money("月收入（元）", needed=True, digits=10)


class Rows:
    """Rows of one form out of posted parallel lists. A row left blank is no row; at least one is always shown."""

    def __init__(self, row_class, data=None):
        self.why = ROWS.get(row_class.group, "")
        filled = [row for row in posted(row_class, data) if any(row.values())]
        self.rows = [self._row(row_class, number, row) for number, row in enumerate(filled, 1)]
        self.shown = self.rows or [self._row(row_class, 1)]

        for row in self.shown:
            for field in row.fields.values():
                field.widget.attrs.pop("autofocus", None)
                field.widget.attrs["aria-label"] = field.label

    def _row(self, row_class, number, data=None):
        name = "id_%s" if number == 1 else f"id_%s_{number}"
        return row_class(data, auto_id=name, use_required_attribute=False)

    def is_valid(self):
        return not self.errors

    @property
    def errors(self):
        errors = {}
        for number, row in enumerate(self.rows, 1):
            for name, sentences in row.errors.items():
                errors[f"{row.noun}第{number}行{row.fields[name].label}"] = sentences
        return errors


def problems_of(form, *parts):
    """[(label, sentence)] of everything to be put right, in the order of the page: the form's own, then of these Rows."""
    errors = {}
    for name, sentences in form.errors.items():
        errors[form.fields[name].label if name in form.fields else ""] = sentences
    for part in parts:
        errors |= part.errors

    return [(label, sentence) for label, sentences in errors.items() for sentence in sentences]


def posted(row_class, data):
    """The rows of the posted lists, one after the other; a list that ends early leaves its box empty."""
    names = [f"{row_class.group}_{name}" for name in row_class.base_fields]
    lists = [data.getlist(name) for name in names] if data else []
    for values in zip_longest(*lists, fillvalue=""):
        yield {name: value.strip() for name, value in zip(names, values, strict=True)}
