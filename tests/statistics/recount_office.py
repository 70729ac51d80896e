"""Tables 1 to 4, 11, 12, 13 and the quarterly return counted again in plain Python from the rows themselves, by the ministry's definitions."""

from decimal import Decimal

from django.utils import timezone

from cases.models import Consultation, Remedy
from cases.quality.models import Complaint, ComplaintRemedy
from stations.models import Firm, Handler, OutreachEvent, Staff, Station, TrainingSession
from stations.models.staff import Commendation
from subsidies.models import EntryLine

CROWDS = (
    {"woman"}, {"disabled", "blind_deaf_mute"}, {"farmer"}, {"migrant_worker"}, {"minor"}, {"elderly"}, {"minority"},
    {"soldier", "soldier_family"}, {"foreigner"},
)  # fmt: skip


def within(day, span):
    return day is not None and span.starts <= day <= span.ends


def stands(row, began, ended, span):
    return (began is None or began <= span.ends) and (ended is None or ended > span.ends)


def standing_stations(span):
    return [row for row in Station.objects.all() if stands(row, row.opened_on, row.closed_on, span)]


def t1(span):
    standing = standing_stations(span)
    centres = [row for row in standing if row.kind == "center"]
    local = {
        line.fund.station_id
        for line in ledger(span)
        if line.account == "appropriated" and line.fund.source == "local"
    }
    lawyers = {one.station_id for one in engaged(span) if one.kind == "agency"}
    events = [
        row
        for row in OutreachEvent.objects.all()
        if within(row.day, span) and row.people is not None
    ]
    held = [
        row for row in TrainingSession.objects.prefetch_related("attendances")
        if row.cancelled_at is None and within(timezone.localdate(row.starts_at), span) and any(seat.attended for seat in row.attendances.all())
    ]  # fmt: skip

    def having(*items):
        return sum(bool(set(items) & set(row.equipment)) for row in centres)

    def by_medium(*media):
        return sum(row.medium in media for row in events)

    return [
        sum(row.kind == "authority" for row in standing), len(centres),
        *(sum(row.nature == nature for row in centres) for nature in ("administrative", "fully_funded", "civil_service", "other")),
        sum(row.pk in local for row in centres), sum(row.pk in lawyers for row in centres), sum(row.floor_area or 0 for row in centres),
        having("window", "room"), having("street_front"), having("barrier_free"), having("computer", "printer", "scanner"), having("system"),
        having("web"), having("phone_12348"), sum(row.user_id is None for row in commended(span)), by_medium("television", "radio"),
        by_medium("newspaper"), by_medium("network"), len(held), Firm.objects.filter(kind="ngo").count(),
    ]  # fmt: skip


def commended(span):
    return [row for row in Commendation.objects.all() if within(row.awarded_on, span)]


def engaged(span):
    return [
        one
        for one in Handler.objects.select_related("user", "firm")
        if stands(one, one.joined_on, one.left_on, span)
        and one.practice_start <= span.ends
        and (one.left_on or (one.active and one.user.is_active))
    ]


def in_post(span):
    return [
        one
        for one in Staff.objects.select_related("user")
        if stands(one, one.joined_on, one.left_on, span)
        and one.user.role != "bureau"
        and (one.left_on or one.user.is_active)
    ]


def t2(span):
    centres = [row for row in standing_stations(span) if row.kind == "center"]
    staff = in_post(span)
    people = engaged(span)
    return [
        sum(row.posts or 0 for row in centres), len(staff), sum(one.sex == "F" for one in staff), sum(one.law_major for one in staff),
        sum(one.degree == "bachelor" for one in staff), sum(one.degree in ("master", "doctor") for one in staff),
        sum(one.qualified for one in staff), sum(one.kind == "agency" for one in people), sum(row.user_id is not None for row in commended(span)),
        sum(one.kind == "volunteer" for one in people), sum(one.firm.kind == "ngo" for one in people),
    ]  # fmt: skip


def ledger(span):
    return [line for line in EntryLine.objects.select_related("fund") if within(line.on, span)]


def t3(span):
    lines = [line for line in ledger(span) if line.account == "appropriated"]
    budget = [
        line for line in lines if line.fund.source in ("local", "provincial", "central", "lottery")
    ]
    casework = [line for line in budget if line.line == "casework"]

    def came(rows):
        return -sum((row.amount for row in rows), Decimal(0))

    return [
        came(lines), came(budget), *(came(row for row in budget if row.line == name) for name in ("personnel", "office", "special", "casework")),
        came(row for row in casework if row.fund.source == "local"), came(row for row in casework if row.fund.source != "local"),
        *(came(row for row in rows if row.fund.source == source) for rows, source in ((casework, "lottery"), (lines, "donation"), (lines, "profession"))),
    ]  # fmt: skip


def t4(span):
    lines = ledger(span)

    def went(*accounts, **which):
        return sum(
            (
                row.amount
                for row in lines
                if row.account in accounts and all(getattr(row, k) == v for k, v in which.items())
            ),
            Decimal(0),
        )

    casework = (
        "case",
        "consultation",
        "duty",
        "drafting",
        "appraisal",
        "publicity",
        "training",
        "quality",
        "other",
    )
    return [
        went("personnel_cost", "office_cost", "special_cost", *casework), went("personnel_cost"), went("office_cost"), went(*casework), went("case"),
        *(went("case", performer=who) for who in ("agency", "lawyer", "grassroots", "organisation", "volunteer")),
        *(went("case", matter=what)
          for what in ("criminal", "civil_litigation", "civil_other", "administrative_litigation", "administrative_other")),
        went("consultation", "duty"), went("duty"), went("drafting"), went("appraisal"), went("publicity"), went("training"),
        went("quality", "other"), went("special_cost"),
    ]  # fmt: skip


def asked(span):
    rows = Consultation.objects.select_related("case")
    rows = rows.select_related("charge").prefetch_related("topics", "case__decisions")
    return [row for row in rows if within(timezone.localdate(row.at), span)]


def topics_of(rows):
    return [item.topic for row in rows for item in row.topics.all()]


def of(rows, crowd):
    return sum(bool(set(row.crowds) & crowd) for row in rows)


def by(rows, *channels):
    return [row for row in rows if row.channel in channels]


def granted(row):
    return (
        row.case is not None
        and row.case.decided_at is not None
        and row.case.decision is not None
        and row.case.decision.granted
    )


def t11(span):
    rows = asked(span)
    topics, visits = topics_of(rows), by(rows, "visit")
    kinds = (
        {"criminal"}, {"compensation"}, {"insurance"}, {"minimum_living"}, {"pension"}, {"wages", "work_injury", "labour_other"},
        {"marriage", "alimony_parents", "alimony_children", "alimony_spouse"}, {"traffic", "medical", "damages_other"},
        {"brave", "lending", "contract", "consumer", "other"},
    )  # fmt: skip
    applied = [row for row in rows if row.state == "applied"]
    return [
        len(rows), len(visits), *(of(visits, crowd) for crowd in CROWDS), len(by(rows, "letter")), len(by(rows, "phone", "hotline")),
        len(by(rows, "hotline")), len(by(rows, "web", "chat")), len(topics), *(sum(topic in kind for topic in topics) for kind in kinds),
        sum(row.outcome == "drafted" for row in rows), len(applied), sum(map(granted, applied)), sum(row.outcome == "directed" for row in rows),
    ]  # fmt: skip


CHAPTERS = (
    "危害公共安全罪", "破坏社会主义市场经济秩序罪", "侵犯公民人身权利、民主权利罪", "侵犯财产罪", "妨害社会管理秩序罪", "危害国防利益罪",
    "贪污贿赂罪", "渎职罪",
)  # fmt: skip


def charged(row):
    """The chapter of the criminal law its charge stands in; nothing where none was said."""
    return (row.charge.path.split(" > ")[0] or row.charge.name) if row.charge else ""


def quarterly(span):
    rows = asked(span)
    crowds = set().union(*CROWDS)
    named = [row.topics.all()[0].topic for row in rows]  # the kind named first
    chapters = [charged(row) for row in rows if row.topics.all()[0].topic == "criminal"]

    def about(*kinds):
        return sum(kind in kinds for kind in named)

    civil = (
        "alimony_parents",
        "alimony_spouse",
        "alimony_children",
        "wages",
        "brave",
        "work_injury",
        "traffic",
        "medical",
        "marriage",
    )
    public, money = (
        ("compensation", "insurance", "minimum_living", "pension"),
        ("lending", "contract", "consumer"),
    )
    return [
        len(rows), len(by(rows, "phone", "hotline")), len(by(rows, "hotline")), len(by(rows, "visit")), len(by(rows, "letter")),
        len(by(rows, "web", "chat")), len(by(rows, "other")), *(of(rows, crowd) for crowd in CROWDS),
        sum(not set(row.crowds) & crowds for row in rows), about("criminal"), *(chapters.count(name) for name in CHAPTERS),
        sum(name not in CHAPTERS for name in chapters), about(*civil, "labour_other", "damages_other", "other"),
        *(about(kind) for kind in civil), about(*public), *(about(kind) for kind in public), about(*money), *(about(kind) for kind in money),
        *(sum(column in row.local for row in rows) for column in "12345678"),
    ]  # fmt: skip


def t12(span):
    rows = [row for row in standing_stations(span) if row.kind in ("township", "partner")]
    manned = {one.station_id for one in in_post(span) if one.full_time}
    hosts = (
        {"justice_office"}, {"union"}, {"youth"}, {"women"}, {"ageing"}, {"disabled"}, {"petitions"}, {"university"}, {"prison"}, {"detention"},
        {"court"}, {"military"}, {"other", "procuratorate", "police", "labour", "traffic", "center"},
    )  # fmt: skip
    numbers = [len(rows), sum(row.pk in manned for row in rows)]
    for host in hosts:
        mine = [row for row in rows if row.host in host]
        numbers += [len(mine), sum(row.pk in manned for row in mine)]
    return numbers


def t13(span):
    """By the day of the outcome, where it stands."""
    settled = [
        row
        for row in Complaint.objects.all()
        if row.state in ("answering", "answered") and within(row.settled_on, span)
    ]
    brought = [row for row in ComplaintRemedy.objects.all() if within(row.brought_on, span)]
    grounds, outcomes = (
        ("decision", "refusal", "money", "other"),
        ("punished", "criticised", "unfounded"),
    )
    against = [row.kind for row in Remedy.objects.all() if within(row.brought_on, span)]
    return [
        len(settled),
        *(sum(row.line == line for row in settled) for line in grounds),
        *(sum(row.outcome == outcome for row in settled) for outcome in outcomes),
        *(sum(row.kind == kind for row in brought) for kind in ("reconsideration", "suit")),
        *(against.count(kind) for kind in ("reconsideration", "suit")),
    ]


TABLES = {
    "t1": t1,
    "t2": t2,
    "t3": t3,
    "t4": t4,
    "t11": t11,
    "quarterly": quarterly,
    "t12": t12,
    "t13": t13,
}
