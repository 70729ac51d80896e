from django import forms

from cases.law import callback, local
from cases.models import CallQuestions, Cause, EconomicStandard, LocalTopics
from cases.queries.local import last_ticked
from legalaid.platform.core import words
from legalaid.platform.office.forms import OfficeForm, OfficeModelForm
from legalaid.platform.procedure import clocks
from legalaid.platform.procedure.models import ClockRule, PauseRule

from .fields import day_box, either, text


class YearForm(OfficeForm):
    year = forms.IntegerField(label="年份", min_value=2020, max_value=2100)
    source = text("来源（文号）", length=120)
    text = forms.CharField(
        label="国务院办公厅通知原文",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="把通知全文粘贴在这里，系统从中读出放假和调休的日期。",
    )


class ClockForm(OfficeModelForm):
    class Meta:
        model = ClockRule
        fields = [
            "limit",
            "unit",
            "roll",
            "article",
            "promised_limit",
            "promised_unit",
            "valid_from",
        ]
        widgets = {"valid_from": day_box()}
        help_texts = {"promised_limit": "比法定更短的时限；不另作承诺的留空。"}

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        if ClockRule.objects.filter(key=self.instance.key, valid_from=day).exists():
            raise forms.ValidationError("这一天起已有一条规则，请换一个日期。")
        return day

    def clean(self):
        """A date set in the notice needs a notice: only the rules that are so by law may have it, and they no other unit."""
        data = super().clean()
        set_by_notice = clocks.RULES[self.instance.key].unit == clocks.Unit.SET

        if data.get("unit") == clocks.Unit.SET and not set_by_notice:
            self.add_error("unit", "该期限不由通知书指定，请选择日、工作日或小时。")
        if data.get("unit") and data["unit"] != clocks.Unit.SET and set_by_notice:
            self.add_error("unit", "该期限由通知书指定，不能改为固定时限。")

        promised = data.get("promised_limit") is not None
        if promised and data.get("promised_unit") == clocks.Unit.SET:
            self.add_error("promised_unit", "承诺时限请选择分钟、小时、日或工作日。")
        return data


class PauseForm(OfficeModelForm):
    counts = either("停止计算的当天", "计入期限", "不计入期限")

    class Meta:
        model = PauseRule
        fields = ["counts", "source", "valid_from"]
        widgets = {"valid_from": day_box()}
        help_texts = {"valid_from": "自这一天起起算的期限适用。"}


class QuestionsForm(OfficeModelForm):
    class Meta:
        model = CallQuestions
        fields = ["text", "source", "valid_from"]
        widgets = {"valid_from": day_box(), "text": forms.Textarea(attrs={"rows": 10})}
        help_texts = {
            "text": f"一行一个问题，以{'、'.join(callback.ANSWERS)}作答。",
            "valid_from": "自这一天起的回访这样问；以前的记录不变。",
        }

    def clean_text(self):
        text = "\n".join(callback.lines(self.cleaned_data["text"]))
        if wrong := callback.fault(text):
            raise forms.ValidationError(wrong)
        return text


class LocalTopicsForm(OfficeModelForm):
    class Meta:
        model = LocalTopics
        fields = ["text", "source", "valid_from"]
        widgets = {"valid_from": day_box(), "text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "text": f"一行一栏，最多{len(local.COLUMNS)}栏；先后就是季报上的先后，改名的请留在原来那一行。全部清空就是不列。",
            "valid_from": "自这一天起登记的咨询按这些名称勾选；以前的记录不变。",
        }

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        if last := last_ticked(day):
            raise forms.ValidationError(
                f"{words.day(last)}登记的咨询已按原来的名称勾选，请从那以后的一天起。"
            )
        return day

    def clean_text(self):
        text = "\n".join(local.lines(self.cleaned_data["text"]))
        if wrong := local.fault(text):
            raise forms.ValidationError(wrong)
        return text


class StandardForm(OfficeModelForm):
    class Meta:
        model = EconomicStandard
        fields = ["region", "valid_from", "monthly_per_head", "asset_limit", "source"]
        widgets = {"valid_from": day_box()}


class CauseForm(OfficeModelForm):
    class Meta:
        model = Cause
        fields = ["frequent", "row"]
        help_texts = {"frequent": "件数多的案由排在登记页前面；0 表示不列入常用。"}
