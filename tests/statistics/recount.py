"""The tables counted again in plain Python from the cases themselves, written from the ministry's definitions and not from the figures."""

from copy import copy
from decimal import Decimal

from django.utils import timezone

from cases.models import Case, JointApplicant

CROWDS = {
    "妇女": {"woman"}, "残疾人": {"disabled", "blind_deaf_mute"}, "农民": {"farmer"}, "农民工": {"migrant_worker"},
    "未成年人": {"minor"}, "老年人": {"elderly"}, "少数民族": {"minority"}, "军人军属": {"soldier", "soldier_family"}, "外国籍、无国籍": {"foreigner"},
}  # fmt: skip
C9 = (
    "妇女",
    "残疾人",
    "农民",
    "农民工",
    "未成年人",
    "老年人",
    "少数民族",
    "军人军属",
    "外国籍、无国籍",
)
C7 = ("残疾人", "老年人", "未成年人", "妇女", "农民", "农民工", "军人军属")
OUTSIDE = {"劳动仲裁代理", "行政复议代理", "非诉讼代理"}
MAY = ("ordinary", "prosecution")
BEFORE_COURT = {"尚未进入法律程序", "仲裁", "调解", "行政处理", "行政复议"}
ORGANS, OTHERS = (
    ("police", "procuratorate", "court"),
    ("organisation", "custody", "duty_lawyer", "firm"),
)
READ = (
    "kind", "notified", "channel", "stage", "applicant_role", "outcome", "crowds", "applicant_count", "indivisible", "amount_won", "mode",
    "received_at", "assigned_at", "decided_at", "closed_on", "cause__row", "applicant__sex", "handler__kind", "handler__firm__kind",
)  # fmt: skip


class Fact:
    """One case seen through one period."""

    def __init__(self, case, first, last):
        decision = case.decision
        told = (
            case.channel == "notice"
        )  # an organ notified: aided from the assignment, without a decision
        moment = case.assigned_at if told else case.decided_at
        day = timezone.localdate(moment) if moment else None
        self.kind, self.notified, self.channel, self.stage = (
            case.kind,
            case.notified,
            case.channel,
            case.stage,
        )
        self.role, self.outcome, self.crowds = case.applicant_role, case.outcome, set(case.crowds)
        self.n = 1 if case.indivisible else case.applicant_count
        self.heads, self.won = case.applicant_count, case.amount_won or Decimal(0)
        self.petition = case.stage in ("申诉", "审判监督")
        self.row = "petition" if self.petition else case.cause.row
        self.outside = case.mode in OUTSIDE if case.mode else case.stage in BEFORE_COURT
        self.handled_by = (
            ""
            if not case.handler
            else "ngo"
            if case.handler.firm.kind == "ngo"
            else case.handler.kind
        )
        decided = day is not None and first <= day <= last
        granted = told or (decision is not None and decision.granted)
        self.applied, self.granted, self.refused = (
            decided,
            decided and granted,
            decided and not granted,
        )
        self.grounds = set(decision.grounds) if decision else set()
        self.closed = granted and case.closed_on is not None and first <= case.closed_on <= last
        self.open = (
            granted
            and day is not None
            and day <= last
            and (case.closed_on is None or case.closed_on > last)
        )
        self.served = self.granted or self.closed or self.open
        self.handed_on = not self.notified and self.channel in (*ORGANS, *OTHERS)
        self.female = case.applicant.sex == "F"

    def split(self, case, people):
        """The same as one fact for the applicant and one for each person of the list, of their own crowds."""
        separable, whole, alone = not case.indivisible, self.won, copy(self)
        share = (whole / self.heads).quantize(Decimal("0.01"), "ROUND_DOWN") if separable else 0
        alone.n, alone.heads = self.n - separable * len(people), self.heads - len(people)
        alone.won = whole - share * len(people)

        facts = [alone]
        for person in people:
            own = copy(self)
            own.n, own.heads, own.won = int(separable), 1, share
            own.crowds = crowds_of(case, person)
            own.female = person.sex == "F" or (
                not person.sex and person.crowds is None and self.female
            )
            facts.append(own)
        return facts


def crowds_of(case, person):
    """As told of this person, else as the one who signs; age and sex as the number says on the day of the application."""
    told, day = person.crowds, timezone.localdate(case.received_at)
    if not person.birth:
        return set(case.crowds if told is None else told)
    years = (
        day.year
        - person.birth.year
        - ((day.month, day.day) < (person.birth.month, person.birth.day))
    )
    own = set(case.crowds) - {"woman"} if told is None else set(told)
    own -= {"minor", "elderly"}
    own |= {"minor"} if years < 18 else {"elderly"} if years >= 60 else set()
    return own | ({"woman"} if person.sex == "F" and years >= 18 else set())


def cases(stations=None):
    """The cases to be counted, read once for any number of periods."""
    rows = Case.objects.select_related("cause", "applicant", "handler__firm").only(*READ)
    rows = rows.prefetch_related("decisions")
    return list(rows if stations is None else rows.filter(station__in=stations))


def facts(cases, first, last):
    listed = {}
    for person in JointApplicant.objects.all():
        listed.setdefault(person.case_id, []).append(person)
    facts = []
    for case in cases:
        fact, people = Fact(case, first, last), listed.get(case.pk)
        facts += fact.split(case, people) if people else [fact]
    return facts


def n(rows):
    return sum(fact.n for fact in rows)


def heads(rows):
    return sum(fact.heads for fact in rows)


def won(rows):
    return sum((fact.won for fact in rows), Decimal(0))


def having(rows, crowd):
    return [fact for fact in rows if fact.crowds & CROWDS[crowd]]


def of_kind(facts, kind):
    return [fact for fact in facts if fact.kind == kind]


def monthly(facts):
    granted = [f for f in facts if f.granted]
    criminal, rest = (
        of_kind(granted, "criminal"),
        [f for f in granted if f.kind != "criminal" and not f.petition],
    )
    served = [f for f in facts if f.served]
    numbers = [
        0, n(granted), n(f for f in criminal if not f.notified),
        n(f for f in criminal if f.notified and f.notified not in ("commitment", *MAY)), n(f for f in criminal if f.notified in MAY),
        n(f for f in criminal if f.notified == "commitment"), n(criminal), n(f for f in rest if f.kind == "civil" and not f.outside),
        n(f for f in rest if f.kind == "administrative" and not f.outside),
        n(f for f in granted if f.kind != "criminal" and f.petition), None, None, n(f for f in rest if f.outside),
        won(f for f in facts if f.closed), heads(served),
    ]  # fmt: skip
    return [
        *numbers,
        heads(f for f in served if f.female),
        *(heads(having(served, crowd)) for crowd in C9[1:]),
    ]


def t5(facts):
    mine = of_kind(facts, "criminal")
    granted = [f for f in mine if f.granted]
    told = [f for f in granted if f.notified and f.notified != "commitment"]
    asked = [f for f in mine if f.applied and not f.notified]
    approved = [f for f in asked if f.granted]
    served, closed = [f for f in mine if f.served], [f for f in mine if f.closed]
    stages = ("侦查", "审查起诉", "一审", "二审")
    reasons = ("minor", "sensory", "capacity", "life_or_death")
    roles = ({"犯罪嫌疑人"}, {"被告人"}, {"被害人", "附带民事诉讼原告人"}, {"自诉人"})
    return [
        n(granted), n(f for f in granted if f.petition), *(n(f for f in told if f.stage == stage) for stage in stages),
        n(f for f in told if f.stage not in stages), *(n(f for f in told if f.notified == reason) for reason in reasons),
        n(f for f in told if f.notified not in reasons), n(told), n(f for f in granted if f.notified == "commitment"),
        *(n(f for f in asked if f.channel == organ) for organ in ORGANS), n(f for f in asked if f.channel in OTHERS), n(f for f in asked if f.handed_on),
        *(n(f for f in asked if not f.handed_on and f.role in role) for role in roles), n(f for f in asked if not f.handed_on),
        *(n(f for f in approved if f.role in role) for role in roles), n(approved), heads(served),
        *(heads(having(served, crowd)) for crowd in C9),
        *(n(f for f in closed if f.outcome == end) for end in ("adopted", "partly_adopted", "not_adopted", "terminated")), n(closed), won(closed),
        n(f for f in mine if f.open),
    ]  # fmt: skip


def refusals(refused):
    scope = [f for f in refused if "out_of_scope" in f.grounds]
    means = [f for f in refused if "not_poor" in f.grounds and f not in scope]
    return [n(refused), n(scope), n(means), n(refused) - n(scope) - n(means)]


def t6(facts):
    mine = of_kind(facts, "civil")
    granted, served, closed = (
        [f for f in mine if getattr(f, word)] for word in ("granted", "served", "closed")
    )

    def rows(*names):
        return [f for f in granted if f.row in names]

    def migrants(found):
        return n(f for f in found if "migrant_worker" in f.crowds)

    family, injured = rows("support", "marriage"), rows("work_injury_insurance")
    court, outside = [f for f in closed if not f.outside], [f for f in closed if f.outside]
    return [
        n(f for f in mine if f.applied), n(granted), n(rows("work_injury_insurance", "social_insurance")), n(injured), migrants(injured),
        n(family), n(rows("support")), n(f for f in family if "abuse_victim" in f.crowds), n(rows("wages")), migrants(rows("wages")),
        n(rows("work_injury")), migrants(rows("work_injury")),
        *(n(rows(name)) for name in ("labour", "traffic", "medical", "product", "bodily_harm", "brave", "petition", "civil_other")),
        *refusals([f for f in mine if f.refused]), heads(served), *(heads(having(served, crowd)) for crowd in C7), n(closed),
        *(n(f for f in court if f.outcome in ends) for ends in (("won", "partly_won"), ("lost",), ("mediated",), ("case_withdrawn", "settled"), ("terminated",))),
        n(court),
        *(n(f for f in outside if f.outcome in ends)
          for ends in (("mediated",), ("settled", "case_withdrawn"), ("arbitrated", "won", "partly_won", "lost"), ("terminated",))),
        n(outside), won(closed), won(f for f in closed if f.row == "wages" and "migrant_worker" in f.crowds), n(f for f in mine if f.open),
    ]  # fmt: skip


def t7(facts):
    mine = of_kind(facts, "administrative")
    granted, served, closed = (
        [f for f in mine if getattr(f, word)] for word in ("granted", "served", "closed")
    )

    def rows(*names):
        return [f for f in granted if f.row in names]

    def migrants(name):
        return n(f for f in rows(name) if "migrant_worker" in f.crowds)

    court, outside = [f for f in closed if not f.outside], [f for f in closed if f.outside]
    return [
        n(f for f in mine if f.applied), n(granted), n(rows("state_compensation")), n(rows("work_injury_insurance", "social_insurance")),
        n(rows("work_injury_insurance")), migrants("work_injury_insurance"), n(rows("work_injury")), migrants("work_injury"),
        *(n(rows(name)) for name in ("minimum_living", "pension", "petition", "administrative_other")),
        *refusals([f for f in mine if f.refused]), heads(served), *(heads(having(served, crowd)) for crowd in C7),
        n(f for f in court if f.outcome in ("won", "partly_won")), n(f for f in court if f.outcome == "lost"),
        n(f for f in court if f.outcome in ("case_withdrawn", "settled", "mediated")), n(f for f in court if f.outcome == "terminated"), n(court),
        n(f for f in outside if f.outcome != "terminated"), n(f for f in outside if f.outcome == "terminated"), n(closed), won(closed),
        n(f for f in mine if f.open),
    ]  # fmt: skip


def t8(facts):
    numbers = []
    for rows in (facts, *(having(facts, crowd) for crowd in C9)):
        closed = [f for f in rows if f.closed]
        numbers += [
            n(f for f in rows if f.granted),
            n(closed),
            won(closed),
            n(f for f in rows if f.open),
        ]
    return numbers


def t9(facts):
    served, numbers = [f for f in facts if f.served], []
    for rows in (served, *(having(served, crowd) for crowd in C9)):
        numbers += [
            heads(rows),
            *(heads(of_kind(rows, kind)) for kind in ("criminal", "civil", "administrative")),
        ]
    return numbers


def t10(facts):
    closed, numbers = [f for f in facts if f.closed], []
    for handler in (None, "agency", "lawyer", "grassroots", "ngo", "volunteer"):
        rows = closed if handler is None else [f for f in closed if f.handled_by == handler]
        criminal = [] if handler == "grassroots" else [n(of_kind(rows, "criminal"))]
        numbers += [n(rows), *criminal]
        for kind in ("civil", "administrative"):
            numbers += [
                n(f for f in of_kind(rows, kind) if f.outside == outside)
                for outside in (False, True)
            ]
    return numbers


TABLES = {"monthly": monthly, "t5": t5, "t6": t6, "t7": t7, "t8": t8, "t9": t9, "t10": t10}
