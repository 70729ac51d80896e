"""The items by which files are read, and the limits of the grades."""

from django.urls import reverse_lazy

from cases.domain.setting import save_setting
from cases.quality.domain.sheet import change_sheet
from cases.quality.forms.sheet import ItemSheetForm, RuleForm
from cases.quality.models import ItemSheet, ReviewRule
from legalaid.platform.office.pages import FormPage, Page, RowFormPage


class Sheets(Page):
    permission, refusal = "reviews.sheets", "您的岗位不设定评估指标。"
    template_name = "quality/sheets.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            sheets=ItemSheet.objects.current().order_by("pk"),
            earlier=ItemSheet.objects.exclude(replaced_at=None),
            rules=ReviewRule.objects.all(),
            **kwargs,
        )


class SheetChange(RowFormPage):
    permission, refusal = "reviews.sheets", "您的岗位不设定评估指标。"
    title, done = "修改评估指标", "已存为新的版本；已经列入的评估仍用原来的版本。"
    form_class, back = ItemSheetForm, reverse_lazy("quality:sheets")

    def get_queryset(self):
        return ItemSheet.objects.current()

    def get_initial(self):
        row = self.object
        said = {"name": row.name, "basis": row.basis}
        return said | {"lines": row.text, "vetoes": "\n".join(row.vetoes)}

    def act(self, form):
        change_sheet(self.object, by=self.request.user, **form.cleaned_data)
        return "quality:sheets"


class RuleNew(FormPage):
    permission, refusal = "reviews.sheets", "您的岗位不设定评估指标。"
    title, done, form_class = "等次分数和相差的分数", "已保存，自生效日起列入的评估适用。", RuleForm
    back = reverse_lazy("quality:sheets")

    def act(self, form):
        save_setting(form, by=self.request.user, what="评估等次分数")
        return "quality:sheets"
