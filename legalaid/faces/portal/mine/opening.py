"""What a code and the end of an identity number open. Wrong code, wrong person and a case that is not shown cost and answer the same."""

from dataclasses import dataclass

from django.utils import timezone

from cases.enums.following import Shown
from cases.models import Case
from cases.queries.following import (
    APPLICANT,
    case_to_follow,
    followers_of,
    following_of,
    key_in,
    last_of,
    shown_of,
)
from legalaid.faces.portal.apply import codes
from legalaid.faces.portal.apply.models import Submission
from legalaid.faces.portal.apply.queries import submission_by

NOBODY = (0, 0)  # no case has this key


@dataclass(frozen=True)
class Opened:
    """`renewed`: which code of the case it was opened by; `submission`: sent in online, and not a case yet."""

    who: str
    last: str
    shown: str = Shown.ALL
    renewed: int = 0
    case: Case | None = None
    submission: Submission | None = None


def opened_by(typed, last):
    """The Opened, or None."""
    code, blinds = codes.carried(typed), codes.typed_blinds(typed)
    submission = submission_by(blinds)
    key, renewed = key_in(code) if "code_blind" in blinds else NOBODY
    if submission:
        key, renewed = (submission.case_id or 0), 0

    found = opened(key, renewed, last)
    if submission and submission.case_id is None:
        return _of_submission(submission, last)
    return found


def opened(key, renewed, last):
    """The case of this key to whoever's number ends so, if it is shown and its code was not made anew since."""
    case, row = case_to_follow(key), following_of(key)
    followers = followers_of(key, case, row, timezone.localdate())
    who = next((one.who for one in followers if one.last == last), None)
    if case is None or who is None or renewed != (row.renewed if row else 0):
        return None

    shown = shown_of(case, row)
    return None if shown == Shown.NOTHING else Opened(who, last, shown, renewed, case)


def opened_again(submission_key, last):
    row = Submission.objects.select_related("station").filter(pk=submission_key).first()
    if row is None:
        return None
    return opened(row.case_id, 0, last) if row.case_id else _of_submission(row, last)


def _of_submission(row, last):
    numbers = (row.first("id_number"), row.first("representative_id"))
    if row.guarded or last not in {last_of(number) for number in numbers if number}:
        return None
    return Opened(APPLICANT, last, submission=row)
