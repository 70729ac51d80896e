from django import forms

from cases.enums import Grade
from legalaid.platform.core.forms import OfficeForm


class GradeForm(OfficeForm):
    grade = forms.TypedChoiceField(label="质量等次", choices=Grade.choices, coerce=Grade, widget=forms.RadioSelect)
    opinion = forms.CharField(label="评定意见", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
