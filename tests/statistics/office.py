"""What a random county has beside its cases: consultations, money, stations, people, publicity, training, commendations."""

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from cases.enums import ConsultChannel, ConsultOutcome, ConsultState
from cases.law.grounds import CROWDS
from cases.law.topics import TOPICS
from cases.models import Case, Cause, Consultation, ConsultationTopic, Objection, Remedy
from cases.quality.enums.complaint import ComplaintLine, ComplaintOutcome, ComplaintState
from cases.quality.models import Complaint, ComplaintGround, ComplaintRemedy
from legalaid.platform.accounts.models import User
from legalaid.platform.documents.models import Paper
from stations.enums import Degree, Equipment, Medium, Nature, StationHost
from stations.models import (
    Attendance,
    Course,
    Firm,
    Handler,
    OutreachEvent,
    Staff,
    Station,
    TrainingSession,
)
from stations.models.staff import Commendation
from subsidies.domain.fund import Charge, open_fund, post_appropriation, post_payment, reverse
from subsidies.enums import Source
from subsidies.law import chart

FIRST, DAYS = date(2024, 6, 1), 900


def build(seed, asked=1500, entries=120):
    """Adds all of it to the county that stands; cases must be there before, so that some consultations lead to one."""
    rng = random.Random(seed)
    by = User.objects.get(username="caiwu")
    _network(rng)
    _consultations(rng, by, asked)
    _money(rng, by, entries)
    _work(rng, by)
    _complaints(rng, by)
    _remedies(rng, by)


def _day(rng):
    return FIRST + timedelta(days=rng.randrange(DAYS))


def _moment(rng):
    return timezone.make_aware(
        datetime.combine(_day(rng), time(rng.randrange(24), rng.randrange(60)))
    )


def _maybe_day(rng):
    return rng.choice((None, _day(rng)))


def _network(rng):
    center = Station.objects.roots().get()
    for number, host in enumerate(StationHost.values):
        Station.objects.create(parent=center, name=f"{number}号工作站", kind="partner", host=host)
    Station.objects.create(name="县司法局", kind="authority", host="other")
    for number, nature in enumerate(Nature.values):
        Station.objects.create(name=f"第{number}中心", kind="center", host="center", nature=nature)
    for station in Station.objects.all():
        station.equipment = rng.sample(Equipment.values, rng.randrange(6))
        station.posts, station.floor_area = rng.choice((None, 3, 8)), rng.choice((None, 60, 150))
        station.opened_on = _maybe_day(rng)
        station.closed_on = rng.choice((None, None, _day(rng)))
        station.save()
    for station in Station.objects.exclude(kind="authority")[::2]:
        user = User.objects.create(
            username=f"office{station.pk}", name="工", role="station", is_active=rng.random() < 0.9
        )
        Staff.objects.create(user=user, station=station)
    for staff in Staff.objects.all():
        staff.sex, staff.degree = rng.choice(("M", "F", "")), rng.choice((*Degree.values, ""))
        staff.law_major, staff.qualified, staff.full_time = (rng.random() < 0.5 for _ in range(3))
        staff.joined_on, staff.left_on = _maybe_day(rng), rng.choice((None, None, _day(rng)))
        staff.save()
    Handler.objects.filter(user__username="lvshi3").update(active=False)
    for handler in Handler.objects.all():
        handler.joined_on, handler.left_on = _maybe_day(rng), rng.choice((None, None, _day(rng)))
        handler.save()


def _consultations(rng, by, count):
    cases, stations = (
        [*Case.objects.exclude(channel="notice").values_list("pk", flat=True)[:200], None],
        list(Station.objects.values_list("pk", flat=True)),
    )
    rows = Consultation.objects.bulk_create(
        Consultation(
            number=str(n), station_id=rng.choice(stations), by=by, at=_moment(rng), channel=rng.choice(ConsultChannel.values), question="问",
            crowds=rng.sample([crowd.code for crowd in CROWDS], rng.randrange(4)), outcome=rng.choice((*ConsultOutcome.values, "")),
            state=rng.choice(ConsultState.values), case_id=rng.choice(cases), local=rng.sample([*"12345678"], rng.randrange(3)),
        )
        for n in range(count)
    )  # fmt: skip
    charges = [*Cause.objects.filter(kind="criminal", level__gt=1)[:300]]
    for row in rows:
        asked = rng.sample(TOPICS, rng.randrange(1, 4))
        row.main = asked[0].code
        row.charge = rng.choice((None, *rng.sample(charges, 3))) if row.main == "criminal" else None
        row.crime = row.charge.row if row.charge else ""
        row.save()
        ConsultationTopic.objects.bulk_create(
            ConsultationTopic(consultation=row, topic=topic.code) for topic in asked
        )


def _money(rng, by, count):
    center, at = Station.objects.roots().order_by("pk").first(), timezone.now()
    funds = [
        open_fund(station=center, source=source, year=year)
        for source in Source.values
        for year in (2024, 2025)
    ]
    firms, handlers = list(Firm.objects.all()), list(Handler.objects.select_related("firm", "user"))
    entries = []
    for fund in funds:
        for line, _ in chart.BUDGET_LINES:
            on = date(fund.year, rng.randrange(1, 13), rng.randrange(1, 28))
            entries.append(post_appropriation(fund=fund, line=line, amount=Decimal(rng.randrange(90_000, 900_000)), memo="拨款",
                                              reference=f"{fund.pk}{line}", by=by, at=at, on=on))  # fmt: skip
    for number in range(count):
        fund, kind, firm = rng.choice(funds), rng.choice(list(chart.EXPENSES)), rng.choice(firms)
        amount, charges = Decimal(rng.randrange(100, 3000)), ()
        if kind == "case":
            own = [
                Charge(amount, handler=rng.choice(handlers), matter=rng.choice(chart.MATTERS)[0])
                for _ in range(3)
            ]
            amount, charges = amount * 3, own
        entries.append(post_payment(fund=fund, kind=kind, amount=amount, payee=firm, charges=charges, reference=f"p{number}", by=by, at=at,
                                    on=date(fund.year, rng.randrange(1, 13), rng.randrange(1, 28))))  # fmt: skip
    for entry in rng.sample(entries[len(funds) * 4 :], 9):
        reverse(entry, reason="重复", by=by, at=at)


def _remedies(rng, by):
    """Reconsideration of, and suits against, refusals the bureau upheld; some ended, some of both kinds."""
    cases = Case.objects.order_by("pk")[:60]
    issued = {
        "kind": "decision_refuse",
        "title": "不予法律援助决定书",
        "series": "不",
        "year": 2024,
    }
    issued |= {"context": "{}", "issued_by": by, "issued_at": timezone.now()}
    for number, case in enumerate(cases, 1):
        paper = Paper.objects.create(workflow="case", subject_id=case.pk, number=number, **issued)
        said = {"objector": "某", "received_on": _day(rng), "content": "异议", "state": "upheld"}
        row = Objection.objects.create(
            token=uuid4(), case=case, paper=paper, station_id=case.station_id, by=by, at=timezone.now(), manner="written", **said
        )  # fmt: skip
        for kind in rng.sample(("reconsideration", "suit"), rng.randrange(3)):
            Remedy.objects.create(objection=row, kind=kind, body="某机关", brought_on=_day(rng))


def _work(rng, by):
    stations, users = list(Station.objects.all()), list(User.objects.all())
    for number in range(60):
        OutreachEvent.objects.create(station=rng.choice(stations), form="media", medium=rng.choice((*Medium.values, "")), title=f"宣传{number}",
                                     day=_day(rng), people=rng.choice((None, 200)), by=by)  # fmt: skip
        user = rng.choice((None, rng.choice(users)))
        Commendation.objects.create(
            station=rng.choice(stations),
            user=user,
            awarded_on=_day(rng),
            title="先进",
            awarded_by="县司法局",
        )
    course = Course.objects.create(station=stations[0], title="业务培训")
    for number in range(40):
        begin = _moment(rng)
        cancelled = begin if rng.random() < 0.2 else None
        session = TrainingSession.objects.create(course=course, starts_at=begin, ends_at=begin + timedelta(hours=2), place=f"{number}", teacher="师",
                                                 capacity=9, cancelled_at=cancelled)  # fmt: skip
        for user in rng.sample(users, 2):
            Attendance.objects.create(
                session=session,
                user=user,
                enrolled_at=begin,
                attended=rng.choice((True, False, None)),
            )


def _complaints(rng, by):
    stations, ground = list(Station.objects.all()), ComplaintGround.objects.first()
    for number in range(80):
        state = rng.choice(ComplaintState.values)
        row = Complaint.objects.create(
            number=f"投诉{number}", state=state, channel="letter", received_on=_day(rng), station=rng.choice(stations), party="centre",
            ground=ground, line=rng.choice(ComplaintLine.values), content="反映", by=by, at=timezone.now(),
            outcome=rng.choice(ComplaintOutcome.values), settled_on=_day(rng),
        )  # fmt: skip
        for kind in rng.sample(("reconsideration", "suit"), rng.randrange(2)):
            ComplaintRemedy.objects.create(
                complaint=row, kind=kind, body="县人民政府", brought_on=_day(rng)
            )
