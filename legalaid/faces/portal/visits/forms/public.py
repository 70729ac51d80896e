"""Booking a visit: when, how to reach whoever comes, then who and for what; a telephone is not needed."""

import re
from datetime import datetime

from django import forms
from django.utils import timezone

from cases.forms.fields import one_of, ticks
from legalaid.faces.portal.apply.codes import typed_blinds
from legalaid.faces.portal.apply.forms.end import Trap
from legalaid.faces.portal.numbers import find_patterns
from legalaid.faces.portal.reaching import NO, STATED, USUAL, ReachForm, reached
from legalaid.platform.core.words import hour
from legalaid.platform.office.forms import OfficeForm
from stations.hall.enums import Purpose

from ..domain.booking import TAKEN
from ..enums import Need

SLOT = re.compile(r"\d{8}-\d{4}")
REACH = (
    (NO, "不要联系我，我自己凭查询码来看"),
    (USUAL, "可以照常联系，来访前一天提醒我"),
    (STATED, "可以打电话，但是只能按我写的时间和方式"),
)
NUMBERS = ("证件号码", "银行账号", "护照、通行证号码")
NUMBERED = "里面有{}。预约用不着，请删去；来的时候带上证件就行。"
NOT_CONTACTED = "不要联系，本人凭查询码自己看"
WEEK = "一二三四五六日"


def key_of(begins):
    """20261203-0930, as it stands in addresses and forms."""
    return f"{timezone.localtime(begins):%Y%m%d-%H%M}"


def moment_of(key):
    """The moment a key names; None for what is none."""
    if not SLOT.fullmatch(key):
        return None
    try:
        return timezone.make_aware(datetime.strptime(key, "%Y%m%d-%H%M"))
    except ValueError:
        return None


def span_of(slot):
    return f"{hour(slot.begins)}至{hour(slot.ends)}"


def day_name(day):
    return f"{day.month}月{day.day}日（星期{WEEK[day.weekday()]}）"


def slot_choices(days):
    """[(day, [(key, hours)])] of [(day, [Slot])]."""
    return [
        (day_name(day), [(key_of(slot.begins), span_of(slot)) for slot in found])
        for day, found in days
    ]


class SlotForm(OfficeForm):
    """`days`: [(day, [Slot])] that may be chosen. A time that was not offered is refused as one that is taken."""

    slot = one_of("什么时候来？", ())

    def __init__(self, *args, days, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(days)
        self.fields["slot"].error_messages |= {
            "required": "请选一个时间。",
            "invalid_choice": TAKEN,
        }

    def offer(self, days):
        self.fields["slot"].choices = slot_choices(days)

    def clean_slot(self):
        return moment_of(self.cleaned_data["slot"])


class VisitForm(ReachForm, OfficeForm):
    """What is asked of everybody who books, online or at the window."""

    no_child = (
        "不满14周岁的不留电话，请选“不要联系我”。着急的，打110、12355，或者请信得过的大人带你来。"
    )
    reach = one_of("我们能不能联系您？", REACH, initial=NO)
    name = forms.CharField(
        label="怎么称呼您",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="写姓也行，如“王女士”。",
    )
    purpose = one_of("来办什么？", Purpose.choices, initial=Purpose.CONSULT)
    matter = forms.CharField(
        label="大概是什么事（可以不写）",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一两句就行，如：老板不发工资。不用写身份证号、银行卡号。",
    )
    needs = ticks("来的时候要我们准备什么？（没有就不选）", Need.choices, required=False)
    language = forms.CharField(
        label="说什么话（普通话、本地话不用写）",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_matter(self):
        said = self.cleaned_data["matter"]
        found = {one.what for one in find_patterns([("", said)])}
        if named := [what for what in NUMBERS if what in found]:
            raise forms.ValidationError(NUMBERED.format("、".join(named)))
        return said

    def facts(self):
        """Field values of the visit."""
        data = self.cleaned_data
        kept = ("name", "purpose", "matter", "needs", "language", "seen_by")
        own = {name: data[name] for name in kept}
        return own | {"minor": data["age"] != "adult"} | reached(data, NOT_CONTACTED)


class BookForm(Trap, SlotForm, VisitForm):
    field_order = (
        "slot", "token", "seen_by", "age", "reach", "phone", "contact", "name", "purpose", "matter", "needs", "language", "agree",
    )  # fmt: skip
    token = forms.UUIDField(widget=forms.HiddenInput)
    agree = forms.BooleanField(
        label="我同意把写的内容用来安排、接待这次来访，当面核对以后用于登记；预约里的到期删除，法律援助机构对我的隐私保密",
        error_messages={"required": "请先勾选这一项。"},
    )


class OpenForm(Trap, OfficeForm):
    code = forms.CharField(
        label="12位查询码，或者四个词",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": False}),
    )

    def clean_code(self):
        typed = self.cleaned_data["code"]
        if not typed_blinds(typed):
            raise forms.ValidationError("查询码是12位数字，或者四个两字的词，请核对。")
        return typed
