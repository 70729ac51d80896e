import django_filters as filters
from django import forms
from django.urls import reverse_lazy

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.regions import check_region
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.forms import OfficeForm, OfficeModelForm, PhoneField
from stations.enums import Duty, Equipment, StationHost, StationKind
from stations.models import Station
from stations.queries.station import find_stations, for_tree


def day(label, **kwargs):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **kwargs)


def typed(names):
    """A line of text that offers names while one types; `names` is the address they come from."""
    attrs = {
        "list": "station-names",
        "autocomplete": "off",
        "hx-get": names,
        "hx-trigger": "focus once, input changed delay:200ms",
        "hx-target": "#station-names",
    }
    return forms.TextInput(attrs=attrs)


class PlaceField(forms.ModelChoiceField):
    """One station of a queryset: a select in a county; in a province, where thousands do not fit into one, the name as it is typed."""

    FEW = 30

    def __init__(self, queryset, *, names="stations:station_names", **kwargs):
        super().__init__(queryset, **kwargs)
        self.names = names

    def get_bound_field(self, form, field_name):
        offered = list(self.queryset.values_list("pk", "name")[: self.FEW + 1])
        self.offered = len(offered)
        if self.offered > self.FEW:
            self.widget = typed(reverse_lazy(self.names))
            self.widget.is_required = self.required
        else:
            blank = [] if self.empty_label is None else [("", self.empty_label)]
            self.choices = blank + offered
        return super().get_bound_field(form, field_name)

    def prepare_value(self, value):
        if not isinstance(self.widget, forms.TextInput):
            return super().prepare_value(value)

        station = value
        if _is_key(value):
            station = self.queryset.filter(pk=value).first()
        return station.name if isinstance(station, Station) else value

    def to_python(self, value):
        if value in self.empty_values or _is_key(value):
            return super().to_python(value)

        name = str(value).strip().replace("\0", "")  # PostgreSQL takes no such character
        station = self.queryset.filter(name=name).first()
        if station is None:
            raise forms.ValidationError(f"没有名为“{value}”的站点，请从列出的名称中选择。")
        return station


def _is_key(value):
    return as_number(str(value)) is not None


class PlaceFilter(filters.ModelChoiceFilter):
    field_class = PlaceField


class StationField(forms.CharField):
    """A station by its name, offered while one types."""

    def __init__(self, **kwargs):
        super().__init__(
            widget=typed(reverse_lazy("stations:station_names")), max_length=60, **kwargs
        )
        self.stations = Station.objects.none()

    def clean(self, value):
        name = super().clean(value)
        if not name:
            return None

        station = self.stations.open().filter(name=name).first()
        if station is None:
            raise forms.ValidationError(f"没有名为“{name}”的在用站点，请从列出的名称中选择。")
        return station


class StationForm(OfficeModelForm):
    region = forms.CharField(
        label="行政区划代码", max_length=12, required=False, help_text="GB/T 2260，6位；到乡镇9位"
    )
    duties = forms.MultipleChoiceField(
        label="职责", choices=Duty.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    equipment = forms.MultipleChoiceField(
        label="设施设备",
        choices=Equipment.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    phone = PhoneField(
        label="对外电话",
        required=False,
        error_messages={"invalid": "电话应为11位手机号、固定电话或12348。"},
    )

    class Meta:
        model = Station
        fields = [
            "name",
            "kind",
            "host",
            "nature",
            "region",
            "area",
            "address",
            "way",
            "buses",
            "step_free",
            "hours",
            "contact",
            "phone",
            "duties",
            "equipment",
            "posts",
            "floor_area",
        ]

    def clean_region(self):
        try:
            return check_region(self.cleaned_data["region"])
        except DomainError as error:
            raise forms.ValidationError(error.sentence) from None


class NewStationForm(StationForm):
    parent = StationField(label="上级", required=False)
    on = day("设立日期")

    field_order = ["name", "parent", "on"]

    def __init__(self, *args, stations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].stations = stations


class ActForm(OfficeForm):
    """A dated act with its reason."""

    on = day("日期")
    reason = forms.CharField(label="理由（文号）", max_length=200)

    def __init__(self, *args, stations, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, StationField):
                field.stations = stations


class MoveForm(ActForm):
    parent = StationField(label="新的上级")
    field_order = ["parent"]


class MergeForm(ActForm):
    into = StationField(label="并入")
    field_order = ["into"]


class StationFilter(filters.FilterSet):
    q = filters.CharFilter(label="名称、区域、区划代码", method="by_words", max_length=40)
    kind = filters.ChoiceFilter(label="类别", choices=StationKind.choices, empty_label="全部")
    host = filters.ChoiceFilter(label="设立单位", choices=StationHost.choices, empty_label="全部")
    closed = filters.BooleanFilter(
        label="含已撤销", method="with_closed", widget=forms.CheckboxInput
    )

    class Meta:
        model = Station
        fields = []

    @property
    def asked(self):
        """Whether anything was asked; without a question one sees the tree."""
        self.form.is_valid()
        return any(self.form.cleaned_data.values())

    def by_words(self, stations, name, words):
        return find_stations(stations, words)

    def with_closed(self, stations, name, wanted):
        return for_tree(stations, closed=wanted)
