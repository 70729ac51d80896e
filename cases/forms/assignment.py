from django import forms

from legalaid.platform.office.forms import OfficeForm


class AssignForm(OfficeForm):
    handler = forms.ModelChoiceField(
        label="承办人",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "请选择承办人。"},
    )
    reason = forms.CharField(
        label="指派理由", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, handlers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = handlers


class ReplaceForm(AssignForm):
    reason = forms.CharField(label="更换理由", widget=forms.Textarea(attrs={"rows": 2}))


class RecallForm(OfficeForm):
    reason = forms.CharField(label="撤回指派的理由", widget=forms.Textarea(attrs={"rows": 2}))
