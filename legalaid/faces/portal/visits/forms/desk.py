"""The office's side of booked visits: booking for somebody, moving, cancelling, and the terms of a station."""

from django import forms

from cases.forms.fields import day, one_of, text
from legalaid.faces.portal.apply.enums import SeenBy
from legalaid.faces.portal.reaching import AGES, NO, STATED, USUAL
from legalaid.platform.office.forms import OfficeForm, OfficeModelForm
from stations.hall.law import queueing
from stations.hall.models import Ticket

from ..domain.booking import SHORTEST, UNSAID
from ..enums import Shown, Way
from ..models import Offering
from .public import SlotForm, VisitForm, day_name, key_of, slot_choices, span_of

KEPT = "当天没有可约的了：留给现场来访的"
REACH = (
    (USUAL, "可以照常联系，来访前一天提醒"),
    (STATED, "只能按约定的时间和方式联系"),
    (NO, "不要联系"),
)


class ListedSlot(SlotForm):
    """At a desk the times of weeks fit into a list."""

    slot = forms.ChoiceField(label="什么时候来")

    def __init__(self, *args, kept=(), **kwargs):
        """`kept`: [(day, [(slot, places left)])] of days that are full."""
        super().__init__(*args, **kwargs)
        listed = [
            (key_of(slot.begins), f"{day_name(day)} {span_of(slot)}（还剩{left}个）")
            for day, found in kept
            for slot, left in found
        ]
        self.kept = {key for key, _ in listed}
        if listed:
            self.fields["slot"].choices = [*self.fields["slot"].choices, (KEPT, listed)]

    @property
    def takes_kept(self):
        return self.data.get("slot") in self.kept

    def offer(self, days):
        self.fields["slot"].choices = [
            (key, f"{day} {hours}") for day, times in slot_choices(days) for key, hours in times
        ]


class EnterForm(ListedSlot, VisitForm):
    field_order = (
        "slot", "why", "way", "name", "purpose", "matter", "reach", "phone", "contact", "seen_by", "age", "needs", "language",
    )  # fmt: skip
    no_child = "不满14周岁的不留电话，请选“不要联系”。"
    why = forms.CharField(
        label="为什么用留给现场来访的位置（选了那样的时间才填，不少于4个字）",
        max_length=120,
        required=False,
    )
    name = forms.CharField(label="来访人怎么称呼", max_length=20)
    way = one_of("怎样来约的", [(way.value, way.label) for way in (Way.PHONE, Way.WINDOW)])
    reach = one_of("能不能联系本人", REACH)
    age = one_of("本人多大", AGES, initial="adult")
    seen_by = one_of("本人的手机，别人会看到吗", SeenBy.choices, initial=SeenBy.ALONE)

    def clean_why(self):
        why = self.cleaned_data["why"]
        if self.takes_kept and len(why.strip()) < SHORTEST:
            raise forms.ValidationError(UNSAID)
        return why

    def facts(self):
        return super().facts() | {"way": self.cleaned_data["way"]}


class ArriveForm(OfficeForm):
    """`numbers`: those of today that belong to no visit."""

    number = forms.ModelChoiceField(
        Ticket.objects.none(),
        label="已经在机器上取了号的，选他的号",
        required=False,
        empty_label="没有，现在取一个",
    )
    ground = forms.ChoiceField(
        label="绿色通道", choices=[("", "没有"), *queueing.CHOICES], required=False
    )

    def __init__(self, *args, numbers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].queryset = numbers
        if not numbers.exists():
            del self.fields["number"]


class MoveForm(ListedSlot):
    reason = forms.CharField(
        label="为什么改、跟本人怎么说定的（不少于4个字）", max_length=120, min_length=4
    )

    def facts(self):
        data = self.cleaned_data
        return {"starts_at": data["slot"], "reason": data["reason"], "kept": self.takes_kept}


class NothingForm(OfficeForm):
    """The button alone."""


class CancelForm(OfficeForm):
    reason = forms.CharField(
        label="为什么取消（本人凭查询码看得到，不少于4个字）", max_length=120, min_length=4
    )


class ReasonForm(OfficeForm):
    reason = forms.CharField(label="理由（不少于4个字）", max_length=120, min_length=4)


class RenewForm(OfficeForm):
    shown = one_of("怎样核对是本人", Shown.choices)
    said = text("怎样核对的（本人说了什么，看了什么）", rows=2, length=200)


class ToldForm(OfficeForm):
    reached = forms.TypedChoiceField(
        label="结果",
        choices=[("1", "已经告知"), ("0", "没有联系上，以后再联系")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="情况（没有联系上的必填）", max_length=120, required=False)


class TermsForm(OfficeModelForm):
    class Meta:
        model = Offering
        fields = (
            "active", "minutes", "each", "kept", "ahead", "lead", "pause_from", "pause_to", "starts", "ends", "people",
        )  # fmt: skip
        help_texts = {
            "kept": "50的，一名值班人员隔一段约一个，其余时间接待没有预约的人",
            "starts": "下面三项只用于没有值班表的站点；有值班表的按值班表",
        }
        widgets = {
            name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            for name in ("pause_from", "pause_to", "starts", "ends")
        }


class ClosedForm(OfficeForm):
    day = day("哪一天不接待")
    reason = forms.CharField(label="原因（不写个人信息）", max_length=60, min_length=2)
