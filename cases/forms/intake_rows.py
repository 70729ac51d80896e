"""The small tables of the intake form, any number of rows each: opponents, and the members of the household."""

from django import forms

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind, check_uscc, normal, read_id
from legalaid.platform.office.forms import OfficeForm

from .fields import PHONE, PHONE_MESSAGE, money, text


class Row(OfficeForm):
    """One row; every row posts the same names, so that a row more is only an input more."""

    group = noun = ""

    def add_prefix(self, field_name):
        return f"{self.group}_{field_name}"


class Opponent(Row):
    group, noun = "opponent", "对方当事人"
    name = text("姓名或名称", length=80)
    id_number = text("证件号码或统一社会信用代码", required=False, length=20, autocomplete="off")
    phone = text("电话", required=False, regex=PHONE, message=PHONE_MESSAGE, inputmode="tel")
    address = text("地址", required=False, length=120)

    def clean_id_number(self):
        number = normal(self.cleaned_data["id_number"])
        self.id_kind = ""
        if not number:
            return ""
        try:
            found = read_id(IdKind.RESIDENT, number)
        except DomainError as error:
            try:
                return check_uscc(number)
            except DomainError:
                sentence = (
                    error.sentence
                    if number[:17].isdigit()
                    else "应为18位身份证号码或统一社会信用代码，请核对。"
                )
                raise forms.ValidationError(sentence) from None
        self.id_kind = IdKind.RESIDENT
        return found.number


class Member(Row):
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
        names = [f"{row_class.group}_{name}" for name in row_class.base_fields]
        lists = [data.getlist(name) for name in names] if data else []
        count = max(map(len, lists), default=0)
        given = [
            {
                n: (values[i] if i < len(values) else "").strip()
                for n, values in zip(names, lists, strict=True)
            }
            for i in range(count)
        ]
        given = [row for row in given if any(row.values())]
        self.rows = [
            row_class(row, auto_id=self._id(number), use_required_attribute=False)
            for number, row in enumerate(given, 1)
        ]
        self.shown = self.rows or [row_class(auto_id=self._id(1), use_required_attribute=False)]
        for row in self.shown:
            for field in row.fields.values():
                field.widget.attrs.pop("autofocus", None)
                field.widget.attrs["aria-label"] = field.label

    def _id(self, number):
        return "id_%s" if number == 1 else f"id_%s_{number}"

    def is_valid(self):
        return not self.errors

    @property
    def errors(self):
        return {
            f"{row.noun}第{n}行{row.fields[name].label}": found
            for n, row in enumerate(self.rows, 1)
            for name, found in row.errors.items()
        }
