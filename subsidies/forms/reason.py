from django import forms

from legalaid.platform.office.forms import OfficeForm


class ReasonForm(OfficeForm):
    """Why a standard or a batch is ended, sent back or taken out of."""

    reason = forms.CharField(label="理由", max_length=100)
