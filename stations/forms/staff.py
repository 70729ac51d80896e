import django_filters as filters
from django import forms
from django.db.models import Q

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.names import WELL_FORMED, LoginNameInput
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.forms import OfficeForm, OfficeModelForm
from legalaid.platform.office.operators import Choice, Flag, SpokenFilterSet
from stations.enums import LeaveKind, Post
from stations.models import Staff

from .station import PHONE, StationField, day

PUBLIC = ("public", "public_text")
PROFILE = ("sex", "degree", "law_major", "qualified", *PUBLIC)


class AccountFields(OfficeModelForm):
    """The account beside the person's own row: `account()` and `facts()` are what the acts take."""

    name = forms.CharField(label="姓名", max_length=40)
    username = LoginNameInput(label="登录名", max_length=40, validators=[WELL_FORMED])
    phone = forms.RegexField(
        PHONE,
        label="电话",
        required=False,
        error_messages={"invalid": "电话应为11位手机号或固定电话。"},
    )
    email = forms.EmailField(label="电子邮箱", required=False)
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
            for name in ("username", "role"):
                self.fields.pop(name, None)

    def clean_username(self):
        username = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError(f"登录名“{username}”已有人使用，请核对是否重复登记。")
        return username

    def account(self):
        data = self.cleaned_data
        return {name: data[name] for name in self.OF_ACCOUNT if name in data}

    def facts(self):
        data = self.cleaned_data
        return {name: value for name, value in data.items() if name not in self.OF_ACCOUNT}


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
            Q(user__name__contains=word) | Q(title__contains=word) | Q(station__name__contains=word)
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
