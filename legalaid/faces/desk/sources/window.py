"""What comes in at the window: questions without an answer, forms begun and not sent."""

from django.db.models import F
from django.urls import reverse

from cases.enums import ConsultChannel as C
from cases.models import Consultation
from cases.queries.todo import drafts_of, to_answer
from legalaid.faces.desk.waiting import Kind, Matter, gathered
from legalaid.platform.core.words import moment

CALLED = (C.PHONE, C.HOTLINE)  # answered by calling back
DRAFTS = Kind("drafts", "没有提交")
ASKED = (
    "channel",
    "name",
    "due_at",
    "answered_at",
    "by__name",
    "by__username",
)  # what a line says of a consultation


def consultations(user, now):
    """Without an answer, those given to another left out."""
    return _gathered(lambda: to_answer(user), now)


def given(user, now):
    """Only those that were given to this person."""
    return _gathered(lambda: to_answer(user).filter(owner=user), now)


def _gathered(rows, now):
    return gathered(
        rows,
        kind="channel",
        kind_of=_of_channel,
        limit=F("due_at"),
        read=_consultations,
        now=now,
    )


def _of_channel(channel):
    act = "回电" if channel in CALLED else f"答复{C(channel).label}"
    return Kind("consultations", act, f"{reverse('cases:consultations')}?state=open")


def _consultations(keys):
    rows = Consultation.objects.filter(pk__in=keys).order_by()
    rows = rows.select_related("by").only(*ASKED).prefetch_related("topics")
    rows = rows.annotate(pressing=F("asked__pressing"))
    return {row.pk: _consultation(row) for row in rows}


def _consultation(row):
    page = row.get_absolute_url()
    return Matter(
        who=row.who,
        what="、".join(row.topic_texts),
        url=page,
        verb="回电" if row.channel in CALLED else "答复",
        to=f"{page}answer/",
        note=_note(row),
        due=row.due_at,
    )


def _note(row):
    """Who took it in; of what came in by itself, which question waits."""
    if row.by.username != "system":
        return f"{row.by}登记"
    came = "网上追问" if row.answered_at else "网上提问"
    return f"可能紧急，{came}" if row.pressing else came


def drafts(user, now):
    return gathered(
        lambda: drafts_of(user),
        kind_of=lambda _: DRAFTS,
        read=lambda keys: {
            row.pk: _draft(row) for row in drafts_of(user).filter(pk__in=keys).order_by()
        },
        now=now,
    )


def _draft(row):
    page = row.path or f"{reverse('cases:intake')}?draft={row.token}"
    return Matter(
        who=row.title,
        url=page,
        verb="继续填",
        to=page,
        note=f"{moment(row.saved_at)} 自动保存",
        drop=reverse("cases:drop_draft", args=[row.token]),
    )
