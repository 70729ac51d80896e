from django import forms

from cases.enums import Kind
from cases.law import catalogue as law
from cases.law.grounds import STAGES
from cases.models import Catalogue
from cases.queries.archive import source_names
from legalaid.platform.office.forms import OfficeModelForm

from .fields import day_box


class CatalogueForm(OfficeModelForm):
    kind = forms.ChoiceField(
        label="案件类别", choices=[("", "各类案件"), *Kind.choices], required=False
    )
    stage = forms.ChoiceField(
        label="所处阶段",
        choices=[("", "各阶段"), *((stage.code, stage.text) for stage in STAGES)],
        required=False,
    )

    class Meta:
        model = Catalogue
        fields = ["volume", "kind", "stage", "valid_from", "text"]
        widgets = {
            "valid_from": day_box(),
            "text": forms.Textarea(attrs={"rows": 18}),
        }
        help_texts = {
            "text": "一行一项：*标题：来源；来源>替代来源。* 表示必备；> 表示前者有则不用后者。"
        }

    def clean_text(self):
        text = self.cleaned_data["text"]
        if faults := law.read(text, source_names())[1]:
            raise forms.ValidationError(faults)
        return text
