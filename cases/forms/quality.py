from django import forms

from cases.domain.quality import CONFLICT
from cases.enums import Grade
from legalaid.platform.office.forms import OfficeForm
from stations.forms.roster import PersonField

from .fields import day, text


class GradeForm(OfficeForm):
    grade = forms.TypedChoiceField(
        label="质量等次", choices=Grade.choices, coerce=Grade, widget=forms.RadioSelect
    )
    evaluator = PersonField(
        None,
        label="评估人",
        required=False,
        error_messages={"invalid_choice": CONFLICT},
        help_text="请其他机构的人员评估案卷的，在此登记；名单中没有本案承办人及其机构的人员。",
    )
    evaluated_on = day("评估日期", required=False)
    opinion = text("评定意见", required=False, length=400, rows=3)

    def __init__(self, *args, evaluators, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evaluator"].queryset = evaluators
