"""What an organ's notice says: who notifies, whom about, why. The notice may lack the identity; nothing of means is asked."""

from django import forms
from django.utils import timezone

from cases.enums import Notified, Organ
from cases.law import grounds, unclear
from cases.law.notices import STAGES_OF
from cases.models import Cause
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind, Sex, read_id
from legalaid.platform.core.text import mask_address, mask_id
from legalaid.platform.office.forms import OfficeForm
from stations.enums import StationHost

from .fields import (
    CO_ACCUSED,
    NAME,
    NAME_MESSAGE,
    crowd_ticks,
    day,
    moment,
    telephone,
    text,
    themselves,
    ticks,
)
from .intake import TICKED, crowds_of

NOTIFIED_STAGES = ("侦查", "审查起诉", "一审", "二审", "审判监督", "死刑复核")
DEFENDED = ("犯罪嫌疑人", "被告人", "被申请人")
OF_PERSON = ("name", "id_kind", "id_number", "sex", "birth", "address")
OF_NOTICE = (
    "organ_kind",
    "number",
    "apart",
    "dated_on",
    "received_on",
    "found_on",
    "contact",
    "phone",
    "held_at",
    "hearing_at",
    "hearing_place",
    "unclear",
)
HOSTED = {
    StationHost.COURT: Organ.COURT,
    StationHost.PROCURATORATE: Organ.PROCURATORATE,
    StationHost.POLICE: Organ.POLICE,
}
SECRETS = ("id_number", "address")
OF_SLIP = ("name", "id_number", "address", "facts", "apart")
CHOOSE = ("", "请选择")


def _with_article(text, article):
    return f"{text}（{article}）" if article else text


SITUATIONS = [
    (row.code, _with_article(row.text, row.article.removeprefix("法律援助法")))
    for row in grounds.NOTIFIED
]
OF_CASE = ("cause", "notified", "stage", "applicant_role", "co_accused", "organ", "crowds", "facts")


class NoticeForm(OfficeForm):
    organ_kind = forms.ChoiceField(label="机关类别", choices=[CHOOSE, *Organ.choices])
    organ = text("机关名称", length=80, autocomplete="off")
    number = text("通知书文号", required=False, length=60, autocomplete="off")
    apart = text(
        "同一机关就同一阶段已通知为同一人指派的，另行登记的理由", required=False, length=200
    )
    dated_on = day("通知书日期", required=False)
    unclear = ticks(
        "看不清的（打勾的由窗口向通知机关核实；文号、联系人、姓名把认得清的字填上，看不清的字写作□）",
        list(unclear.ITEMS.items()),
        required=False,
    )
    received_on = day("收到日期", initial=timezone.localdate)
    found_on = day("机关发现情形的日期（通知书没有写的不填）", required=False)
    contact = text("机关联系人", required=False, length=60, autocomplete="off")
    phone = telephone("机关联系电话", autocomplete="off")

    name = text("姓名", length=60, regex=NAME, message=NAME_MESSAGE, autocomplete="off")
    applicant_role = forms.ChoiceField(label="诉讼地位", choices=[CHOOSE, *themselves(DEFENDED)])
    co_accused = text(CO_ACCUSED, required=False, length=200, autocomplete="off")
    id_kind = forms.ChoiceField(label="证件类型", choices=IdKind.choices, initial=IdKind.RESIDENT)
    id_number = text("证件号码（通知书没有的不填）", required=False, length=20, autocomplete="off")
    sex = forms.ChoiceField(label="性别", choices=[("", "不详"), *Sex.choices], required=False)
    birth = day("出生日期", required=False)
    held_at = text("羁押场所（未羁押的不填）", required=False, length=80)
    address = text("住所地", required=False, length=120)
    crowds = crowd_ticks(TICKED)

    cause = forms.ModelChoiceField(
        Cause.objects.filter(kind="criminal"),
        label="涉嫌罪名",
        widget=forms.HiddenInput,
        required=False,
        error_messages={"invalid_choice": "请选择刑事罪名。"},
    )
    stage = forms.ChoiceField(
        label="所处阶段", required=False, choices=[CHOOSE, *themselves(NOTIFIED_STAGES)]
    )
    notified = forms.ChoiceField(label="通知情形", required=False, choices=[CHOOSE, *SITUATIONS])
    hearing_at = moment("开庭时间（通知书没有的不填）", required=False)
    hearing_place = text("开庭地点", required=False, length=80, autocomplete="off")
    facts = text("案情摘要（通知书所载）", required=False, rows=3)

    def clean(self):
        data = super().clean()
        self.leave_open(data)
        self.read_identity(data)
        data["crowds"] = self.crowds_of(data)
        return data

    def leave_open(self, data):
        """What is ticked stands open; what is neither ticked nor given is asked for."""
        items = data.get("unclear", [])
        values = {name: data.get(name) or "" for name in unclear.ITEMS}
        charge = values["cause"].level if values["cause"] else unclear.NO_CHARGE
        if "cause" not in self.fields:  # of a later stage it is known
            charge = None
        for field, sentence in unclear.faults_of(items, values, charge):
            if field not in self.errors:
                self.add_error(field, sentence)

        if "contact" not in items and not data.get("contact"):
            self.add_error("contact", "请填写机关联系人，看不清的请勾选。")

        data["unclear"] = unclear.joined(items)
        data.update({name: blank for name, blank in unclear.OPEN.items() if name in items})
        if "cause" in items:
            data["cause"] = Cause.objects.get(kind="criminal", level=unclear.NO_CHARGE)

    def read_identity(self, data):
        """Sex and birth date out of the number; without a number there is no document on record."""
        if not data.get("id_number"):
            data["id_kind"] = IdKind.NONE
        try:
            number = data.get("id_number", "")
            identity = read_id(data.get("id_kind", IdKind.RESIDENT), number)
        except DomainError as error:
            self.add_error("id_number", error.sentence)
            return

        data["id_number"] = identity.number
        data["sex"] = identity.sex or data.get("sex", "")
        data["birth"] = identity.birth or data.get("birth")
        if data.get("birth") and data["birth"] > timezone.localdate():
            self.add_error("birth", "出生日期不能晚于今天。")

    def crowds_of(self, data):
        """The ticked ones, those the identity proves, and what the situation itself says while the birth date is unknown."""
        ticked, notified = list(data.get("crowds", [])), data.get("notified")
        if notified == Notified.SENSORY:
            ticked.append("blind_deaf_mute")
        if notified == Notified.MINOR and not data.get("birth"):
            ticked.append("minor")
        return crowds_of(ticked, data.get("sex"), data.get("birth"), data.get("received_on"))

    def facts_of(self):
        """The arguments of the act."""
        data = self.cleaned_data
        parts = {"person": OF_PERSON, "notice": OF_NOTICE, "fields": OF_CASE}
        return {part: {name: data[name] for name in names} for part, names in parts.items()}


class AmendNoticeForm(NoticeForm):
    """The same over what is registered: number and address are not shown, a box left empty keeps what is there."""

    reason = text("更正理由", length=300, rows=2)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        for name, mask in (("id_number", mask_id), ("address", mask_address)):
            if value := getattr(case.applicant, name):
                self.fields[name].widget.attrs["placeholder"] = f"{mask(value)}（不改请留空）"

    def clean(self):
        person, data = self.case.applicant, self.cleaned_data
        same_kind = data.get("id_kind") == person.id_kind
        if same_kind and not data.get("id_number"):
            data["id_number"] = person.id_number
        data["address"] = data.get("address") or person.address
        return super().clean()


def notice_sent(slip):
    """Initial values out of what the organ sent by its own account; it came in when it was sent."""
    said = {name: getattr(slip, name) for name in OF_SLIP}
    sender = slip.from_station
    kind = HOSTED.get(sender.host, "")
    organ = {"organ_kind": kind, "organ": sender.organ, "contact": slip.by.name}
    stages = STAGES_OF.get(kind, ())
    stage = {"stage": stages[0]} if len(stages) == 1 else {}
    return said | organ | stage | {"received_on": timezone.localdate(slip.sent_at)}


def notice_on_file(case):
    """Initial values of the form."""
    shown = [name for name in OF_PERSON if name not in SECRETS]
    person = {name: getattr(case.applicant, name) for name in shown}
    if not case.applicant.id_number:
        person["id_kind"] = IdKind.RESIDENT

    notice = {name: getattr(case.notice, name) for name in OF_NOTICE}
    found = person | notice | {name: getattr(case, name) for name in OF_CASE}
    left_open = [name for name in (*unclear.OPEN, "cause") if name in case.notice.unread]
    return found | {"unclear": case.notice.unread} | dict.fromkeys(left_open, "")
