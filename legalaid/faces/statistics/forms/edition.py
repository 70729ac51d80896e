from django import forms
from django.utils import timezone

from legalaid.platform.core.words import moment
from legalaid.platform.documents.uploads import ACCEPT
from legalaid.platform.office.forms import OfficeForm


class MadeField(forms.ModelChoiceField):
    def label_from_instance(self, row):
        return f"{moment(row.requested_at)}生成的 {row.file_name}"


class HandInForm(OfficeForm):
    to = forms.CharField(label="报送给（如：清和县司法局、省司法厅）", max_length=80)
    sent_on = forms.DateField(
        label="报送日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
    made = MadeField(
        None, label="报送的是已生成的这一份", required=False, empty_label="不是，在下面上传"
    )
    file = forms.FileField(
        label="报送的是另外的文件（盖章扫描件、在 Word 里改过的），在这里上传",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args, made, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["made"].queryset = made


class AnewForm(OfficeForm):
    reason = forms.CharField(
        label="重报的理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
