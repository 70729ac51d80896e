import django_filters as filters
from django import forms
from django.utils import timezone

from legalaid.platform.office.forms import OfficeModelForm, RowsField
from stations.enums import Medium, OutreachForm, StationKind, Venue
from stations.models import OutreachEvent, OutreachGoal, OutreachTag, Station

from .roster import clock
from .station import PlaceField, PlaceFilter, day


class EventForm(OfficeModelForm):
    day = day("日期")
    township = PlaceField(
        Station.objects.none(),
        label="所在乡镇（街道）",
        required=False,
        empty_label="全县",
        names="stations:unit_names",
    )
    begins = clock("开始时间", required=False)
    people = forms.IntegerField(
        label="受众（人次）",
        min_value=0,
        max_value=10_000_000,
        required=False,
        help_text="还没有举办的活动留空，列入日历；举办后回来填写",
    )
    materials = forms.IntegerField(
        label="发放资料（份）", min_value=0, max_value=10_000_000, required=False
    )
    consultations = forms.IntegerField(
        label="现场解答咨询（人次）", min_value=0, max_value=1_000_000, required=False
    )

    class Meta:
        model = OutreachEvent
        fields = [
            "title",
            "form",
            "venue",
            "medium",
            "day",
            "begins",
            "township",
            "place",
            "people",
            "materials",
            "consultations",
            "tags",
            "summary",
        ]
        field_classes = {"tags": RowsField}
        widgets = {
            "tags": forms.CheckboxSelectMultiple,
            "summary": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, stations, **kwargs):
        super().__init__(*args, **kwargs)
        top = stations.order_by("path").first()
        root = top.path.split("/")[0] if top else "-"
        townships = Station.objects.open().filter(kind=StationKind.TOWNSHIP)

        self.fields["township"].queryset = townships.filter(path__startswith=f"{root}/")
        self.fields["tags"].queryset = OutreachTag.objects.all()

    def clean_materials(self):
        return self.cleaned_data["materials"] or 0

    def clean_consultations(self):
        return self.cleaned_data["consultations"] or 0


class YearFilter(filters.Filter):
    field_class = forms.IntegerField


class OutreachFilter(filters.FilterSet):
    """Without a year, this year's."""

    year = YearFilter(label="年度", field_name="day__year", min_value=2000, max_value=2100)
    form = filters.ChoiceFilter(label="形式", choices=OutreachForm.choices, empty_label="全部")
    venue = filters.ChoiceFilter(label="七进", choices=Venue.choices, empty_label="全部")
    medium = filters.ChoiceFilter(label="媒介", choices=Medium.choices, empty_label="全部")
    township = PlaceFilter(label="乡镇（街道）", empty_label="全部")
    tag = filters.ModelChoiceFilter(
        label="普法规划",
        field_name="tags",
        queryset=OutreachTag.objects.all(),
        empty_label="全部",
    )

    class Meta:
        model = OutreachEvent
        fields = []

    def __init__(self, *args, townships, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["township"].queryset = townships

    @property
    def shown_year(self):
        return self.form.cleaned_data.get("year") or timezone.localdate().year

    def filter_queryset(self, events):
        if not self.form.cleaned_data.get("year"):
            events = events.filter(day__year=self.shown_year)
        return super().filter_queryset(events)


class PlanLineForm(OfficeModelForm):
    class Meta:
        model = OutreachGoal
        fields = ["year", "form", "venue", "events", "people"]


class TagForm(OfficeModelForm):
    class Meta:
        model = OutreachTag
        fields = ["name", "first_year", "last_year"]
