"""Four years of a small county: 2022 with one question and no case, 2023 with one grant, 2024 that grew, 2025 that shrank."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from legalaid.faces.statistics.domain import report
from stations.models import OutreachEvent, OutreachTag, Station
from tests.cases.test_consultation import consult
from tests.factories import new_case, walk
from tests.laid import laid
from tests.subsidies.money import fund_of

EMPTY, BEFORE, GROWING, SHRINKING = 2022, 2023, 2024, 2025


def at(year, month, day):
    return timezone.make_aware(datetime(year, month, day, 9, 0))


def lay(county):
    laid("four years", lambda: _build(county), upon="county")
    _money(county)  # the ledger writes itself alone
    return county


def _build(county):
    consult(county, at=at(EMPTY, 6, 6))
    walk(county, "grant", at=at(BEFORE, 5, 8))
    consult(county, at=at(BEFORE, 6, 6))

    for number in range(3):
        walk(county, "follow_up", at=at(GROWING, 3, 4) + timedelta(days=number))
    new_case(county, at=at(GROWING, 4, 8))
    for number in range(4):
        consult(county, at=at(GROWING, 6, 3) + timedelta(days=number))
    _publicity(county)
    given = {"rules_count": "10项", "vehicles": "1", "signed_on": "2025-01-15"}
    report.save_answers(GROWING, given, by=county.zhuren)

    walk(county, "grant", at=at(SHRINKING, 3, 3))
    consult(county, at=at(SHRINKING, 6, 3))
    given = {"rules_count": "10", "plan": "在县医院增设一个联络点。", "signed_on": "2026年1月12日"}
    report.save_answers(SHRINKING, given, by=county.zhuren)
    report.save_answers(EMPTY, {"signed_on": "2023-01-10"}, by=county.zhuren)


def _publicity(county):
    OutreachTag.objects.create(name="“八五”普法", first_year=2021, last_year=2025)
    here = Station.objects.get(parent=None)
    kept = {"station": here, "by": county.zhuren, "consultations": 12, "materials": 300}
    OutreachEvent.objects.create(
        title="赶集日", day=date(GROWING, 5, 1), venue="village", people=400, **kept
    )
    OutreachEvent.objects.create(
        title="开学第一课", day=date(GROWING, 9, 2), venue="school", people=200, **kept
    )
    OutreachEvent.objects.create(
        title="广播",
        day=date(GROWING, 10, 1),
        form="media",
        medium="radio",
        people=1000,
        station=here,
        by=county.zhuren,
    )


def _money(county):
    fund_of(county, "400000", year=BEFORE, at=at(BEFORE, 1, 9))
    fund_of(county, "500000", year=GROWING, at=at(GROWING, 1, 8))
    fund_of(county, "120000", source="provincial", year=GROWING, at=at(GROWING, 2, 5))
