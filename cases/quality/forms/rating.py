from django import forms

from cases.forms.fields import one_of, telephone, text
from cases.quality.enums.rating import RaterReached, RatingLevel
from legalaid.platform.office.forms import OfficeForm


class RatingForm(OfficeForm):
    level = one_of("您对这次服务", RatingLevel.choices)
    said = text("意见（可不填）", required=False, rows=3, length=500)
    phone = telephone("方便回访的电话（可不填）")


class CodeForm(RatingForm):
    number = forms.RegexField(
        r"^[A-Da-d]?\d{1,4}$",
        label="号码（小票上的大字，如 A003）",
        error_messages={"invalid": "号码如 A003。"},
    )
    code = text("评价码（小票上的六位）", length=6)
    field_order = ("number", "code")

    def clean_number(self):
        return int(self.cleaned_data["number"].lstrip("ABCDabcd"))


class CallForm(OfficeForm):
    reached = one_of("回访结果", RaterReached.choices)
    said = text("回访的情况（接通的必填）", required=False, rows=4, length=1000)


class CorrectForm(OfficeForm):
    reached = one_of("回访结果", RaterReached.choices)
    told = text("回访的情况（接通的必填）", required=False, rows=4, length=1000)
    how = text("整改情况", required=False, rows=4, length=1000)
    reason = text("更正的理由", length=200)

    def __init__(self, *args, rectified, **kwargs):
        super().__init__(*args, **kwargs)
        if not rectified:
            del self.fields["how"]


class RectifyForm(OfficeForm):
    how = text("整改情况", rows=4, length=1000)
