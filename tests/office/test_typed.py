"""What a form does with whatever is typed or pasted into it, before it looks at it."""

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms

from legalaid.platform.office.forms import OfficeForm, PhoneField


class Example(OfficeForm):
    name = forms.CharField(max_length=4)
    amount = forms.DecimalField(required=False)
    kind = forms.ChoiceField(choices=[("a", "甲")], required=False)
    on = forms.DateField(required=False)
    phone = PhoneField(required=False)
    mobile = PhoneField(mobile=True, required=False)
    secret = forms.CharField(widget=forms.PasswordInput, required=False)


def test_what_cannot_be_seen_never_reaches_a_field_but_a_password():
    typed = {"name": "\u202d李国强\u202c\u200b", "amount": "\u202d120\u202c", "kind": "a\ufeff", "on": "\u200e2026-03-05", "phone": "\u202d13900001011\u202c",
             "secret": "a\u200bb"}  # fmt: skip
    form = Example(typed)
    assert form.is_valid(), form.errors
    data = form.cleaned_data
    assert (data["name"], str(data["amount"]), data["kind"], str(data["on"]), data["phone"], data["secret"]) == (
        "李国强", "120", "a", "2026-03-05", "13900001011", "a\u200bb",
    )  # fmt: skip


@pytest.mark.parametrize(("field", "typed", "sentence"), [
    ("phone", "问村委会", "电话应为11位手机号，或带区号的固定电话。"), ("phone", "1390000300", "电话应为11位手机号，或带区号的固定电话。"),
    ("mobile", "0831-5212348", "电话应为11位手机号，或带区号的固定电话。"),
])  # fmt: skip
def test_doubtful_phone_is_refused_by_a_form_and_kept_as_typed(field, typed, sentence):
    form = Example({"name": "甲", field: typed})
    assert (form.errors, form[field].value()) == ({field: [sentence]}, typed)


def test_doubtful_phone_is_kept_where_the_form_reads_a_sheet():
    form = Example({"name": "甲", "phone": "问村委会", "mobile": "0831 5212348"})
    for name in ("phone", "mobile"):
        form.fields[name].keeps_doubtful = True
    assert form.is_valid()
    assert (form.cleaned_data["phone"], form.cleaned_data["mobile"]) == ("问村委会", "0831-5212348")


def test_help_that_says_what_somebody_typed_is_no_markup():
    class Told(OfficeForm):
        looked = forms.CharField(help_text="通知补正：<b>身份证</b>")

    assert "通知补正：&lt;b&gt;身份证&lt;/b&gt;" in render_crispy_form(Told())
