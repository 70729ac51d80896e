from django import forms

from legalaid.platform.office.forms import OfficeForm


class SheetForm(OfficeForm):
    file = forms.FileField(
        label="Excel 文件（.xlsx）", widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"})
    )
