from django import forms

from cases.enums import PreReviewed, ReturnReason
from legalaid.platform.office.forms import OfficeForm

CHECKED = (
    ("identity", "已核对身份证件原件"),
    ("scope", "已核对援助范围和管辖"),
    ("means", "已核对经济困难状况或者免予核查的情形"),
    ("materials", "已核对材料原件"),
    ("told", "已告知法律援助不收费和申请人的义务"),
)


def reason(label, **kwargs):
    return forms.CharField(
        label=label,
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        **kwargs,
    )


class PreReviewForm(OfficeForm):
    checked = forms.MultipleChoiceField(
        label="已核对", choices=CHECKED, widget=forms.CheckboxSelectMultiple, required=False
    )
    proposal = forms.ChoiceField(
        label="初审建议", choices=PreReviewed.choices, widget=forms.RadioSelect
    )
    opinion = forms.CharField(label="初审意见", widget=forms.Textarea(attrs={"rows": 4}))

    def facts(self):
        return {**self.cleaned_data, "proposal": PreReviewed(self.cleaned_data["proposal"])}


class HandOverForm(OfficeForm):
    """What goes along: the lines of the checklist that are in hand."""

    materials = forms.MultipleChoiceField(
        label="随案移交的材料", widget=forms.CheckboxSelectMultiple, required=False
    )
    note = reason("移交说明")

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        rows = [row for row in case.materials.all() if row.received_on]
        self.fields["materials"].choices = [(row.title, row.title) for row in rows]
        self.fields["materials"].initial = [row.title for row in rows]


class SignForForm(OfficeForm):
    note = reason("签收说明（如有）")


class ReturnForm(OfficeForm):
    codes = forms.MultipleChoiceField(
        label="退回原因", choices=ReturnReason.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择退回原因。"},
    )  # fmt: skip
    note = reason("须补正的内容（工作站看到的说明）")

    def clean(self):
        data = super().clean()
        if "other" in data.get("codes", ()) and not data.get("note"):
            self.add_error("note", "选择“其他”时请写明原因。")
        return data

    def facts(self):
        return {
            **self.cleaned_data,
            "reasons": [ReturnReason(code).label for code in self.cleaned_data["codes"]],
        }
