"""A county on a day on which every desk has something on it."""

import uuid
from datetime import timedelta

from django.utils import timezone

from cases.domain.access import ask_access
from cases.models import Case, Draft
from cases.workflow import CASE
from legalaid.platform.accounts.models import User
from legalaid.platform.jobs.models import Job
from stations.models import Handler
from tests.cases.test_consultation import consult
from tests.factories import START, do, new_case, walk
from tests.stations.test_referral import slip_to_center
from tests.subsidies import month

LINE = ("recommend", "grant", "accept_assignment", "conclude", "report_closure", "approve_closure")


def fill(county):
    """Cases in most states, all of them long late; a letter, a call, slips, a draft, a batch, a failed job, a licence, two accounts."""
    new_case(county)
    walk(county, "accept")
    for step in LINE:
        walk(county, step)
    at_the_station(county)
    supplement(county)
    reception(county)
    money(county)
    house(county)


def at_the_station(county):
    """One that waits for the first look, one that was handed over."""
    station = county.zhan1.staff.station
    new_case(county, by=county.zhan1, station=station)
    handed = new_case(county, by=county.zhan1, station=station)
    at = START + timedelta(hours=2)
    facts = {"proposal": "accept", "opinion": "建议受理。"}
    CASE.acts["pre_review"](handed, by=county.zhan1, at=at, **facts)
    CASE.acts["hand_over"](handed, by=county.zhan1, at=at + timedelta(hours=1))


def supplement(county):
    """One whose applicant has until the day after tomorrow."""
    case = new_case(county, at=timezone.now() - timedelta(days=1))
    due = timezone.localdate() + timedelta(days=2)
    do(case, county, "accept", case.changed_at + timedelta(minutes=5))
    CASE.acts["request_supplement"](
        case,
        by=county.shencha,
        at=case.changed_at + timedelta(minutes=5),
        items=["工资条"],
        due=due,
    )


def reception(county):
    labour = User.objects.get(staff__station__host="labour")
    slip_to_center(labour)
    consult(county, channel="letter", reply=None)
    consult(county, channel="phone", reply=None, at=timezone.now())
    Draft.objects.create(token=uuid.uuid4(), owner=county.chuangkou, title="张三 追索劳动报酬")


def money(county):
    month.standard(county)
    fund = month.fund(county)
    month.finished(county)
    month.submit(month.filled(county, fund), county)
    month.finished(county)


def house(county):
    Job.objects.create(kind="build_dossier", state=Job.State.FAILED, error="磁盘已满")
    User.objects.create_user("xinren", "Fayuan-2026", name="新人", role="window")
    Handler.objects.filter(user=county.lvshi2).update(
        licence_expires=timezone.localdate() + timedelta(days=3)
    )
    User.objects.exclude(username="xinren").update(last_login=timezone.now())
    ask_access(Case.objects.earliest("pk").pk, by=county.zhan2, reason="当事人来访")
