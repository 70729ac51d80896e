"""Complaints before the bureau, in each state; a rating that is bad and services nobody rated, for the crawl."""

from itertools import islice

from django.urls import reverse

from tests.quality.complaints import ASKED, complaint
from tests.quality.ratings import rate, served
from tests.rights.walks.complaint import COMPLAINT, due, walked

RECEIVED, SETTLED, ANSWERED = 0, 6, 7  # places of the walk


def complaints(people):
    received, settled, answered = (
        next(islice(walked(people), place, None)) for place in (RECEIVED, SETTLED, ANSWERED)
    )
    asking = complaint(people.chuangkou, party="centre", accused="")
    COMPLAINT.acts["accept_complaint"](asking, by=people.sifaju)
    lead, again = (complaint(people.chuangkou, party="centre", accused="") for _ in range(2))
    COMPLAINT.acts["merge_complaint"](again, by=people.sifaju, other=lead)
    ask = {"to": people.lvshi, "kind": "statement", "question": ASKED}
    inquiry = COMPLAINT.acts["ask_statement"](
        asking, by=people.sifaju, due_on=due(asking.at), **ask
    )

    return [
        *(
            ("sifaju", row.get_absolute_url())
            for row in (received, asking, again, settled, answered)
        ),
        ("zhan1", received.get_absolute_url()),
        ("lvshi", inquiry.get_absolute_url()),
        *ratings(people),
    ]


def ratings(people):
    bad = rate(served(people.guidang, number=2), level="1", phone="13900001111")
    unrated = served(people.guidang, number=3)
    return [
        ("zhuren", bad.get_absolute_url()),
        ("guidang", reverse("quality:rate_ticket", args=[unrated.pk])),
    ]
