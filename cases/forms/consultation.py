from django import forms
from django.utils import timezone

from cases.enums import ConsultChannel, ConsultOutcome
from cases.law import grounds, topics
from cases.law.protection import abused
from cases.models import Cause
from cases.queries.consultation import answerers_at
from cases.queries.local import local_on
from legalaid.platform.accounts.models import User
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind, Sex, read_id
from legalaid.platform.core.safety import SAFE
from legalaid.platform.office.forms import OfficeForm
from legalaid.platform.office.safety import SafeContactFields
from stations.forms.station import PlaceField
from stations.models import Station

from .fields import (
    NAME,
    NAME_MESSAGE,
    crowd_ticks,
    day,
    telephone,
    text,
    ticks,
)
from .intake import crowds_of
from .why import CONSULTED, explain

OUTCOMES = [
    (code, label) for code, label in ConsultOutcome.choices if code != ConsultOutcome.APPLIED
]
RECORDED = (
    "name",
    "anonymous",
    "id_kind",
    "id_number",
    "sex",
    "birth",
    "phone",
    "address",
    "crowds",
    "channel",
    "question",
    "charge",
    "local",
    *SAFE,
    "contact_note",
)
ANSWERED_LATER = (ConsultChannel.LETTER, ConsultChannel.WEB, ConsultChannel.CHAT)
REPLY = ("answer", "outcome", "directed_to", "minutes")


class AnswerForm(OfficeForm):
    answer = text("答复意见", rows=5)
    outcome = forms.TypedChoiceField(label="处理", choices=OUTCOMES, coerce=ConsultOutcome)
    directed_to = text("引导去向", required=False, length=80)
    minutes = forms.IntegerField(label="用时（分钟）", required=False, min_value=1, max_value=480)

    def clean(self):
        data = super().clean()
        if data.get("outcome") == ConsultOutcome.DIRECTED and not data.get("directed_to"):
            self.add_error("directed_to", "请写明引导到哪里。")
        return data


class ConsultationForm(SafeContactFields, AnswerForm):
    """Form 1. The answer may wait (letters, messages); what was asked may not."""

    channel = forms.ChoiceField(
        label="方式",
        choices=ConsultChannel.choices,
        widget=forms.Select(attrs={"autofocus": False}),
    )
    name = text(
        "姓名",
        required=False,
        length=60,
        regex=NAME,
        message=NAME_MESSAGE,
        autocomplete="off",
        autofocus=True,
    )
    id_kind = forms.ChoiceField(label="证件类型", choices=IdKind.choices, initial=IdKind.RESIDENT)
    id_number = text("证件号码", required=False, length=20, autocomplete="off")
    phone = telephone()
    sex = forms.ChoiceField(label="性别", choices=[("", "—"), *Sex.choices], required=False)
    address = text("住所地", required=False, length=120)
    anonymous = forms.BooleanField(label="来访人不愿提供身份信息（记录在案）", required=False)
    crowds = crowd_ticks(grounds.CROWDS)
    topics = ticks("问题类型（问几类记几件）", topics.CHOICES, message="请至少选一类问题。")
    cause = forms.ModelChoiceField(
        Cause.objects.filter(kind="criminal"),
        label="涉嫌罪名",
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "请选择刑事罪名。"},
    )
    local = ticks("本地典型（季报另列的）", (), required=False)
    question = text("咨询内容", rows=4)
    answer = text("答复意见（来信、留言可以先登记，以后答复）", rows=4, required=False)
    field_order = ["channel", *RECORDED, "topics", "question", *REPLY]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        explain(self, also=CONSULTED)
        self.fields["local"].choices = local_on(timezone.localdate()).items()
        self.fields["local"].widget.attrs["data-seldom"] = True

    def clean(self):
        data = super().clean()
        data["charge"] = data.pop("cause", None)
        if data["charge"] and "criminal" not in data.get("topics", []):
            self.add_error("cause", "写了罪名的，问题类型请勾选“刑事”；不是刑事的，请清空罪名。")
        self._read_identity(data)
        named = data.get("name") or data.get("anonymous")
        if not named and "name" not in self.errors:
            self.add_error("name", "请填写姓名；不愿提供的，请勾选“不愿提供身份信息”。")

        waits = data.get("channel") in ANSWERED_LATER
        if not data.get("answer") and not waits:
            self.add_error("answer", "请写明答复意见；只有来信、网络留言可以先登记后答复。")

        data["crowds"] = crowds_of(data.get("crowds", []), data.get("sex"), data.get("birth"))
        self.check_safe(data, abused=abused(data["crowds"]))
        return data

    def _read_identity(self, data):
        data["birth"] = None
        if not data.get("id_number"):
            data["id_kind"] = IdKind.NONE
            return

        try:
            identity = read_id(data.get("id_kind", IdKind.RESIDENT), data["id_number"])
        except DomainError as error:
            self.add_error("id_number", error.sentence)
            return

        data["id_number"], data["birth"] = identity.number, identity.birth
        data["sex"] = identity.sex or data.get("sex", "")

    def facts(self):
        return {key: self.cleaned_data[key] for key in RECORDED}

    def reply(self):
        """The facts of the answer; None where it is given later."""
        answered = self.cleaned_data["answer"]
        return {key: self.cleaned_data[key] for key in REPLY} if answered else None


class FurtherAnswerForm(OfficeForm):
    text = text("补充答复", rows=5)


class TakeBackForm(OfficeForm):
    reason = forms.CharField(
        label="为什么收回（本人看不到，不少于4个字）", max_length=120, min_length=4
    )


class ClassifyForm(OfficeForm):
    topics = ticks("问题类型（问几类记几件）", topics.CHOICES, message="请至少选一类问题。")
    crowds = crowd_ticks(grounds.CROWDS)

    def facts(self):
        kinds = self.cleaned_data["topics"]
        named = [topics.topic_of(code).text for code in kinds]
        return {"kinds": kinds, "crowds": self.cleaned_data["crowds"], "topics": named}


class TransferForm(OfficeForm):
    """To a station that gives consultations, or to one person there; who may answer follows the station chosen (`asked`: its key or name)."""

    station = PlaceField(Station.objects.open(), label="转交站点", names="stations:unit_names")
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label="指定答复人",
        required=False,
        empty_label="由该站点安排",
        error_messages={"invalid_choice": "此人不在该站点，或者不答复咨询。"},
    )
    reason = text("转交理由", length=120)

    def __init__(self, *args, row, asked=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].initial = row.station
        station = self._station(self.data.get("station") or asked, row)
        self.fields["owner"].queryset = answerers_at(station)
        self.fields["owner"].widget.attrs |= {
            "hx-get": "",
            "hx-trigger": "change from:#id_station",
            "hx-include": "#id_station",
            "hx-select": "#id_owner",
            "hx-target": "this",
            "hx-swap": "outerHTML",
        }

    def _station(self, asked, row):
        try:
            return self.fields["station"].to_python(asked) or row.station
        except forms.ValidationError:
            return None

    def facts(self):
        data = self.cleaned_data
        return data | {"to": f"{data['station']}{data['owner'] or ''}"}


class DocumentForm(OfficeForm):
    title = text("代拟的文书", length=60, list="document_titles")


class HandForm(OfficeForm):
    document = forms.ModelChoiceField(None, label="文书", empty_label=None)
    handed_on = day("交付日期", initial=timezone.localdate)

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = row.documents.filter(handed_on=None)
