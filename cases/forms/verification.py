from datetime import timedelta

from django import forms
from django.utils import timezone

from cases.enums.agencies import QuerySource, Verified
from legalaid.platform.office.forms import OfficeForm

from .fields import day, one_of, text


class QueryMeansForm(OfficeForm):
    source = one_of("查询对象", QuerySource.choices)
    office = text("单位名称（全称）", length=80)
    about = text("被查询人（申请人或者共同生活的家庭成员）", length=60)
    what = text("查询事项", length=500, rows=2)
    asked_on = day("查询日期", initial=timezone.localdate)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].initial = case.applicant.name

    def clean_source(self):
        return QuerySource(self.cleaned_data["source"])


class OfOneQuery(OfficeForm):
    query = forms.ModelChoiceField(label="哪一项查询", queryset=None, empty_label="请选择")

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["query"].queryset = rows = case.means_queries.standing()
        if len(rows) == 1:
            self.fields["query"].initial = rows[0]


class AnswerQueryForm(OfOneQuery):
    answered_on = day("答复日期", initial=timezone.localdate)
    answer = text("查询结果（书面答复的扫描件在“材料”上传）", length=1000, rows=3)


class VoidQueryForm(OfOneQuery):
    reason = text("作废的理由（如查错了人）", length=300, rows=2)


def _year_begins():
    return timezone.localdate().replace(month=1, day=1)


class DrawForm(OfficeForm):
    first = day("申请收到日期自", initial=_year_begins)
    last = day("至", initial=lambda: timezone.localdate() - timedelta(days=1))
    share = forms.IntegerField(label="抽取比例（%）", min_value=1, max_value=100, initial=10)
    seed = text("随机种子（当众摇号等取得的，没有的系统生成）", required=False, length=40)


class VerifyForm(OfficeForm):
    result = one_of("核查结果", Verified.choices)
    note = text("核查情况（向谁查的、查到什么）", length=1000, rows=3)
    bar = forms.BooleanField(
        label="承诺不属实，今后不再适用诚信承诺（不影响其申请）", required=False
    )

    def clean_result(self):
        return Verified(self.cleaned_data["result"])


class LiftBarForm(OfficeForm):
    reason = text("解除的理由", length=300, rows=2)
