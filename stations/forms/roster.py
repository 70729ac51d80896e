from django import forms
from django.utils import timezone

from legalaid.platform.office.forms import OfficeForm, OfficeModelForm
from stations.enums import HelpKind
from stations.models import DutyPost, Handler, Shift, Station

from .station import PlaceField, day


def clock(label, **kwargs):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **kwargs)


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, handler):
        return f"{handler.user.name}（{handler.get_kind_display()}，{handler.firm.name}）"


class PlaceForm(forms.Form):
    """Whose month is shown."""

    station = PlaceField(
        Station.objects.none(),
        label="机构",
        required=False,
        names="stations:planned_names",
        empty_label="就近",
    )

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = places


class PostForm(OfficeModelForm):
    starts = clock("上岗时间")
    ends = clock("离岗时间")

    class Meta:
        model = DutyPost
        fields = ["name", "kind", "place", "starts", "ends", "break_minutes", "rest_days", "active"]


class NewPostForm(PostForm):
    """Which institution a post belongs to is settled when it is set up: plans are made of it there."""

    station = PlaceField(Station.objects.none(), label="管理机构", empty_label=None)
    field_order = ["station"]

    def __init__(self, *args, stations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations


class AddShiftForm(OfficeForm):
    day = day("日期")
    post = forms.ModelChoiceField(label="岗位", queryset=DutyPost.objects.none())
    handler = PersonField(label="值班人员", queryset=Handler.objects.none())

    def __init__(self, *args, posts, handlers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset, self.fields["handler"].queryset = posts, handlers


class ReassignForm(OfficeForm):
    handler = PersonField(label="改由谁值班", queryset=Handler.objects.none())
    reason = forms.CharField(label="理由", max_length=100)

    def __init__(self, *args, handlers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = handlers


class ReasonForm(OfficeForm):
    reason = forms.CharField(label="理由", min_length=2, max_length=120)


class HelpForm(OfficeForm):
    """Form 28 in numbers: how often each kind of help was given; nothing is asked where each help was registered by person."""

    def __init__(self, *args, shift, **kwargs):
        super().__init__(*args, **kwargs)
        for kind in HelpKind if shift.helped is None else ():
            self.fields[kind.value] = forms.IntegerField(
                label=kind.label, min_value=0, max_value=500, required=False
            )

    @property
    def helps(self):
        return {kind.value: self.cleaned_data.get(kind.value) or 0 for kind in HelpKind}


class CorrectForm(HelpForm):
    begin = clock("签到时间")
    end = clock("签退时间")
    reason = forms.CharField(label="更正理由", min_length=2, max_length=120)

    def moments(self, on):
        """Sign-in and sign-out on the day of the duty."""
        return [
            timezone.make_aware(timezone.datetime.combine(on, self.cleaned_data[name]))
            for name in ("begin", "end")
        ]


class SwapForm(OfficeForm):
    other = PersonField(label="请谁值班", queryset=Handler.objects.none())
    returned = forms.ModelChoiceField(
        label="换回对方哪一班",
        queryset=Shift.objects.none(),
        required=False,
        help_text="不选表示只请对方代班",
    )
    reason = forms.CharField(label="原因", min_length=2, max_length=120)

    def __init__(self, *args, handlers, shifts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = handlers
        self.fields["returned"].queryset = shifts
        self.fields["returned"].label_from_instance = lambda shift: (
            f"{shift.handler} {shift.day:%m-%d} {shift.post}"
        )
