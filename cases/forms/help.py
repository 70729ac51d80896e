"""Forms 23 to 28 of a duty lawyer's help: the lawyer's on a telephone, few taps a person; an organ's notice at the desk."""

from datetime import datetime

from django import forms
from django.utils import timezone

from cases.enums import HelpOrgan, HelpSigned, HelpSource, NotHelped, Plea
from cases.law.help import STAGES
from cases.models import Cause
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind, Sex, read_id
from legalaid.platform.core.text import mask_id
from legalaid.platform.office.forms import OfficeForm
from stations.enums import HelpKind
from stations.forms.roster import PersonField, clock
from stations.models import Handler, Shift

from .fields import NAME, NAME_MESSAGE, day, moment, one_of, text, themselves, ticks

PERSON = ("name", "id_kind", "id_number", "sex", "birth")
MATTER = ("organ_kind", "organ", "held_at", "cause", "stage")
PAPER = ("source", "notice_number", "received_at", "wanted_at", "wanted")
GIVEN = ("plea", "result", "signed", "unsigned_why")


def reason(label="理由"):
    return text(label, length=200, rows=2)


class PersonForm(OfficeForm):
    """Whom and which matter a help is about; the number of a document may be lacking."""

    name = text("姓名", length=60, regex=NAME, message=NAME_MESSAGE, autocomplete="off")
    id_kind = forms.ChoiceField(label="证件类型", choices=IdKind.choices, initial=IdKind.RESIDENT)
    id_number = text("证件号码（不知道的不填）", required=False, length=20, autocomplete="off")
    sex = forms.ChoiceField(label="性别", choices=[("", "不详"), *Sex.choices], required=False)
    birth = day("出生日期", required=False)
    organ_kind = one_of("机关类别", HelpOrgan.choices)
    organ = text("办案机关", length=80, autocomplete="off")
    held_at = text("羁押场所（未羁押的不填）", required=False, length=80)
    cause = forms.ModelChoiceField(
        Cause.objects.filter(kind="criminal"),
        label="涉嫌罪名",
        widget=forms.HiddenInput,
        error_messages={"required": "请选择罪名。", "invalid_choice": "请选择刑事罪名。"},
    )
    stage = one_of("所处阶段", themselves(STAGES))
    again = forms.BooleanField(label="确是另一人，或者又一次帮助", required=False)

    def clean(self):
        data = super().clean()
        if not data.get("id_number"):
            data["id_kind"] = IdKind.NONE
        try:
            identity = read_id(data.get("id_kind", IdKind.RESIDENT), data.get("id_number", ""))
        except DomainError as error:
            self.add_error("id_number", error.sentence)
            return data

        data["id_number"] = identity.number
        data["sex"] = identity.sex or data.get("sex", "")
        data["birth"] = identity.birth or data.get("birth")
        if data.get("birth") and data["birth"] > timezone.localdate():
            self.add_error("birth", "出生日期不能晚于今天。")
        return data

    def of(self, *names):
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class GivenFields(forms.Form):
    """Form 28; an end left empty is the moment it is sent."""

    acts = ticks("帮助的内容", HelpKind.choices, message="请勾选帮助的内容。")
    plea = one_of("是否认罪认罚", Plea.choices)
    starts = clock("开始时间（打开本页的时间，可以改）")
    ends = clock("结束时间（刚结束的不填）", required=False)
    signed = one_of("受帮助人签名", HelpSigned.choices)
    unsigned_why = text("未签名的原因", required=False, length=80)
    result = text("结果", required=False, rows=2, length=1000)

    def times(self, on):
        """`starts_at` and `ends_at` on this day."""
        data, now = self.cleaned_data, timezone.localtime().time()
        ends = data["ends"] or now
        pairs = (("starts_at", data["starts"]), ("ends_at", ends))
        return {name: timezone.make_aware(datetime.combine(on, at)) for name, at in pairs}


class HelpGivenForm(GivenFields, PersonForm):
    """Of a duty: the boxes in the order they are asked in the room."""

    def __init__(self, *args, shift, **kwargs):
        super().__init__(*args, **kwargs)
        self.shift = shift

    def facts(self):
        return self.of(*PERSON, *MATTER, *GIVEN) | self.times(self.shift.day)


class HelpNoticeForm(PersonForm):
    source = one_of("来源", HelpSource.choices[1:])
    notice_number = text("通知书文号（没有的不填）", required=False, length=60, autocomplete="off")
    received_at = moment("收到时间")
    wanted_at = moment("要求到场时间（没有要求的不填）", required=False)
    wanted = text("要求的帮助", required=False, length=200)
    lawyer = PersonField(
        label="交给哪位值班律师（以后再交的不选）", queryset=Handler.objects.none(), required=False
    )

    def __init__(self, *args, lawyers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lawyer"].queryset = lawyers

    def facts(self):
        return self.of(*PERSON, *MATTER, *PAPER, "lawyer")


class CallLawyerForm(OfficeForm):
    lawyer = PersonField(label="值班律师", queryset=Handler.objects.none())

    def __init__(self, *args, row, lawyers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lawyer"].queryset = lawyers


class ShiftField(forms.ModelChoiceField):
    def label_from_instance(self, shift):
        return f"{shift.day:%m-%d} {shift.post} {shift.handler}"


class GiveForm(GivenFields, OfficeForm):
    """What a notice or an application asked for was given, in a duty or, called for it alone, outside of any."""

    shift = ShiftField(
        label="哪一班", queryset=Shift.objects.none(), required=False, empty_label="不在值班班次中"
    )
    lawyer = PersonField(label="值班律师", queryset=Handler.objects.none(), required=False)
    on = day("日期", initial=timezone.localdate)
    field_order = ["shift", "lawyer", "on"]

    def __init__(self, *args, row, lawyers, duties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["shift"].queryset = duties
        self.fields["lawyer"].queryset = lawyers
        self.fields["lawyer"].initial = row.lawyer_id

    def facts(self):
        """The arguments of the act; the duty says whose it was and on which day."""
        data = self.cleaned_data
        shift = data["shift"]
        lawyer, on = (shift.handler, shift.day) if shift else (data["lawyer"], data["on"])
        given = {name: data[name] for name in GIVEN} | self.times(on)
        return {"facts": given | {"shift": shift, "lawyer": lawyer, "on": on}, "acts": data["acts"]}


class MoveShiftForm(OfficeForm):
    shift = ShiftField(
        label="应当是哪一班",
        queryset=Shift.objects.none(),
        required=False,
        empty_label="不在值班班次中",
    )
    reason = reason("更正理由")

    def __init__(self, *args, row, duties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["shift"].queryset = duties
        self.fields["shift"].initial = row.shift_id


class NotGivenForm(OfficeForm):
    why = one_of("原因", NotHelped.choices)
    reason = reason("说明（谁告知、何时）")


class ReasonForm(OfficeForm):
    reason = reason()


class AskForwardForm(OfficeForm):
    applied_at = moment("提出申请的时间")


class ForwardForm(OfficeForm):
    note = text("一并转交的材料（没有的不填）", required=False, length=120)


class AmendHelpForm(PersonForm):
    """Over what is registered; the number is not shown, and a box left empty keeps it."""

    notice_number = text("通知书文号", required=False, length=60)
    reason = reason("更正理由")

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row
        if row.source == HelpSource.DUTY:
            del self.fields["notice_number"]
        if row.id_number:
            shown = f"{mask_id(row.id_number)}（不改请留空）"
            self.fields["id_number"].widget.attrs["placeholder"] = shown

    def clean(self):
        data = self.cleaned_data
        if data.get("id_kind") == self.row.id_kind and not data.get("id_number"):
            data["id_number"] = self.row.id_number
        return super().clean()

    def facts(self):
        names = (*PERSON, *MATTER, "notice_number")
        return {"facts": self.of(*names), "reason": self.cleaned_data["reason"], "acts": None}


class AmendGivenForm(GivenFields, AmendHelpForm):
    def facts(self):
        said = super().facts()
        said["facts"] |= self.of(*GIVEN) | self.times(self.row.on)
        return said | {"acts": self.cleaned_data["acts"]}


def on_file(row):
    """Initial values of the correction."""
    shown = [name for name in (*PERSON, *MATTER, *GIVEN, "notice_number") if name != "id_number"]
    found = {name: getattr(row, name) for name in shown} | {"acts": row.kinds}
    if not row.id_number:
        found["id_kind"] = IdKind.RESIDENT
    for name in ("starts", "ends"):
        at = getattr(row, f"{name}_at")
        found[name] = timezone.localtime(at).time().replace(microsecond=0) if at else None
    return found
