from django import forms
from django.db.models import TextChoices
from django.utils import timezone

from cases.enums import FollowUpResult, Outcome, Satisfaction
from cases.law import closing_date, retention, sevenones
from legalaid.platform.office.forms import OfficeForm

from .progress import MANNERS, day

YES_NO = [("True", "是"), ("False", "否")]


class ConcludeForm(OfficeForm):
    document = forms.ChoiceField(label="结案依据")
    document_number = forms.CharField(label="文书编号", max_length=60, required=False)
    closed_on = day("结案日", initial=timezone.localdate)
    outcome = forms.ChoiceField(label="办理结果")
    amount_won = forms.DecimalField(
        label="挽回损失或取得利益（元）", max_digits=14, decimal_places=2, min_value=0, required=False,
        error_messages={"min_value": "金额不能为负数。"},
    )  # fmt: skip
    adopted = forms.CharField(
        label="意见采纳情况", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    result = forms.CharField(label="处理结果", widget=forms.Textarea(attrs={"rows": 4}))

    CRIMINAL = (Outcome.ADOPTED, Outcome.PARTLY_ADOPTED, Outcome.NOT_ADOPTED)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = [
            (text, text) for text in closing_date.documents(case.kind, case.stage)
        ]
        criminal = case.kind == "criminal"
        self.fields["outcome"].choices = [
            (o.value, o.label) for o in Outcome if (o in self.CRIMINAL) == criminal
        ]


class ReportClosureForm(OfficeForm):
    summary = forms.CharField(label="承办情况小结", widget=forms.Textarea(attrs={"rows": 8}))
    discussed_on = day("集体讨论日期", required=False)
    discussion = forms.CharField(
        label="集体讨论情况", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self):
        data = super().clean()
        if bool(data.get("discussed_on")) != bool(data.get("discussion")):
            self.add_error("discussion", "集体讨论的日期和情况须一并填写。")
        return data


class ReturnClosureForm(OfficeForm):
    REASONS = (
        "缺少必备材料",
        "材料不完整",
        "签名或日期缺失",
        "结案报告过于简单",
        "文书与案情不符",
        "其他",
    )
    reasons = forms.MultipleChoiceField(
        label="退回理由", choices=[(r, r) for r in REASONS], widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label="具体要求", widget=forms.Textarea(attrs={"rows": 3}))


class ApproveClosureForm(OfficeForm):
    opinion = forms.CharField(
        label="结案审查意见",
        initial="材料齐全规范，同意结案。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TryFollowUpForm(OfficeForm):
    manner = forms.ChoiceField(label="方式", choices=MANNERS, initial="电话")
    result = forms.ChoiceField(
        label="结果",
        choices=[(r.value, r.label) for r in FollowUpResult if r != FollowUpResult.REACHED],
    )
    note = forms.CharField(label="备注", required=False)

    def clean_result(self):
        return FollowUpResult(self.cleaned_data["result"])


class FollowUpForm(OfficeForm):
    manner = forms.ChoiceField(label="方式", choices=MANNERS, initial="电话")
    met = forms.TypedChoiceField(
        label="承办人是否与您见过面",
        choices=YES_NO,
        coerce=lambda v: v == "True",
        widget=forms.RadioSelect,
    )
    told = forms.TypedChoiceField(
        label="是否告知权利义务和诉讼风险",
        choices=YES_NO,
        coerce=lambda v: v == "True",
        widget=forms.RadioSelect,
    )
    reported = forms.TypedChoiceField(
        label="是否向您通报办理进展",
        choices=YES_NO,
        coerce=lambda v: v == "True",
        widget=forms.RadioSelect,
    )
    money_asked = forms.TypedChoiceField(
        label="是否收取您的财物",
        choices=YES_NO,
        coerce=lambda v: v == "True",
        widget=forms.RadioSelect,
    )
    satisfaction = forms.ChoiceField(
        label="满意度", choices=Satisfaction.choices, widget=forms.RadioSelect
    )
    suggestions = forms.CharField(
        label="意见建议", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_satisfaction(self):
        return Satisfaction(self.cleaned_data["satisfaction"])


SevenOne = TextChoices("SevenOne", [(key, (key, title)) for key, title in sevenones.TITLES.items()])


class WaiveForm(OfficeForm):
    item = forms.TypedChoiceField(
        label="免除事项", coerce=SevenOne, error_messages={"required": "请选择免除哪一项。"}
    )
    reason = forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, missing, **kwargs):
        """`missing`: which of the seven are neither done nor waived."""
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", "请选择"), *((one.key, one.title) for one in missing)]


class ArchiveForm(OfficeForm):
    retention = forms.ChoiceField(
        label="保管期限", choices=[(p, p) for p in retention.PERIODS], initial=retention.DEFAULT
    )
    note = forms.CharField(
        label="备考（写入备考表）", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
