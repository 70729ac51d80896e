"""Complaints before the bureau, what it asks of whoever may be complained of, and bad ratings."""

from django.db.models import F
from django.urls import reverse

from cases.quality.models import Complaint, ComplaintInquiry, Rating
from cases.quality.queries.complaint import inquiries_for, waiting_complaints
from cases.quality.queries.rating import waiting_ratings
from legalaid.faces.desk.waiting import Kind, Matter, gathered, last_minute

from .review import NO_LAW

ACTS = {
    "received": "决定是否受理投诉",
    "investigating": "调查处理投诉",
    "answering": "答复投诉人",
}


def complaints(user, now):
    """Those the bureau decides, looks into and answers, each by its limit."""
    more = reverse("quality:complaints")
    kinds = {state: Kind(f"complaints.{state}", act, more) for state, act in ACTS.items()}
    found = {"kind": "state", "kind_of": kinds.get, "read": _complaints}
    limits = {"limit": F("first_at"), "law": NO_LAW}
    return gathered(lambda: waiting_complaints(user), **found, **limits, now=now)


def _complaints(keys):
    rows = Complaint.objects.filter(pk__in=keys).for_lists()
    return {row.pk: _complaint(row) for row in rows}


def _complaint(row):
    page = row.get_absolute_url()
    return Matter(
        who=row.number,
        what=str(row.ground),
        url=page,
        verb="办理",
        to=page,
        note=row.about,
        due=row.due_at,
    )


def inquiries(user, now):
    """What the bureau asks of this person, until the day it named."""
    kind = Kind("complaints.inquiry", "答复司法局的询问", reverse("quality:inquiries"))
    found = {"kind_of": lambda _: kind, "read": _inquiries}
    return gathered(
        lambda: inquiries_for(user).open(), limit=F("due_on"), by_day=True, **found, now=now
    )


def _inquiries(keys):
    rows = ComplaintInquiry.objects.filter(pk__in=keys)
    return {row.pk: _inquiry(row) for row in rows}


def _inquiry(row):
    page = row.get_absolute_url()
    return Matter(
        who=str(row),
        url=page,
        verb="答复",
        to=page,
        due=last_minute(row.due_on),
    )


def ratings(user, now):
    """Bad ones to be called back and rectified, of others than oneself."""
    kind = Kind("ratings.bad", "回访、整改差评", reverse("quality:bad_ratings"))
    found = {"kind_of": lambda _: kind, "read": _ratings}
    limits = {"limit": F("due_at"), "law": NO_LAW}
    return gathered(lambda: waiting_ratings(user), **limits, **found, now=now)


def _ratings(keys):
    rows = Rating.objects.filter(pk__in=keys).for_lists()
    return {row.pk: _rating(row) for row in rows}


def _rating(row):
    page = row.get_absolute_url()
    return Matter(
        who=str(row),
        url=page,
        verb="办理",
        to=page,
        note=row.place,
        due=row.due_at,
    )
