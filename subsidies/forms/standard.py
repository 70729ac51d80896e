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
    class Meta:
        model = StandardRate
        fields = ["service", "kind", "stage", "manner", "direct", "labour"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs |= {"aria-label": field.label, "class": "form-control"}
            if name in ("direct", "labour"):
                field.min_value = 0

    def clean(self):
        data = super().clean()
        for name in ("direct", "labour"):
            if (data.get(name) or 0) < 0:
                self.add_error(name, "金额不能为负数。")
        return data


RateFormSet = forms.formset_factory(RateForm, extra=3)


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
    group_number = forms.IntegerField(label="同一事实第几件", initial=1, min_value=1)
    group_sum = forms.DecimalField(label="同一事实已发（元）", initial=0, min_value=0, max_digits=8, decimal_places=2)
    file_took = forms.IntegerField(label="结案至报送天数", initial=0, min_value=0)
