import re

import django_filters as filters
from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.core.identifiers import check_licence, check_uscc
from legalaid.platform.core.named import goes_by
from legalaid.platform.office.forms import OfficeModelForm, PhoneField
from legalaid.platform.office.operators import Choice, SpokenFilterSet
from stations.enums import LANGUAGES, SPECIALITIES, FirmKind, HandlerKind
from stations.models import Firm, Handler, Leave

from .staff import PROFILE, AccountFields, domain_clean
from .station import StationField, day

LICENSED = (HandlerKind.LAWYER, HandlerKind.AGENCY)


class ListField(forms.MultipleChoiceField):
    """A list ticked from the usual words and kept as one text, parted by "、" as the papers print it."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, words, **kwargs):
        super().__init__(choices=[(word, word) for word in words], required=False, **kwargs)

    def prepare_value(self, value):
        return [word for word in value.split("、") if word] if isinstance(value, str) else value

    def clean(self, value):
        return "、".join(super().clean(value))


class HandlerForm(AccountFields):
    firm = forms.ModelChoiceField(Firm.objects.none(), label="承办机构")
    practice_start = day("开始执业")
    criminal_start = day("开始刑事辩护", required=False)
    licence_expires = day("执业证有效期至", required=False)
    specialities = ListField(SPECIALITIES, label="专长")
    languages = ListField(LANGUAGES, label="语言")
    mobile = PhoneField(
        mobile=True,
        label="手机",
        required=False,
        error_messages={"invalid": "手机号应为11位数字。"},
    )
    field_order = [
        "name",
        "username",
        "station",
        "firm",
        "kind",
        "licence",
        "licence_expires",
        "public_post",
    ]

    class Meta:
        model = Handler
        fields = [
            "firm",
            "kind",
            "licence",
            "licence_expires",
            "public_post",
            "practice_start",
            "criminal_start",
            "specialities",
            "languages",
            "minors",
            "mobile",
            *PROFILE,
        ]

    def __init__(self, *args, firms, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["firm"].queryset = firms
        self.fields.pop("phone")
        self.fields["licence"].widget.attrs |= {
            "hx-get": reverse("stations:licence_hint"),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#hint_id_licence",
            "hx-include": "#id_kind",
            "aria-describedby": "hint_id_licence",
        }
        self.fields["licence"].help_text = "律师执业证号17位，第10位是类别"

        own = [word for word in (self.instance.specialities or "").split("、") if word]
        words = dict.fromkeys([*SPECIALITIES, *own])
        self.fields["specialities"].choices = [(word, word) for word in words]

    def clean(self):
        data = super().clean()
        if data.get("kind") in LICENSED and "licence" in data:
            self._check_licence(data)

        start, criminal = data.get("practice_start"), data.get("criminal_start")
        if start and criminal and criminal < start:
            self.add_error("criminal_start", "开始刑事辩护不能早于开始执业。")
        return data

    def _check_licence(self, data):
        try:
            licence = domain_clean(check_licence, data["licence"])
        except forms.ValidationError as error:
            self.add_error("licence", error)
            return

        data["licence"] = licence.number
        if licence.public_post and not data.get("public_post"):
            category = f"{licence.category}（{licence.category_name}律师）"
            sentence = f"执业证号第10位是{category}，请勾选“有公职身份”，公职人员不发办案补贴。"
            self.add_error("public_post", sentence)

        same = Handler.objects.filter(licence=licence.number).exclude(pk=self.instance.pk)
        if twin := same.select_related("user").first():
            self.add_error("licence", f"这个执业证号已登记在{twin}名下。")


class FirmForm(OfficeModelForm):
    station = StationField(label="登记机构", required=False)
    phone = PhoneField(
        label="电话",
        required=False,
        error_messages={"invalid": "电话应为11位手机号或固定电话。"},
    )
    account_number = forms.CharField(
        label="账号", required=False, max_length=40, help_text="对公账户。修改时留空表示不变。"
    )

    class Meta:
        model = Firm
        fields = [
            "name",
            "kind",
            "credit_code",
            "station",
            "phone",
            "address",
            "bank",
            "account_name",
            "account_number",
        ]

    def __init__(self, *args, stations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].stations = stations
        self.initial["account_number"] = ""
        if self.instance.station_id:
            self.initial["station"] = self.instance.station.name

    def clean_credit_code(self):
        code = self.cleaned_data["credit_code"]
        return domain_clean(check_uscc, code) if code else ""

    def clean_account_number(self):
        number = re.sub(r"[\s-]", "", self.cleaned_data["account_number"])
        if number and not re.fullmatch(r"\d{8,32}", number):
            raise forms.ValidationError("账号应为8至32位数字。")
        return number


class HandlerFilter(SpokenFilterSet):
    q = filters.CharFilter(label="姓名、机构、专长、执业证号", method="by_words", max_length=40)
    kind = filters.ChoiceFilter(label="类别", choices=HandlerKind.choices, empty_label="全部")
    state = filters.ChoiceFilter(
        label="状态",
        method="by_state",
        choices=[
            ("available", "可指派"),
            ("leave", "请假"),
            ("expired", "证件到期"),
            ("off", "停止指派"),
        ],
        empty_label="全部",
    )

    operators = (Choice("类别", "kind"), Choice("状态", "state"))

    class Meta:
        model = Handler
        fields = []

    def by_words(self, handlers, name, word):
        return handlers.filter(
            goes_by(word, "user__")
            | Q(firm__name__contains=word)
            | Q(specialities__contains=word)
            | Q(licence__startswith=word)
        )

    def by_state(self, handlers, name, state):
        today = timezone.localdate()
        match state:
            case "available":
                return handlers.available(today)
            case "leave":
                return handlers.filter(user__in=Leave.objects.on(today).values("user"))
            case "expired":
                return handlers.filter(licence_expires__lt=today)
            case "off":
                return handlers.filter(Q(active=False) | Q(user__is_active=False))


class FirmFilter(SpokenFilterSet):
    q = filters.CharFilter(label="名称、信用代码", method="by_words", max_length=40)
    kind = filters.ChoiceFilter(label="类别", choices=FirmKind.choices, empty_label="全部")

    operators = (Choice("类别", "kind"),)

    class Meta:
        model = Firm
        fields = []

    def by_words(self, firms, name, word):
        return firms.filter(Q(name__contains=word) | Q(credit_code__startswith=word.upper()))
