"""An answer for everybody, as written from a question whose asker agreed."""

import uuid

from django.utils import timezone

from cases.domain.consultation import answer
from legalaid.faces.portal.asking import publishing
from legalaid.faces.portal.asking.domain import ask

WORDS = {
    "title": "没签合同，工资拖着不发怎么办",
    "topic": "wages",
    "question": "在工地干活没有签合同，工资几个月没有发，应当找谁？",
    "answer": "先向劳动监察投诉，也可以申请仲裁。没有合同的，工友的话、考勤、转账都是证据。",
}
ASKED = "我在宏达工地干了三个月没有发工资，也没有签合同，找谁？"


def asked(county, *, may_publish=True, answered=True):
    """The Asked of a question, answered by the window."""
    facts = {"question": ASKED, "channel": "web", "anonymous": True}
    about = {"token": uuid.uuid4(), "word": "小桥流水", "seen_by": "alone", "facts": facts}
    row = ask(topic="wages", may_publish=may_publish, **about)
    if answered:
        reply = {"answer": "先到劳动监察投诉。", "outcome": "advised"}
        answer(row.consultation, by=county.chuangkou, at=timezone.now(), **reply)
    return row


def written(county, by=None, *, row=None, token=None, **changes):
    row = row or asked(county)
    return publishing.write(
        by=by or county.chuangkou,
        token=token or uuid.uuid4(),
        consultation=row.consultation,
        **WORDS | changes,
    )


def kept(county):
    """{what: key} of a question whose asker agreed, of an answer for everybody that waits, and of one made known."""
    waits, shown = written(county), written(county)
    publishing.show(shown, by=county.zhuren)
    return {
        "asked": asked(county).consultation_id,
        "public_answer": waits.pk,
        "shown_answer": shown.pk,
    }
