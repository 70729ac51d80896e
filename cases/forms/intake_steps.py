from datetime import timedelta

from django import forms
from django.utils import timezone

from cases.law import grounds
from legalaid.platform.office.forms import OfficeForm

from .progress import day


class MaterialsForm(OfficeForm):
    """Which lines of the checklist are in hand."""

    received = forms.MultipleChoiceField(
        label="已收到的材料", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        rows = list(case.materials.all())
        self.fields["received"].choices = [
            (row.slot, f"{row.title}{'' if row.required else '（如有）'}") for row in rows
        ]
        self.fields["received"].initial = [row.slot for row in rows if row.received_on]


class GapsForm(OfficeForm):
    owed = forms.MultipleChoiceField(label="容缺的材料", widget=forms.CheckboxSelectMultiple)
    owed_by = day("补交期限", initial=lambda: timezone.localdate() + timedelta(days=7))

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owed"].choices = [
            (m.title, m.title) for m in case.materials.all() if not m.received_on
        ]


class SupplementForm(OfficeForm):
    items = forms.MultipleChoiceField(
        label="须补充的材料", widget=forms.CheckboxSelectMultiple, required=False
    )
    other = forms.CharField(
        label="其他须补充或说明的事项（一行一项）",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due = day("补正期限", initial=lambda: timezone.localdate() + timedelta(days=7))
    note = forms.CharField(label="说明", required=False)
    later = forms.CharField(
        label="上次通知后出现的新情况（再次通知的理由，写入通知书）",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        if not case.supplements.exists():
            del self.fields["later"]
        self.fields["items"].choices = [
            (m.title, m.title) for m in case.materials.all() if not m.received_on
        ]

    def clean(self):
        data = super().clean()
        others = [line.strip() for line in data.get("other", "").splitlines() if line.strip()]
        data["items"] = [*data.get("items", []), *others]
        if not data["items"]:
            self.add_error("items", "请列明全部须补充的材料（一次性告知）。")
        return data

    def facts(self):
        return {
            key: self.cleaned_data[key]
            for key in ("items", "due", "note", "later")
            if key in self.cleaned_data
        }


class ReceiveSupplementForm(OfficeForm):
    items = forms.MultipleChoiceField(label="收到的材料", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        notice = case.supplements.filter(answered_at=None).last()
        asked = notice.items if notice else []
        self.fields["items"].choices = [(title, title) for title in asked]
        self.fields["items"].initial = asked


class ReceiveOwedForm(OfficeForm):
    items = forms.MultipleChoiceField(label="收到的补交材料", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [(m.title, m.title) for m in case.materials.owed()]


class ReferAwayForm(OfficeForm):
    destination = forms.ChoiceField(
        label="应向何处申请", choices=[(row.text, row.text) for row in grounds.REFER_AWAY]
    )
    reason = forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 3}))


class WithdrawForm(OfficeForm):
    reason = forms.CharField(
        label="撤回原因（申请人陈述）", widget=forms.Textarea(attrs={"rows": 3})
    )
