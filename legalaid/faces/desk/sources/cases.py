"""Cases that wait for a step of this person's, and closed cases that wait for a grade."""

from django.db.models import DateField, F
from django.db.models.functions import Cast
from django.urls import reverse

from cases.enums import Channel
from cases.enums import State as S
from cases.models import Case, SupplementNotice
from cases.queries.case import next_steps, with_reviews
from cases.queries.followup import plans_of, to_call
from cases.queries.returned import whys_back
from cases.queries.todo import at_hand, to_grade
from legalaid.faces.desk.waiting import Kind, Matter, gathered, last_minute
from legalaid.platform.accounts.models import User
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
    S.CONCLUDED: "报送结案材料",
    S.CLOSING_REVIEW: "结案审查",
    S.CLOSING_RETURNED: "结案补正",
    S.ITEM_OWED: "补交卷宗材料",
    S.FOLLOW_UP: "回访",
    S.ARCHIVING: "归档",
}
BY_REGISTRAR = (S.SUBMITTED, S.FORM_REVIEW, S.MERITS_REVIEW, S.COOPERATION)
AGREED = Cast(None, DateField())  # no law says when; PostgreSQL asks what kind of NULL it is
BY_HANDLER = (S.CLOSING_REVIEW, S.FOLLOW_UP, S.ARCHIVING)


def turns(user, now):
    """By state, each case with the first step that brings it on."""

    def read(keys):
        cases = with_reviews(Case.objects.filter(pk__in=keys).order_by().for_todo())
        notes = notes_of(cases)
        return {case.pk: matter_of(case, next_steps(case, user), notes[case.pk]) for case in cases}

    kinds = {"kind": "state", "kind_of": _of_state}
    limits = {"limit": F("first_at"), "law": F("due_at")}
    return gathered(at_hand(user), **kinds, **limits, read=read, now=now)


def _of_state(state):
    return Kind(f"cases.{state}", ACTS[state], list_of(state))


def calls(user, now):
    """Calls given to somebody whose turn the case is not: a reviewer, the supervisor."""
    every = f"{reverse('cases:list')}?caller={ME}&state={S.FOLLOW_UP}"
    kind = Kind("cases.call", "安排给我的回访", every)
    return gathered(
        to_call(user),
        kind_of=lambda _: kind,
        limit=F("planned_call__due_on"),
        law=AGREED,
        by_day=True,
        read=_to_call,
        now=now,
    )


def _to_call(keys):
    cases, plans = Case.objects.filter(pk__in=keys).order_by().for_todo(), plans_of(keys)
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
    return gathered(to_grade(user), kind_of=lambda _: kind, read=_to_grade, now=now)


def _to_grade(keys):
    cases = Case.objects.filter(pk__in=keys).order_by().for_todo()
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
    return {case.pk: said.get(case.pk) or _note(case, names) for case in cases}


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
