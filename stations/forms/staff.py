from functools import partial

import django_filters as filters
from django import forms
from django.db.models import Q

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.names import WELL_FORMED, LoginNameInput, proposed_login
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind, read_id
from legalaid.platform.core.named import goes_by
from legalaid.platform.office.forms import OfficeForm, OfficeModelForm, PhoneField, RowsField
from legalaid.platform.office.operators import Choice, Flag, SpokenFilterSet
from stations.enums import LeaveKind, Post
from stations.models import Staff

from .station import StationField, day

PUBLIC = ("public", "public_text")
PROFILE = ("sex", "degree", "law_major", "qualified", *PUBLIC)


def is_taken(login):
    return User.objects.filter(username=login).exists()


class AccountFields(OfficeModelForm):
    """The account beside the person's own row: `account()` and `facts()` are what the acts take."""

    name = forms.CharField(label="姓名", max_length=40)
    username = LoginNameInput(
        label="登录名",
        max_length=40,
        validators=[WELL_FORMED],
        required=False,
        help_text="不填的按姓名拼音拟定",
    )
    phone = PhoneField(
        label="电话",
        required=False,
        error_messages={"invalid": "电话应为11位手机号或固定电话。"},
    )
    email = forms.EmailField(label="电子邮箱", required=False)
    id_number = forms.CharField(
        label="身份证号码（只用来核对本人是不是案件的当事人）",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="只留核对码，不保存号码。",
    )
    station = StationField(label="站点")
    field_order = ["name", "username", "station"]

    OF_ACCOUNT = ("name", "username", "phone", "email", "role")

    def __init__(self, *args, stations, **kwargs):
        row = kwargs.get("instance")
        registered = row is not None and row.pk
        if registered:
            user = row.user
            now = {
                "name": user.name,
                "phone": user.phone,
                "email": user.email,
                "station": row.station.name,
            }
            kwargs["initial"] = now | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

        self.fields["station"].stations = stations
        if registered:
            said = "已登记，不改不填。" if row.id_blind else "还没有登记。"
            self.fields["id_number"].help_text += said
            for name in ("username", "role"):
                self.fields.pop(name, None)

    def clean_username(self):
        username = self.cleaned_data["username"]
        if not username:
            return proposed_login(self.cleaned_data.get("name", ""), is_taken)
        if is_taken(username):
            raise forms.ValidationError(f"登录名“{username}”已有人使用，请核对是否重复登记。")
        return username

    def clean_id_number(self):
        typed = self.cleaned_data["id_number"]
        read = partial(read_id, IdKind.RESIDENT)
        return domain_clean(read, typed).number if typed else ""

    def account(self):
        data = self.cleaned_data
        return {name: data[name] for name in self.OF_ACCOUNT if name in data}

    def facts(self):
        data = self.cleaned_data
        but = (*self.OF_ACCOUNT, "id_number")
        facts = {name: value for name, value in data.items() if name not in but}
        if number := data.get("id_number"):
            facts["id_blind"] = blind(number, "person.id_number")
        return facts


class StaffForm(AccountFields):
    role = forms.ChoiceField(label="岗位")
    joined_on = day("到岗日期", required=False)
    field_order = ["name", "username", "role", "station"]

    class Meta:
        model = Staff
        fields = ["title", "post", "full_time", "joined_on", *PROFILE]

    def __init__(self, *args, roles, **kwargs):
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            self.fields["role"].choices = [(role.value, role.label) for role in roles]


class PeopleField(RowsField):
    """People with where they work and their login name."""

    def label_from_instance(self, person):
        member = getattr(person, "handler", None) or getattr(person, "staff", None)
        place = member.firm if hasattr(member, "firm") else member.station
        return f"{person.name}（{place}，登录名{person.username}）"


class InvitationsForm(OfficeForm):
    people = PeopleField(
        User.objects.none(), label="还没有登录过的人员", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people


class LeaveForm(OfficeForm):
    kind = forms.ChoiceField(label="类别", choices=LeaveKind.choices)
    starts = day("自")
    ends = day("至（含当日）")
    note = forms.CharField(label="说明", max_length=120, required=False)


class DeactivateForm(OfficeForm):
    on = day("离岗日期")
    to = forms.ModelChoiceField(
        User.objects.none(), label="接手人", required=False, empty_label="没有在办事项，不需要"
    )
    reason = forms.CharField(label="理由", max_length=200)

    def __init__(self, *args, successors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = successors


class PhotoForm(OfficeForm):
    file = forms.FileField(
        label="照片（JPG、PNG、HEIC）", widget=forms.ClearableFileInput(attrs={"accept": "image/*"})
    )


class StaffFilter(SpokenFilterSet):
    q = filters.CharFilter(label="姓名、职务、站点", method="by_words", max_length=40)
    post = filters.ChoiceFilter(label="用工性质", choices=Post.choices, empty_label="全部")
    time = filters.ChoiceFilter(
        label="专兼职",
        method="by_time",
        choices=[("full", "专职"), ("part", "兼职")],
        empty_label="全部",
    )
    left = filters.BooleanFilter(
        label="含已离岗", method="with_those_who_left", widget=forms.CheckboxInput
    )

    operators = (
        Choice("用工性质", "post", alias="用工"),
        Choice("专兼职", "time"),
        Flag("含已离岗", "left"),
    )

    class Meta:
        model = Staff
        fields = []

    def by_words(self, staff, name, word):
        return staff.filter(
            goes_by(word, "user__") | Q(title__contains=word) | Q(station__name__contains=word)
        )

    def by_time(self, staff, name, time):
        return staff.filter(full_time=time == "full")

    def with_those_who_left(self, staff, name, wanted):
        return staff if wanted else staff.working()


class RevealForm(OfficeForm):
    reason = forms.CharField(
        label="查看理由",
        min_length=2,
        max_length=120,
        widget=forms.TextInput(attrs={"autofocus": False}),
        error_messages=dict.fromkeys(("required", "min_length"), "请写明查看的理由。"),
    )


def domain_clean(check, value):
    """A check that raises DomainError, as a form's validator."""
    try:
        return check(value)
    except DomainError as error:
        raise forms.ValidationError(error.sentence) from None
