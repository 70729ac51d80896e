"""Complaints as a desk takes them down."""

import uuid
from datetime import date, timedelta

from django.utils import timezone

from cases.quality.domain.complaint import complain
from cases.quality.models import ComplaintGround
from tests.stations.factories import center

NAME, PHONE, ADDRESS = "周玉兰", "13912345678", "清和县柳林镇西街9号"
MONEY = "收取财物"
ASKED = "请说明2026年3月2日在事务所收取费用的情况。"
FOUND = {"findings": "承办人收取2000元。", "handling": "责令退还，予以通报批评。"}


def facts(**changes):
    said = {
        "channel": "visit",
        "received_on": date(2026, 3, 3),
        "read_back": True,
        "name": NAME,
        "phone": PHONE,
        "address": ADDRESS,
        "station": center(),
        "party": "person",
        "accused": "赵敏",
        "ground": ComplaintGround.objects.get(text=MONEY),
        "content": "律师私下收了我两千元。",
        "demand": "退钱。",
    }
    return said | changes


def complaint(by, *, at=None, case_number="", alarm=None, consented_on=None, **changes):
    at = at or timezone.now()
    said = facts(received_on=timezone.localdate(at)) | changes
    more = {"case_number": case_number, "alarm": alarm, "consented_on": consented_on}
    return complain(by=by, token=uuid.uuid4(), facts=said, at=at, **more)


def due(at):
    return timezone.localdate(at) + timedelta(days=5)
