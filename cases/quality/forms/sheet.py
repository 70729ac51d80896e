from django import forms

from cases.forms.fields import text
from cases.quality.law import sheet as law
from cases.quality.models import ReviewRule
from legalaid.platform.office.forms import OfficeForm, OfficeFormMixin


class ItemSheetForm(OfficeForm):
    name = text("名称", length=40)
    lines = text(
        "指标，每行一项：一级指标｜二级指标｜三级指标｜分值，合计100分（可从表格粘贴）", rows=14
    )
    vetoes = text("一票否决情形，每行一项", required=False, rows=5)
    basis = text("依据", length=120)

    def clean_lines(self):
        _, faults = law.read(self.cleaned_data["lines"])
        if faults:
            raise forms.ValidationError(faults[:3])
        return self.cleaned_data["lines"]


class RuleForm(OfficeFormMixin, forms.ModelForm):
    class Meta:
        model = ReviewRule
        fields = ("valid_from", "excellent", "good", "passing", "gap", "source")
        widgets = {"valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean(self):
        data = super().clean()
        least = [data.get(name) for name in ("excellent", "good", "passing")]
        if None in least:
            return data
        if not 100 >= least[0] > least[1] > least[2] > 0:
            raise forms.ValidationError("优秀、良好、合格的分数应当依次降低，在0至100之间。")
        if data.get("gap") is not None and not 0 <= data["gap"] <= 100:
            self.add_error("gap", "应在0至100之间。")
        return data
