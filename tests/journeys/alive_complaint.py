"""A complaint before the bureau, one under investigation with a question, one that was answered."""

from itertools import islice

from tests.quality.complaints import ASKED, complaint
from tests.rights.walks.complaint import COMPLAINT, due, walked


def complaints(people):
    received, answered = (next(islice(walked(people), n, None)) for n in (0, 7))
    asking = complaint(people.chuangkou, party="centre", accused="")
    COMPLAINT.acts["accept_complaint"](asking, by=people.sifaju)
    ask = {"to": people.lvshi, "kind": "statement", "question": ASKED}
    inquiry = COMPLAINT.acts["ask_statement"](
        asking, by=people.sifaju, due_on=due(asking.at), **ask
    )
    rows = (received, asking, answered)
    return [
        *(("sifaju", row.get_absolute_url()) for row in rows),
        ("zhan1", received.get_absolute_url()),
        ("lvshi", inquiry.get_absolute_url()),
    ]
