from secrets import choice

from django import forms

from cases.domain.package import LARGEST, SHORTEST
from legalaid.platform.office.forms import OfficeForm

from .fields import text

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none is taken for another


def made_up():
    """Four groups of four, easily told on the telephone."""
    return "-".join("".join(choice(LETTERS) for _ in range(4)) for _ in range(4))


class MakePackageForm(OfficeForm):
    password = text("口令", length=60, initial=made_up)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].min_length = SHORTEST
        self.fields[
            "password"
        ].help_text = (
            "系统不保存口令。请记下来，用电话等另外的方式告诉接收机构，不要和移送包放在一起。"
        )


class OpenPackageForm(OfficeForm):
    password = text("口令（移送机构另行告知的）", length=60, autocomplete="off")


class ReceivePackageForm(OpenPackageForm):
    file = forms.FileField(label="移送包")
    field_order = ("file", "password")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("文件太大，不是本软件的移送包。")
        return file
