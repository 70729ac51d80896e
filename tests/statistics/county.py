"""A random county written in bulk: every value a case may have, also such as the acts would never leave behind."""

import random
import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from cases.demo import network
from cases.domain.tally import rebuild
from cases.enums import Channel, Notified, Outcome
from cases.law.grounds import APPLICANT_ROLES, CROWDS, MODES, REFUSAL, STAGES
from cases.models import Case, Cause, Decision, Person
from legalaid.platform.accounts.models import User
from stations.models import Firm, Handler, Station

FIRST, DAYS = date(2024, 6, 1), 900


def build(seed, count):
    """The county of `seed` with `count` cases; their rows for the statistics are written by the house."""
    rng = random.Random(seed)
    network.build(rng)
    ngo = Firm.objects.create(name="清和县公益法律服务中心", kind="ngo")
    Handler.objects.filter(user__username="lvshi9").update(firm=ngo)
    Handler.objects.filter(user__username="lvshi8").update(kind="volunteer")
    person = Person.objects.create(name="王建国")
    by = User.objects.get(username="chuangkou")
    pools = {
        "stations": list(Station.objects.values_list("pk", flat=True)),
        "handlers": list(Handler.objects.values_list("pk", flat=True)),
        "causes": _causes(rng),
    }
    cases = Case.objects.bulk_create((_case(rng, number, person, by, pools) for number in range(count)), batch_size=500)
    decisions = [_decision(rng, case, by) for case in cases if case.decided_at]
    Decision.objects.bulk_create(decisions, batch_size=500)
    rebuild()


def _causes(rng):
    """Of each statistical row a few causes, so that no row stays empty."""
    by_row = {}
    for cause in Cause.objects.all():
        by_row.setdefault((cause.kind, cause.row), []).append(cause)
    return [rng.choice(causes) for causes in by_row.values() for _ in range(3)]


def _moment(rng, first, days):
    day = first + timedelta(days=rng.randrange(days))
    return timezone.make_aware(datetime.combine(day, time(rng.randrange(24), rng.randrange(60))))


def _case(rng, number, person, by, pools):
    cause = rng.choice(pools["causes"])
    received = _moment(rng, FIRST, DAYS)
    decided = received + timedelta(days=rng.randrange(40)) if rng.random() < 0.85 else None
    closed = timezone.localdate(decided) + timedelta(days=rng.randrange(400)) if decided and rng.random() < 0.6 else None
    return Case(
        number=f"清援案〔2026〕{number}号", token=uuid.UUID(int=rng.getrandbits(128)), registered_by=by, applicant=person, facts="",
        station_id=rng.choice(pools["stations"]), kind=cause.kind, cause=cause, received_at=received, decided_at=decided, closed_on=closed,
        stage=rng.choice(STAGES).code, applicant_role=rng.choice((*APPLICANT_ROLES, "")),
        mode=rng.choice((*(ground.code for ground in MODES[cause.kind]), "")), channel=rng.choice(Channel.values),
        notified=rng.choice(Notified.values) if cause.kind == "criminal" and rng.random() < 0.4 else "",
        crowds=rng.sample([crowd.code for crowd in CROWDS], rng.randrange(5)), applicant_count=rng.choice((1, 1, 1, 2, 7, 23)),
        indivisible=rng.random() < 0.6, handler_id=rng.choice(pools["handlers"]) if closed or rng.random() < 0.5 else None,
        outcome=rng.choice((*Outcome.values, "")) if closed else "",
        amount_won=Decimal(rng.randrange(10**7)) / 100 if closed and rng.random() < 0.7 else None,
    )  # fmt: skip


def _decision(rng, case, by):
    granted = rng.random() < 0.8
    grounds = [] if granted else [ground.code for ground in rng.sample(REFUSAL, rng.randrange(1, 3))]
    return Decision(case=case, granted=granted, grounds=grounds, by=by, at=case.decided_at)
