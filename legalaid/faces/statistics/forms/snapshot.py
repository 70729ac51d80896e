from django import forms

from legalaid.platform.office.forms import OfficeForm


class FreezeForm(OfficeForm):
    reason = forms.CharField(label="重报的理由", max_length=200)

    def __init__(self, *args, again, **kwargs):
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["reason"]
