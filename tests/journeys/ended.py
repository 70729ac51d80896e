"""Cases that ended, or are to end, before their time, for the crawl."""

from django.utils import timezone

from cases.workflow import CASE
from legalaid.platform.documents.models import Paper
from tests.factories import walk


def ended(people, start, end):
    """Applications of those who died, and aid that is to end, has ended and is with its handler again for the file."""
    died = walk(people, "accept", at=start)
    acts, day = CASE.acts, timezone.localdate(start)
    acts["close_on_death"](died, by=people.chuangkou, at=end, died_on=day, proof="死亡证明。")

    proposed, heard, decided, received = (
        walk(people, "hold_first_meeting", at=start) for _ in range(4)
    )
    found = {"occasion": "deceit", "learnt_on": timezone.localdate(end), "account": "证明系伪造。"}
    for case in (proposed, heard, decided, received):
        acts["propose_termination"](case, by=people.chuangkou, at=end, **found)
    for case in (heard, decided, received):
        acts["hear_recipient"](case, by=people.chuangkou, at=end, unheard="电话停机。")
    for case in (decided, received):
        acts["terminate"](case, by=people.zhuren, at=end, reasons="证明系伪造，单位已证实。")
    acts["refer_fraud"](decided, by=people.zhuren, at=end, account="证明系伪造。", cost=1200)

    papers = Paper.objects.filter(workflow="case", subject_id=received.pk)
    said = dict.fromkeys(("sent_on", "received_on"), timezone.localdate(end))
    for paper in papers.filter(kind__in=("termination_notice", "termination_decision")):
        row = {"paper": paper, "recipient": "收件人", "how": "handed"}
        acts["serve"](received, by=people.chuangkou, at=end, **row, **said)
    return [died, proposed, heard, decided, received]


def shown(died, *ending):
    """[(who besides whom it waits for, address)] of these five."""
    rows = [("chuangkou", died), *(("zhuren", case) for case in ending)]
    return [(who, f"{case.get_absolute_url()}?all=1") for who, case in rows]
