"""The questions of a call are those of the call back of a closed case; an attempt says only what became of it."""

from django import forms

from cases.enums import ATTEMPTS, FollowUpResult
from cases.enums import OUTCOMES as ALL
from cases.forms.closure import FollowUpForm
from legalaid.platform.office.forms import OfficeForm

# the digit that is pressed, and what it says
OUTCOMES = tuple(enumerate(ALL, 1))


class AnswersForm(FollowUpForm):
    """What somebody who was reached says."""


class AttemptForm(OfficeForm):
    result = forms.TypedChoiceField(
        choices=[(one.value, one.label) for one in ATTEMPTS],
        coerce=FollowUpResult,
    )
