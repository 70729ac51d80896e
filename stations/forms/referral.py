import django_filters as filters
from django import forms
from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind, read_id
from legalaid.platform.office.forms import OfficeForm, PhoneField
from legalaid.platform.office.operators import Choice, SpokenFilterSet
from legalaid.platform.office.safety import SafeContactFields
from stations.enums import SlipMatter, SlipResult, SlipReturn, SlipState
from stations.law.notifying import HOLDING, NOTIFIES
from stations.models import Referral, Station
from stations.queries.station import station_of

from .station import PlaceField, day

CONSENT = (
    ("书面同意", "书面同意（附后）"),
    ("当面口头同意", "当面口头同意"),
    ("电话同意", "电话同意"),
)
NOTICE, AID = SlipMatter.NOTICE, SlipMatter.AID
# what need not be said of whoever an organ notifies of
UNASKED = ("phone", "consent")
HELD_PHONE = "当事人在押的不填。"
WITHOUT_CONSENT = "办案机关依法通知指派律师的，不需本人同意，不填。"
FORWARD = "在押人员提出的申请，收到后二十四小时内转交（法律援助法第三十九条），选“申请法律援助”。"
MISSING = {"phone": "请填写这一项。", "consent": "请选择。"}
RESULTS = [
    (code, label)
    for code, label in SlipResult.choices
    if code not in (SlipResult.AIDED, SlipResult.NOT_AIDED)
]


def words(label, rows=3, **kwargs):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def lines(text):
    return [line.strip()[:80] for line in text.splitlines() if line.strip()]


class SlipForm(SafeContactFields, OfficeForm):
    to_station = PlaceField(Station.objects.none(), label="接收单位", names="stations:unit_names")
    matter = forms.ChoiceField(label="转介事项", choices=SlipMatter.choices)
    name = forms.CharField(label="当事人姓名", max_length=60)
    id_number = forms.CharField(label="身份证号码", max_length=20, required=False)
    phone = PhoneField(label="联系电话", required=False)
    address = forms.CharField(label="住所地", max_length=120, required=False)
    facts = words("情况说明", 5, max_length=2000)
    documents = words("随附材料（一行一份）", required=False)
    consent = forms.ChoiceField(
        label="当事人同意转介并提供上列信息", choices=[("", "—"), *CONSENT], required=False
    )
    apart = words("本单位已为同一人发过通知，仍另行发出的理由", 2, max_length=200, required=False)

    def __init__(self, *args, station, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_station"].queryset = Station.objects.open().exclude(pk=station.pk)
        self.holds = station.host in HOLDING
        # what the Law lets this organ notify of, and has it send on
        self.told = [FORWARD] if self.holds else []
        if self.holds:
            self.fields["phone"].help_text = HELD_PHONE
        if station.notifies:
            self.fields["consent"].help_text = WITHOUT_CONSENT
            self.told.insert(0, NOTIFIES[station.host])
        else:
            self.fields["matter"].choices = [row for row in SlipMatter.choices if row[0] != NOTICE]
            del self.fields["apart"]

    @property
    def asks_apart(self):
        """Only once another notice of the same person was found."""
        return "apart" in self.fields and bool(self["apart"].errors or self["apart"].value())

    @property
    def unasked(self):
        """Who is held has no telephone, and a notice needs nobody's consent."""
        matter = self.cleaned_data.get("matter")
        if matter == NOTICE:
            return UNASKED
        return ("phone",) if self.holds and matter == AID else ()

    def clean_id_number(self):
        number = self.cleaned_data["id_number"]
        if not number:
            return ""
        try:
            return read_id(IdKind.RESIDENT, number).number
        except DomainError as error:
            raise forms.ValidationError(error.sentence)

    def clean_documents(self):
        return lines(self.cleaned_data["documents"])

    def clean(self):
        data = super().clean()
        for name, missing in MISSING.items():
            if name not in self.errors and not data[name] and name not in self.unasked:
                self.add_error(name, missing)
        self.check_safe(data, abused=data.get("matter") == SlipMatter.ABUSE)
        return data


class NoteForm(OfficeForm):
    note = words("说明（如有）", 2, max_length=200, required=False)


class ReturnSlipForm(OfficeForm):
    codes = forms.MultipleChoiceField(
        label="退回原因",
        choices=SlipReturn.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择退回原因。"},
    )
    note = words("说明（转出单位看到）", 2, max_length=200, required=False)

    def clean(self):
        data = super().clean()
        if "other" in data.get("codes", ()) and not data.get("note"):
            self.add_error("note", "选择“其他”时请写明原因。")
        return data

    def facts(self):
        return {
            **self.cleaned_data,
            "reasons": [SlipReturn(code).label for code in self.cleaned_data["codes"]],
        }


class ResendForm(SlipForm):
    """Everything can be put right, the unit it goes to as well."""

    note = words("补正说明", 2, max_length=200)

    @classmethod
    def filled_in(cls, slip):
        typed = {name: getattr(slip, name) for name in cls.base_fields if hasattr(slip, name)}
        return typed | {"documents": "\n".join(slip.documents)}


class RecallForm(OfficeForm):
    reason = words("撤回理由", 2, max_length=200)


class FeedbackForm(OfficeForm):
    text = words("进展（不写当事人的姓名、电话和证件号码）", 3, max_length=200)


class CloseForm(OfficeForm):
    result = forms.ChoiceField(label="办理结果", choices=RESULTS)
    text = words("结果说明", 3, max_length=200)

    def facts(self):
        return {**self.cleaned_data, "result": SlipResult(self.cleaned_data["result"])}


class SlipFilter(SpokenFilterSet):
    """Those received, unless others are asked for."""

    RECEIVED, SENT, ALL = "received", "sent", "all"

    way = filters.ChoiceFilter(
        label="方向",
        method="as_filtered",
        choices=[(RECEIVED, "收到的"), (SENT, "发出的"), (ALL, "全部")],
        empty_label=None,
    )
    state = filters.ChoiceFilter(label="状态", choices=SlipState.choices, empty_label="全部状态")

    operators = (Choice("方向", "way"), Choice("状态", "state"))

    class Meta:
        model = Referral
        fields = []

    def filter_queryset(self, slips):
        mine = station_of(self.request.user)
        match self.form.cleaned_data.get("way") or self.RECEIVED:
            case self.RECEIVED:
                slips = slips.filter(to_station=mine)
            case self.SENT:
                slips = slips.filter(from_station=mine)
        return super().filter_queryset(slips)

    def as_filtered(self, slips, name, way):
        """Done above, because a way holds also where none is asked for."""
        return slips


class PeriodForm(OfficeForm):
    since = day("自")
    until = day("至")

    @classmethod
    def of_this_year(cls, data):
        today = timezone.localdate()
        return cls(data or {"since": today.replace(month=1, day=1), "until": today})
