"""Asking for a person by number. Who may not read a number asks for few, or the answers would give away what a mask hides (decision 46)."""

from django.core.exceptions import PermissionDenied

from legalaid.platform.accounts.limits import TooOften, attempt
from legalaid.platform.core.text import holds_number
from legalaid.platform.core.words import moment

RIGHT = "cases.reveal"


def ask_for(request, text, *, private=False):
    """Counts a whole identity number or telephone, once a request; `private`: a shorter one, as its asker knows. Raises PermissionDenied
    after too many."""
    if request.user.may(RIGHT) or hasattr(request, "asked_by_number"):
        return
    if not (private or holds_number(text)):
        return
    try:
        request.asked_by_number = attempt("number", str(request.user.pk))
    except TooOften as shut:
        raise PermissionDenied(
            f"您的岗位按证件号码、电话查人的次数有限，请在{moment(shut.until)}以后再查，或者按姓名、案件编号查。"
        ) from None
