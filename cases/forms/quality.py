from django import forms

from cases.domain.quality import CONFLICT
from cases.enums import Grade
from legalaid.platform.office.forms import OfficeForm
from stations.forms.roster import PersonField

from .progress import day


class GradeForm(OfficeForm):
    grade = forms.TypedChoiceField(
        label="质量等次", choices=Grade.choices, coerce=Grade, widget=forms.RadioSelect
    )
    evaluator = PersonField(
        None, label="评估人", required=False, error_messages={"invalid_choice": CONFLICT},
        help_text="请其他机构的人员评估案卷的，在此登记；名单中没有本案承办人及其机构的人员。",
    )  # fmt: skip
    evaluated_on = day("评估日期", required=False)
    opinion = forms.CharField(
        label="评定意见", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, evaluators, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evaluator"].queryset = evaluators
