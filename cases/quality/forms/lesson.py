from django import forms

from legalaid.platform.office.forms import OfficeForm
from stations.models import Course


class LessonForm(OfficeForm):
    item = forms.ChoiceField(label="弱项")
    course = forms.ModelChoiceField(label="课程", queryset=Course.objects.none())

    def __init__(self, *args, items, courses, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [(one, one) for one in items]
        self.fields["course"].queryset = courses
