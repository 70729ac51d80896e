"""The questions of a call are those of the call back of a closed case; an attempt says only what became of it."""

from django import forms

from cases.enums import FollowUpResult
from cases.forms.closure import FollowUpForm
from legalaid.platform.office.forms import OfficeForm

# the digit that is pressed, and what it says
OUTCOMES = tuple(enumerate(FollowUpResult, 1))


class AnswersForm(FollowUpForm):
    """What somebody who was reached says."""


class AttemptForm(OfficeForm):
    result = forms.TypedChoiceField(
        choices=[(one.value, one.label) for one in FollowUpResult if one != FollowUpResult.REACHED],
        coerce=FollowUpResult,
    )
