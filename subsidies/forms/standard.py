from django import forms

from cases.enums import Grade, Kind
from legalaid.platform.core.forms import OfficeForm, OfficeModelForm
from subsidies.enums import Crossing, Manner, Service
from subsidies.models import Standard, StandardRate

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class StandardForm(OfficeModelForm):
    class Meta:
        model = Standard
        fields = [
            "title", "level", "region", "source", "valid_from", "valid_to", "group_step", "group_ceiling", "cross_city", "cross_province",
            "difficult", "gravest_factor", "case_ceiling", "factor_excellent", "factor_good", "factor_pass", "factor_fail", "file_days",
            "late_per_day", "late_ceiling", "notice_days",
        ]  # fmt: skip
        widgets = {"valid_from": DAY, "valid_to": DAY}

    def clean(self):
        data = super().clean()
        for name, value in data.items():
            if isinstance(self.fields[name], forms.DecimalField) and value is not None and value < 0:
                self.add_error(name, "金额和系数不能为负数。")
        return data


class RateForm(forms.ModelForm):
    kind = forms.ChoiceField(label="案件类别", choices=[("", "不限"), *Kind.choices], required=False)

    class Meta:
        model = StandardRate
        fields = ["service", "kind", "stage", "manner", "direct", "labour"]
        error_messages = dict.fromkeys(("direct", "labour"), {"max_decimal_places": "金额最多两位小数。"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            select = isinstance(field.widget, forms.Select)
            field.widget.attrs |= {"aria-label": field.label, "class": "form-select" if select else "form-control"}
        self.fields["stage"].widget.attrs["placeholder"] = "不限"

    def clean(self):
        data = super().clean()
        for name in ("direct", "labour"):
            if (data.get(name) or 0) < 0:
                self.add_error(name, "金额不能为负数。")
        return data


class BaseRates(forms.BaseFormSet):
    def rows(self):
        """The rows that were filled in."""
        return [row.cleaned_data for row in self if row.cleaned_data.get("direct") is not None]


RateFormSet = forms.formset_factory(RateForm, formset=BaseRates, extra=3)


def rates_of(standard):
    """The rows of a standard to write on; empty rows without one."""
    rows = standard.rates.all() if standard else ()
    return RateFormSet(initial=[{name: getattr(rate, name) for name in RateForm._meta.fields} for rate in rows])


class EndForm(OfficeForm):
    last_day = forms.DateField(label="执行至", widget=DAY)
    reason = forms.CharField(label="理由", max_length=100)


class ReasonForm(OfficeForm):
    reason = forms.CharField(label="理由", max_length=100)


class TryForm(OfficeForm):
    """Facts without a case."""

    standard = forms.ModelChoiceField(label="标准", queryset=Standard.objects.all())
    service = forms.ChoiceField(label="服务", choices=Service.choices)
    kind = forms.ChoiceField(label="案件类别", choices=[("", "不限"), *Kind.choices], required=False)
    stage = forms.CharField(label="阶段", required=False, max_length=24)
    manner = forms.ChoiceField(label="办理方式", choices=Manner.choices, required=False)
    quantity = forms.DecimalField(label="数量（件、日、人次）", initial=1, min_value=0, max_digits=8, decimal_places=1)
    grade = forms.ChoiceField(label="质量等次", choices=[("", "未评"), *Grade.choices], required=False)
    crossing = forms.ChoiceField(label="跨区域", choices=Crossing.choices, required=False)
    difficult = forms.BooleanField(label="重大疑难", required=False)
    gravest = forms.BooleanField(label="可能判处无期徒刑、死刑或者死刑复核", required=False)
    public_post = forms.BooleanField(label="有公职身份或者属机构人员", required=False)
    direct_costs = forms.DecimalField(label="直接费用票据合计（元）", required=False, min_value=0, max_digits=8, decimal_places=2)
    group_number = forms.IntegerField(label="同一事实第几件", initial=1, min_value=1)
    group_sum = forms.DecimalField(
        label="同一事实其他案件已发（元）", required=False, min_value=0, max_digits=8, decimal_places=2
    )
    file_took = forms.IntegerField(label="结案至报送天数", initial=0, min_value=0)
