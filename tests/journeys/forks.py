"""A living case on each way that leaves the line, for the crawl: what only such a case shows is reached from its page."""

from datetime import timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from cases.domain.eligibility import record_means
from cases.enums import RecusalAsker, RecusalResult, ReplacementAsker, Urgency
from cases.workflow import CASE
from tests.cases.groups import act, begun, go, who
from tests.cases.test_assistance import ASK, LETTER
from tests.cases.test_away import AWAY, SENT
from tests.cases.test_group import REFUSAL
from tests.cases.test_notice import notified
from tests.cases.test_verification import ASK as QUERY
from tests.cases.test_verification import MEMBERS, STATED
from tests.factories import FINDINGS, LINE, do, new_case, walk
from tests.rights.sample import commitment, inbound_request, package

DAY = timedelta(days=1)
WHY = "审查人员是对方公司负责人的妹妹。"


def forks(people):
    """[(who, address)]"""
    start = timezone.now() - (len(LINE) + 2) * DAY
    parts = (away, helped, kept_out, at_once, together, checked, twice, staged)
    return [*(found for part in parts for found in part(people, start)), *elsewhere(people)]


def shown(case, *names):
    return [(name, f"{case.get_absolute_url()}?all=1") for name in names]


def away(people, start):
    """Told to go elsewhere; the papers of one have followed."""
    told, followed = (walk(people, "accept", at=start) for _ in range(2))
    by, at = people.chuangkou, start + 2 * DAY
    for case in (told, followed):
        CASE.acts["refer_away"](case, by=by, at=at, **AWAY)
    sent = SENT | {"sent_on": timezone.localdate(at)}
    CASE.acts["forward_papers"](followed, by=by, at=at, **sent)
    page = ("chuangkou", reverse("cases:forward_papers", args=[told.pk]))
    return [*shown(told, "chuangkou"), page, *shown(followed, "chuangkou")]


def helped(people, start):
    """A case at work for which everything was asked that can be asked for."""
    case, at = walk(people, "hold_first_meeting", at=start), start + 9 * DAY
    record_means(case, STATED, MEMBERS)
    case.refresh_from_db()
    acts, day = CASE.acts, timezone.localdate(start + 9 * DAY)
    _, asked = (acts["ask_assistance"](case, by=people.lvshi, at=at, **ASK) for _ in range(2))
    letter = LETTER | {"due": day + 14 * DAY}
    acts["investigate"](case, by=people.shencha2, at=at, asked=asked, **letter)

    request = {"asked_by": ReplacementAsker.RECIPIENT, "asker": "李国强", "evidence": ""}
    why = {"received_on": day, "reason": "三次约见没有到场，电话不接。"}
    acts["ask_replacement"](case, by=people.chuangkou, at=at, **request, **why)
    keep_out(case, people, people.shencha2, at)

    kinds = ["court_fee", "notary"]
    told = {"kinds": kinds, "told_on": day, "told_how": "当面"}
    acts["tell_relief"](case, by=people.lvshi, at=at, **told)
    court = {"organ": "清和县人民法院", "form": "免交", "grounds": ["waive_support"]}
    row = case.reliefs.get(kind="court_fee")
    acts["ask_relief"](case, by=people.lvshi, at=at, relief=row, asked_on=day, **court)
    return shown(case, "chuangkou", "shencha", "zhuren", "lvshi")


def keep_out(case, people, user, at):
    facts = {"asked_by": RecusalAsker.APPLICANT, "asker": "李国强", "reason": WHY}
    day = timezone.localdate(at)
    return CASE.acts["ask_recusal"](
        case, by=people.chuangkou, at=at, user=user, received_on=day, **facts
    )


def kept_out(people, start):
    """A reviewer who keeps out of a case."""
    case, at = walk(people, "pass_form", at=start), start + 3 * DAY
    row = keep_out(case, people, people.shencha, at)
    said = {"result": RecusalResult.GRANTED, "reasons": "经核实，情况属实。"}
    CASE.acts["decide_recusal"](case, by=people.zhuren, at=at, recusal=row, **said)
    return shown(case, "shencha", "zhuren")


def at_once(people, start):
    """Aid provided at once: its formalities are owed, and made up for and reviewed."""
    owing, reviewed = (new_case(people, at=start) for _ in range(2))
    at, day = start + DAY, timezone.localdate(start + DAY)
    why = {"ground": Urgency.LIMITATION, "limitation_on": day + 2 * DAY, "reason": "时效届满。"}
    owed = {"owed": ["工资标准和拖欠证明"], "owed_by": day + 7 * DAY}
    for case in (owing, reviewed):
        CASE.acts["provide_first"](case, by=people.zhuren, at=at, **why, **owed)
    said = {"proposal": "给予", "opinion": "材料已补。", "findings": FINDINGS}
    CASE.acts["review_prior"](reviewed, by=people.shencha, at=at + DAY, **said)
    return [*shown(owing, "zhuren", "shencha"), *shown(reviewed, "zhuren")]


def together(people, start):
    """Six who apply together: undecided; at work, one refused, one gone, one paid; closed, some of them to be called."""
    undecided = begun(people, "accept", at=start)
    case = begun(people, at=start)
    one, two, gone = (who(case, name) for name in ("吴小妹", "周大勇", "工友4"))
    act(case, "refuse_member", people.zhuren, person=two, **REFUSAL)
    go(case, people, "hold_first_meeting")
    day = timezone.localdate(case.changed_at)
    left = {"left_on": day, "reason": "已与公司和解"}
    act(case, "leave_group", people.chuangkou, person=gone, **left)
    act(case, "set_won", people.lvshi, amounts={one: Decimal(9000)})
    go(case, people, "conclude")
    act(case, "pay_members", people.lvshi, paid_on=day, amounts={one: Decimal(4000)}, note="")

    closed = begun(people, "approve_closure", at=start)
    act(closed, "draw_calls", people.chuangkou, size=2)
    names = ("chuangkou", "zhuren", "lvshi")
    pages = [(name, reverse("cases:group", args=[case.pk])) for name in names]
    for row in (undecided, closed):
        pages.append(("chuangkou", reverse("cases:group", args=[row.pk])))
    return [*pages, *shown(case, *names), *shown(closed, "chuangkou")]


def checked(people, start):
    """Means asked about; a commitment that was drawn, and found untrue."""
    case, at = walk(people, "accept", at=start), start + 2 * DAY
    record_means(case, STATED, MEMBERS)
    case.refresh_from_db()
    asked_on = {"asked_on": timezone.localdate(at)}
    CASE.acts["query_means"](case, by=people.shencha, at=at, **QUERY | asked_on)

    made = commitment(people)
    return [
        *shown(case, "shencha"),
        ("zhuren", reverse("cases:verification", args=[made["plan"]])),
        ("shencha2", reverse("cases:verify", args=[made["drawn"]])),
        ("zhuren", reverse("cases:lift_bar", args=[made["bar"]])),
    ]


def twice(people, start):
    """The same matter a second time, and a third that was joined to the first; a foreigner's."""
    first, second, third = (new_case(people, at=start) for _ in range(3))
    into = {"into": first, "reason": "两处申请的是同一笔工资。"}
    CASE.acts["join"](third, by=people.chuangkou, at=start + DAY, **into)
    crowds = ["migrant_worker", "foreigner"]
    foreigner = new_case(people, at=start, crowds=crowds)
    sent_on = new_case(people, at=start, channel="custody")
    rows = (second, third, foreigner, sent_on)
    return [found for case in rows for found in shown(case, "chuangkou")]


def staged(people, start):
    """A defence that has ended, after which another organ may notify."""
    came = dict.fromkeys(("dated_on", "received_on"), timezone.localdate(start))
    notice = came | {"number": "清法援通〔2026〕23号", "apart": "同名的另一人，另一件案件。"}
    case = notified(people, at=start, notice=notice)
    line = ("assign", "accept_assignment", "sign_agreement", "hold_first_meeting", "conclude")
    for number, step in enumerate(line, 1):
        do(case, people, step, start + number * DAY)
    return shown(case, "chuangkou", "lvshi")


def elsewhere(people):
    """What other agencies send."""
    asked, came = inbound_request(people), package(people)
    return [
        ("zhuren", reverse("cases:inbound", args=[asked.pk])),
        ("chuangkou", reverse("cases:inbound_correct", args=[asked.pk])),
        ("chuangkou", reverse("cases:package", args=[came.pk])),
    ]
