"""Cases that wait for a step of this person's, and closed cases that wait for a grade."""

from functools import partial

from django.db.models import DateField, DateTimeField, F
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from cases.enums import UNDECIDED, Channel
from cases.enums import State as S
from cases.models import (
    Case,
    Objection,
    PriorProvision,
    Service,
    SupplementNotice,
)
from cases.models.case_rows import GUARD
from cases.queries.case import next_steps, with_reviews
from cases.queries.followup import plans_of, to_call
from cases.queries.objection import waiting_objections
from cases.queries.prior import priors_for
from cases.queries.returned import whys_back
from cases.queries.serving import to_serve_again
from cases.queries.todo import at_hand, to_grade
from cases.workflow import CASE
from legalaid.faces.desk.waiting import Kind, Matter, gathered, last_minute
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.words import near
from legalaid.platform.office.addresses import address
from legalaid.platform.office.operators import ME

ACTS = {
    S.AT_STATION: "初审移交",
    S.RETURNED_TO_STATION: "补充后再移交",
    S.HANDED_OVER: "签收移交",
    S.SUBMITTED: "受理",
    S.SUPPLEMENT: "等补正材料",
    S.FORM_REVIEW: "形式审查",
    S.MERITS_REVIEW: "实体审查",
    S.COOPERATION: "等协作回函",
    S.DECISION: "决定",
    S.GRANTED: "指派",
    S.OFFERED: "接受指派",
    S.AGREEMENT: "签委托协议",
    S.FIRST_MEETING: "首次会见",
    S.HANDLING: "办理",
    S.LAWYER_REFUSED: "另定律师",
    S.TERMINATING: "决定是否终止",
    S.CONCLUDED: "报送结案材料",
    S.TERMINATED: "送达终止决定",
    S.CLOSING_REVIEW: "结案审查",
    S.CLOSING_RETURNED: "结案补正",
    S.ITEM_OWED: "补交卷宗材料",
    S.FOLLOW_UP: "回访",
    S.ARCHIVING: "归档",
}
BY_REGISTRAR = (S.SUBMITTED, S.FORM_REVIEW, S.MERITS_REVIEW, S.COOPERATION)
BEFORE_WORK = UNDECIDED | {S.GRANTED, S.OFFERED, S.AGREEMENT, S.FIRST_MEETING}
AGREED = Cast(None, DateField())  # no law says when; PostgreSQL asks what kind of NULL it is
AGREED_AT = Cast(None, DateTimeField())
BY_HANDLER = (S.CLOSING_REVIEW, S.FOLLOW_UP, S.ARCHIVING)


def turns(user, now):
    """By state, each case with the first step that brings it on."""

    def read(keys):
        cases = with_reviews(Case.objects.filter(pk__in=keys).order_by().for_todo())
        notes = notes_of(cases)
        return {case.pk: matter_of(case, next_steps(case, user), notes[case.pk]) for case in cases}

    kinds = {"kind": "state", "kind_of": _of_state}
    limits = {"limit": F("first_at"), "law": F("due_at"), "many": True}
    return gathered(lambda: at_hand(user), **kinds, **limits, read=read, now=now)


def _of_state(state):
    return Kind(f"cases.{state}", ACTS[state], list_of(state))


def calls(user, now):
    """Calls given to somebody whose turn the case is not: a reviewer, the supervisor."""
    every = f"{reverse('cases:list')}?caller={ME}&state={S.FOLLOW_UP}"
    kind = Kind("cases.call", "安排给我的回访", every)
    return gathered(
        lambda: to_call(user),
        kind_of=lambda _: kind,
        limit=F("planned_call__due_on"),
        law=AGREED,
        by_day=True,
        read=_to_call,
        now=now,
    )


def _to_call(keys):
    cases, plans = Case.objects.filter(pk__in=keys).order_by().for_names(), plans_of(keys)
    return {case.pk: _call(case, plans[case.pk]) for case in cases}


def _call(case, plan):
    page = address("cases:detail", case.pk)
    return Matter(
        who=case.applicant.name,
        what=case.cause.name,
        url=page,
        verb="回访",
        to=f"{page}follow_up/",
        note=f"承办人 {case.handler}" if case.handler else "",
        due=last_minute(plan.due_on),
        promise=True,
        contact=case.applicant.warning,
    )


def gradings(user, now):
    """What the office grades when a case is closed; no limit runs."""
    every = f"{reverse('cases:list')}?ungraded=true"
    kind = Kind("cases.grade", "评定质量等次", every)
    return gathered(
        lambda: to_grade(user), kind_of=lambda _: kind, read=_to_grade, now=now, many=True
    )


def _to_grade(keys):
    cases = Case.objects.filter(pk__in=keys).order_by().for_names()
    return {case.pk: _grading(case) for case in cases}


def _grading(case):
    page = address("cases:detail", case.pk)
    return Matter(
        who=case.applicant.name,
        what=case.cause.name,
        url=page,
        verb="评定",
        to=f"{page}grade/",
        note=f"承办人 {case.handler}" if case.handler else "",
    )


def returned(user, now):
    """Papers that came back: served again another way; no limit runs, but the one that counts from receipt does not begin either."""
    kind = Kind("cases.again", "再次送达")
    return gathered(lambda: to_serve_again(user), kind_of=lambda _: kind, read=_to_serve, now=now)


def _to_serve(keys):
    rows = Service.objects.filter(pk__in=keys).select_related("paper", "member__joint")
    rows = list(rows.defer("paper__context"))
    cases = Case.objects.order_by().for_names().in_bulk([row.case_id for row in rows])
    return {row.pk: _service(row, cases[row.case_id]) for row in rows}


def _service(row, case):
    page, one = address("cases:detail", case.pk), row.member
    if one:
        one.case = case
    alone = f"serve/?paper={row.paper_id}"
    step = f"serve_members/?paper={row.paper_id}&person={one.pk}" if one else alone

    return Matter(
        who=str(one or case.applicant.name),
        what=case.cause.name,
        url=page,
        verb="再次送达",
        to=f"{page}{step}",
        note=f"{row.paper.title}{near(row.returned_on)}退回：{row.returned_why}",
        contact=(one.reached_as if one else case.applicant).warning,
    )


def objections(user, now):
    """Those the bureau decides by the law's limit, and those on which the centre has to decide anew."""
    kinds = {
        "received": Kind("objections.received", "审查异议", reverse("cases:objections")),
        "ordered": Kind("objections.ordered", "按审查决定改正", reverse("cases:objections")),
    }
    limits = {"limit": F("first_at"), "law": F("due_at")}
    found = {"kind": "state", "kind_of": kinds.get, "read": _objections}
    return gathered(lambda: waiting_objections(user), **found, **limits, now=now)


def _objections(keys):
    rows = Objection.objects.filter(pk__in=keys).for_lists()
    return {row.pk: _objection(row) for row in rows}


def _objection(row):
    return Matter(
        who=row.objector,
        what=row.case.cause.name,
        url=row.get_absolute_url(),
        verb="审查" if row.due_at else "改正",
        note=row.title,
        due=row.due_at,
    )


OWED = (
    "owed_by",
    "reviewed_at",
    "case__applicant__name",
    *(f"case__{name}" for name in GUARD),
    "case__cause__name",
)
PRIORS = {
    Role.WINDOW: ("cases.prior_papers", "催补先行提供的手续", "receive_owed"),
    Role.REVIEWER: ("cases.prior_review", "补办先行提供的审查", "review_prior"),
    Role.DIRECTOR: ("cases.prior_decide", "决定先行提供是否确认", "confirm_prior"),
}


def priors(user, now):
    """Aid provided at once whose formalities are owed."""
    key, act, step = PRIORS[user.role]
    kind, today = Kind(key, act), timezone.localdate(now)
    read = partial(_to_provide, step)
    return gathered(
        lambda: priors_for(user, today),
        kind_of=lambda _: kind,
        limit=F("owed_by"),
        by_day=True,
        read=read,
        now=now,
    )


def _to_provide(step, keys):
    rows = PriorProvision.objects.filter(pk__in=keys).order_by().only(*OWED)
    joined = rows.select_related("case__applicant", "case__cause")
    return {row.pk: _prior(row, step) for row in joined}


def _prior(row, step):
    page = address("cases:detail", row.case_id)
    return Matter(
        who=row.case.applicant.name,
        what=row.case.cause.name,
        url=page,
        verb=CASE.steps[step].label,
        to=f"{page}{step}/" if row.reviewed_at or step != "confirm_prior" else page,
        note=f"先行提供，{near(row.owed_by)}前补办",
        due=last_minute(row.owed_by),
        contact=row.case.applicant.warning,
    )


def matter_of(case, steps, note):
    """One line of a case; without a step of one's own the page of the case says why."""
    page, (verb, to) = address("cases:detail", case.pk), act_on(case, steps)
    promised = case.promised_at is not None
    return Matter(
        who=case.applicant.name,
        what=case.cause.name,
        url=page,
        verb=verb,
        to=to,
        note=note,
        due=case.first_at,
        promise=promised,
        law=case.due_at if promised else None,
        contact=case.applicant.warning,
    )


def act_on(case, steps):
    """(verb, where it is done). What waits for a decision is read before it is known which it will be."""
    page, step = address("cases:detail", case.pk), first_of(case, steps)
    if step is None:
        return "查看", page
    if case.state == S.DECISION:
        return "阅办", f"{reverse('cases:decisions')}?case={case.pk}"
    if case.state == S.LAWYER_REFUSED:  # three ways out, none before the others
        return "处理", page
    return step.label, f"{page}{step.key}/"


def first_of(case, steps):
    """What is done next: a station that has looked an application through hands it over."""
    if case.state == S.AT_STATION and hasattr(case, "pre_review"):
        steps = [step for step in steps if step.key != "pre_review"]
    return steps[0] if steps else None


def list_of(state):
    if state == S.DECISION:
        return reverse("cases:decisions")
    return f"{reverse('cases:list')}?state={state}&turn=mine&order=due"


def notes_of(cases):
    """{case id: from whom it came, or what is missing}."""
    said = _missing([case.pk for case in cases if case.state == S.SUPPLEMENT])
    said |= _planned([case.pk for case in cases if case.state == S.FOLLOW_UP])
    said |= whys_back({case.pk: case.state for case in cases})
    names = _names(cases)
    return {
        case.pk: _with_limitation(case, said.get(case.pk) or _note(case, names)) for case in cases
    }


def _with_limitation(case, note):
    """What ends for the applicant comes before all else, until the handler has the case in hand."""
    if case.limitation_on is None or case.state not in BEFORE_WORK:
        return note
    ends = f"{near(case.limitation_on)}时效或者期限届满"
    return f"{ends}，{note}" if note else ends


def _missing(keys):
    if not keys:
        return {}
    notices = SupplementNotice.objects.filter(case__in=keys, answered_at=None)
    return {row.case_id: f"缺：{'、'.join(row.items)}" for row in notices.order_by("issued_at")}


def _planned(keys):
    """Who calls, where that has been agreed."""
    if not keys:
        return {}
    return {
        pk: f"由{plan.officer.name}在{near(plan.due_on)}前回访"
        for pk, plan in plans_of(keys).items()
    }


def _names(cases):
    """{user id: name} of whoever a line names."""
    keys = {case.registered_by_id for case in cases if case.state in BY_REGISTRAR}
    keys |= {case.reviewed_by_id for case in cases if case.state == S.DECISION}
    keys.discard(None)
    return (
        dict(User.objects.filter(pk__in=keys).order_by().values_list("pk", "name")) if keys else {}
    )


def _note(case, names):
    if case.state == S.HANDED_OVER:
        return f"{case.station.name}移交"
    if case.state == S.DECISION:
        return f"{names.get(case.reviewed_by_id, '')}建议{case.review.proposal}"
    if case.state == S.GRANTED:
        return case.mode or Channel(case.channel).label
    if case.state in BY_REGISTRAR:
        return f"登记人 {names[case.registered_by_id]}"
    if case.state in BY_HANDLER and case.handler:
        return f"承办人 {case.handler}"
    return ""
