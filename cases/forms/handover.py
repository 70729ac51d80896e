from cases.enums import PreReviewed, ReturnReason
from legalaid.platform.office.forms import OfficeForm

from .fields import one_of, text, themselves, ticks

CHECKED = (
    ("identity", "已核对身份证件原件"),
    ("scope", "已核对援助范围和管辖"),
    ("means", "已核对经济困难状况或者免予核查的情形"),
    ("materials", "已核对材料原件"),
    ("told", "已告知法律援助不收费和申请人的义务"),
)


def remark(label):
    return text(label, length=200, required=False, rows=2)


class PreReviewForm(OfficeForm):
    checked = ticks("已核对", CHECKED, required=False)
    proposal = one_of("初审建议", PreReviewed.choices)
    opinion = text("初审意见", rows=4)

    def facts(self):
        return self.cleaned_data | {"proposal": PreReviewed(self.cleaned_data["proposal"])}


class HandOverForm(OfficeForm):
    """What goes along: the lines of the checklist that are in hand."""

    materials = ticks("随案移交的材料", required=False)
    note = remark("移交说明")

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        titles = [row.title for row in case.materials.all() if row.received_on]
        self.fields["materials"].choices = themselves(titles)
        self.fields["materials"].initial = titles


class SignForForm(OfficeForm):
    note = remark("签收说明（如有）")


class ReturnToStationForm(OfficeForm):
    codes = ticks("退回原因", ReturnReason.choices, message="请选择退回原因。")
    note = remark("须补正的内容（工作站看到的说明）")

    def clean(self):
        data = super().clean()
        if "other" in data.get("codes", ()) and not data.get("note"):
            self.add_error("note", "选择“其他”时请写明原因。")
        return data

    def facts(self):
        reasons = [ReturnReason(code).label for code in self.cleaned_data["codes"]]
        return self.cleaned_data | {"reasons": reasons}
