from django import forms

from legalaid.platform.office.forms import OfficeForm

from .fields import text, themselves, ticks


class AssignForm(OfficeForm):
    handler = forms.ModelChoiceField(
        label="承办人",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "请选择承办人。"},
    )
    reason = text("指派理由", required=False, rows=2)

    def __init__(self, *args, handlers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = handlers


class ReplaceForm(AssignForm):
    reason = text("更换理由", rows=2)


class RecallForm(OfficeForm):
    reason = text("撤回指派的理由", rows=2)


class TakeOverForm(OfficeForm):
    received = ticks("收到的材料", required=False)
    note = text("没有收到的，写明情况", required=False, rows=2)

    def __init__(self, *args, transfers, **kwargs):
        super().__init__(*args, **kwargs)
        items = dict.fromkeys(item for row in transfers for item in row.items)
        self.fields["received"].choices = themselves(items)
