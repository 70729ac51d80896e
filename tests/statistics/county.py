"""A random county written in bulk: every value a case may have, also such as the acts would never leave behind."""

import random
import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from cases.domain.counted import rebuild
from cases.enums import APPLIED, Channel, Notified, Outcome
from cases.law.grounds import APPLICANT_ROLES, CROWDS, MODES, REFUSAL, STAGES
from cases.models import Case, Cause, Decision, JointApplicant, Person
from legalaid.demo import county
from legalaid.platform.accounts.models import User
from stations.models import Firm, Handler, Station

FIRST, DAYS = date(2024, 6, 1), 900
CHANNELS, NOTIFIED, OUTCOMES = (
    tuple(code for code, _ in APPLIED),
    tuple(Notified.values),
    (*Outcome.values, ""),
)
IDENTITIES = (
    {},
    {"sex": "F", "birth": date(1950, 3, 3)},
    {"sex": "M", "birth": date(2012, 8, 8)},
    {"sex": "F", "birth": date(1990, 1, 1)},
)
CROWD_CODES = [crowd.code for crowd in CROWDS]


def build(seed, count):
    """The county of `seed` with `count` cases; their rows for the statistics are written by the house."""
    rng = random.Random(seed)
    county.build(rng)
    ngo = Firm.objects.create(name="清和县公益法律服务中心", kind="ngo")
    Handler.objects.filter(user__username="lvshi9").update(firm=ngo)
    Handler.objects.filter(user__username="lvshi8").update(kind="volunteer")
    by = User.objects.get(username="chuangkou")
    for name, sex in (("王建国", "M"), ("李秀英", "F")):
        Person.objects.create(name=name, sex=sex)
    found = pools(rng)
    cases = [random_case(rng, found) for _ in range(count)]
    first = cases[0]
    whole = Case(
        number="清援案〔2026〕0号", token=uuid.uuid4(), registered_by=by, applicant_id=first["applicant_id"], facts="", station_id=first["station_id"],
        kind=first["kind"], cause_id=first["cause_id"], received_at=first["received_at"], stage=first["stage"],
    )  # fmt: skip
    whole.save()
    _repeat(
        whole,
        [
            row | {"number": f"清援案〔2026〕{n}号", "token": uuid.UUID(int=rng.getrandbits(128))}
            for n, row in enumerate(cases, 1)
        ],
    )
    Case.objects.filter(pk=whole.pk).delete()
    list_joint(rng, Case.objects.all())
    decided = Case.objects.exclude(decided_at=None).values_list("pk", "decided_at").order_by("pk")
    Decision.objects.bulk_create((decision(rng, pk, at, by) for pk, at in decided), batch_size=500)
    rebuild()


def pools(rng):
    """What there is to choose from."""
    return {
        "stations": list(Station.objects.order_by("pk").values_list("pk", flat=True)),
        "people": list(Person.objects.order_by("pk").values_list("pk", flat=True)),
        "handlers": list(Handler.objects.order_by("pk").values_list("pk", flat=True)),
        "causes": _causes(rng),
    }


def list_joint(rng, cases):
    """Of some of those who apply together the list is there: of each the own crowds, or nothing asked; some told by a number."""
    several = cases.filter(applicant_count__gt=1).order_by("pk")
    listed = [
        JointApplicant(
            case_id=pk, name="某", crowds=rng.choice((None, rng.sample(CROWD_CODES, rng.randrange(3)))), **rng.choice(IDENTITIES)
        )
        for pk, count in several.values_list("pk", "applicant_count")
        if rng.random() < 0.5
        for _ in range(count - 1)
    ]  # fmt: skip
    JointApplicant.objects.bulk_create(listed, batch_size=500)


def _repeat(whole, rows):
    """Many rows like `whole` but for the given columns, without an object for each: twenty thousand in seconds."""
    fields = {field.attname: field for field in Case._meta.concrete_fields}
    changed, copied = (
        list(rows[0]),
        [field.column for name, field in fields.items() if name not in rows[0] and name != "id"],
    )
    columns = ", ".join(
        f'"{column}"' for column in [*(fields[name].column for name in changed), *copied]
    )
    values = ", ".join(["%s"] * len(changed) + [f'"{column}"' for column in copied])
    prepared = [
        [fields[name].get_db_prep_save(row[name], connection) for name in changed] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO cases_case ({columns}) SELECT {values} FROM cases_case WHERE id = {whole.pk}",
            prepared,
        )


def _causes(rng):
    """Of each statistical row a few causes, so that no row stays empty."""
    by_row = {}
    for cause in Cause.objects.all():
        by_row.setdefault((cause.kind, cause.row), []).append(cause)
    return [rng.choice(causes) for causes in by_row.values() for _ in range(3)]


def _moment(rng, first, days):
    day = first + timedelta(days=rng.randrange(days))
    return timezone.make_aware(datetime.combine(day, time(rng.randrange(24), rng.randrange(60))))


def random_case(rng, pools):
    """What differs from case to case, by column."""
    cause = rng.choice(pools["causes"])
    received = _moment(rng, FIRST, DAYS)
    decided = received + timedelta(days=rng.randrange(40)) if rng.random() < 0.85 else None
    notified = rng.choice(NOTIFIED) if cause.kind == "criminal" and rng.random() < 0.4 else ""
    told = (
        bool(notified) and rng.random() < 0.8
    )  # the rest were registered as applications before there were notices
    decided = None if told else decided
    assigned = received + timedelta(days=rng.randrange(6)) if rng.random() < 0.9 else None
    aided = assigned if told else decided
    closed = (
        timezone.localdate(aided) + timedelta(days=rng.randrange(400))
        if aided and rng.random() < 0.6
        else None
    )
    return {
        "applicant_id": rng.choice(pools["people"]),
        "station_id": rng.choice(pools["stations"]), "kind": cause.kind, "cause_id": cause.pk, "received_at": received, "decided_at": decided,
        "assigned_at": assigned if told else None,
        "closed_on": closed, "stage": rng.choice(STAGES).code, "applicant_role": rng.choice((*APPLICANT_ROLES, "")),
        "mode": rng.choice((*(ground.code for ground in MODES[cause.kind]), "")), "channel": Channel.NOTICE if told else rng.choice(CHANNELS),
        "notified": notified,
        "crowds": rng.sample(CROWD_CODES, rng.randrange(5)), "applicant_count": rng.choice((1, 1, 1, 2, 7, 23)),
        "indivisible": rng.random() < 0.6, "handler_id": rng.choice(pools["handlers"]) if closed or rng.random() < 0.5 else None,
        "outcome": rng.choice(OUTCOMES) if closed else "",
        "amount_won": Decimal(rng.randrange(10**7)) / 100 if closed and rng.random() < 0.7 else None,
    }  # fmt: skip


def decision(rng, case, at, by):
    granted = rng.random() < 0.8
    grounds = (
        [] if granted else [ground.code for ground in rng.sample(REFUSAL, rng.randrange(1, 3))]
    )
    return Decision(case_id=case, granted=granted, grounds=grounds, by=by, at=at)
