"""Hearings somebody sits in, organs that were asked and files that were drawn, of the county in which every page has something to show."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases.quality.domain import inquiry, observation
from tests.quality.hearings import HELD, SEEN, hearing, sent
from tests.quality.plans import drawn
from tests.quality.test_inquiry import SAID, asked


def observed(people):
    """A hearing ahead, one to sit in and one seen; a letter that waits and one that is answered; files to look at."""
    seen, waits = sent(people), sent(people)
    observation.fill(seen, by=people.jiandu, at=HELD, **SEEN)
    ahead = hearing(people, starts_at=timezone.now() + timedelta(days=9))

    answered, letter = asked(people), asked(people)
    inquiry.answer(answered, by=people.shencha, at=answered.at + timedelta(days=7), **SAID)
    drawn(people, tool="file", share=100)
    sending = (("assign_observer", ahead), ("publicity", ahead))
    return [
        *(("shencha", row.get_absolute_url()) for row in (seen, waits, answered, letter)),
        *(("jiandu", row.get_absolute_url()) for row in (seen, waits)),
        ("lvshi", seen.get_absolute_url()),
        *(("zhuren", reverse(f"quality:{name}", args=[row.pk])) for name, row in sending),
    ]
