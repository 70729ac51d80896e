from django import forms

from cases.enums import Grade, Kind
from cases.law.grounds import STAGES
from legalaid.platform.office.forms import OfficeForm, OfficeModelForm
from subsidies.enums import Cost, Crossing, Manner, Service
from subsidies.models import Standard, StandardRate

AMOUNTS = ("direct", "labour")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class StandardForm(OfficeModelForm):
    costs = forms.MultipleChoiceField(
        label="直接费用按项申报（不勾选为只报合计）",
        choices=Cost.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Standard
        fields = [
            "title", "level", "region", "source", "valid_from", "valid_to", "group_step", "group_ceiling", "cross_city", "cross_province",
            "difficult", "cross_city_percent", "cross_province_percent", "difficult_percent", "gravest_factor",
            "case_ceiling", "factor_excellent", "factor_good", "factor_pass", "factor_fail", "withheld_by", "beside_duty", "graded", "costs", "file_days",
            "late_per_day", "late_ceiling", "notice_days",
        ]  # fmt: skip
        widgets = {"valid_from": DAY, "valid_to": DAY}

    def clean(self):
        data = super().clean()
        for name, value in [*data.items()]:
            is_sum = isinstance(self.fields[name], forms.DecimalField)
            if is_sum and value is not None and value < 0:
                self.add_error(name, "金额和系数不能为负数。")
        return data


# a list in a narrow column keeps room for its arrow
STYLES = {forms.Select: "form-select pe-5", forms.CheckboxInput: "form-check-input"}
STAGE_CHOICES = [("", "不限"), *((stage.code, stage.text) for stage in STAGES)]
# a new sheet: a row for each service, more of them for cases
BLANK = [Service.CASE] * 3 + [service for service in Service if service != Service.CASE]


class RateForm(forms.ModelForm):
    kind = forms.ChoiceField(
        label="案件类别", choices=[("", "不限"), *Kind.choices], required=False
    )
    stage = forms.ChoiceField(label="阶段", choices=STAGE_CHOICES, required=False)
    grade = forms.ChoiceField(
        label="质量等次", choices=[("", "不限"), *Grade.choices], required=False
    )

    class Meta:
        model = StandardRate
        fields = ["service", "kind", "stage", "manner", "grade", "by_share", "direct", "labour"]
        error_messages = dict.fromkeys(AMOUNTS, {"max_decimal_places": "金额最多两位小数。"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            style = STYLES.get(type(field.widget), "form-control")
            field.widget.attrs |= {"aria-label": field.label, "class": style}

        for name in AMOUNTS:
            self.fields[name].required = False

    def clean(self):
        data = super().clean()
        for name in AMOUNTS:
            amount = data.get(name)
            is_begun = any(data.get(other) is not None for other in AMOUNTS)
            if amount is not None and amount < 0:
                self.add_error(name, "金额不能为负数。")
            elif amount is None and is_begun and name not in self.errors:
                self.add_error(name, "请填写金额，没有的填0。")
        return data


class BaseRates(forms.BaseFormSet):
    def rows(self):
        """The rows that were filled in."""
        return [row.cleaned_data for row in self if row.cleaned_data.get("direct") is not None]


RateFormSet = forms.formset_factory(RateForm, formset=BaseRates, extra=3)


def rates_of(standard):
    """The rows of a standard to write on; without one, a row for each service."""
    if standard is None:
        return RateFormSet(initial=[{"service": service} for service in BLANK])

    rows = [
        {name: getattr(rate, name) for name in RateForm._meta.fields}
        for rate in standard.rates.all()
    ]
    return RateFormSet(initial=rows)


class EndForm(OfficeForm):
    last_day = forms.DateField(label="执行至", widget=DAY)
    reason = forms.CharField(label="理由", max_length=100)


class TryForm(OfficeForm):
    """Facts without a case."""

    standard = forms.ModelChoiceField(label="标准", queryset=Standard.objects.all())
    service = forms.ChoiceField(label="服务", choices=Service.choices)
    kind = forms.ChoiceField(
        label="案件类别", choices=[("", "不限"), *Kind.choices], required=False
    )
    stage = forms.ChoiceField(label="阶段", choices=STAGE_CHOICES, required=False)
    manner = forms.ChoiceField(label="办理方式", choices=Manner.choices, required=False)
    quantity = forms.DecimalField(
        label="数量（件、日、人次）", initial=1, min_value=0, max_digits=8, decimal_places=1
    )
    grade = forms.ChoiceField(
        label="质量等次", choices=[("", "未评"), *Grade.choices], required=False
    )
    crossing = forms.ChoiceField(label="跨区域", choices=Crossing.choices, required=False)
    difficult = forms.BooleanField(label="重大疑难", required=False)
    gravest = forms.BooleanField(label="可能判处无期徒刑、死刑或者死刑复核", required=False)
    public_post = forms.BooleanField(label="有公职身份或者属机构人员", required=False)
    direct_costs = forms.DecimalField(
        label="直接费用票据合计（元）", required=False, min_value=0, max_digits=8, decimal_places=2
    )
    group_number = forms.IntegerField(label="同一事实第几件", initial=1, min_value=1)
    group_sum = forms.DecimalField(
        label="同一事实其他案件已发（元）",
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
    )
    executed = forms.IntegerField(
        label="执行到位的比例（%）", required=False, min_value=0, max_value=100
    )
    file_took = forms.IntegerField(label="结案至报送天数", initial=0, min_value=0)
