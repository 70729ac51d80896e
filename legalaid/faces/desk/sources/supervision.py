"""Tasks and opinions of supervisors: what waits for them, for whoever looks files through, and for whoever has to answer."""

from functools import partial

from django.db.models import F
from django.urls import reverse

from cases.quality.models import SupervisorOpinion, SupervisorTask
from cases.quality.queries.supervision import late_opinions, unanswered_opinions, waiting_opinions
from cases.quality.queries.supervisor import to_release, waiting_tasks
from legalaid.faces.desk.waiting import Kind, Matter, gathered, last_minute
from legalaid.platform.accounts.roles import Role

from .review import NO_LAW


def tasks(user, now):
    """What was drawn for this person, until the day that was set."""
    kind = Kind("supervision.task", "监督任务", reverse("quality:tasks"))
    found = {"kind_of": lambda _: kind, "read": _tasks("办理")}
    return gathered(partial(waiting_tasks, user), limit=F("due_on"), by_day=True, **found, now=now)


def releases(user, now):
    kind = Kind("supervision.release", "核对遮蔽，交监督员阅看", reverse("quality:tasks"))
    found = {"kind_of": lambda _: kind, "read": _tasks("核对")}
    return gathered(partial(to_release, user), limit=F("due_on"), by_day=True, **found, now=now)


def _tasks(verb):
    def read(keys):
        rows = SupervisorTask.objects.filter(pk__in=keys).order_by().for_lists()
        return {row.pk: _task(row, verb) for row in rows}

    return read


def _task(row, verb):
    page = row.get_absolute_url()
    return Matter(
        who=row.case.number,
        what=row.case.cause.name,
        url=page,
        verb=verb,
        to=page,
        note=row.get_kind_display(),
        due=last_minute(row.due_on),
    )


def opinions(user, now):
    """Those that wait for this person's answer, or for the supervisor to say whether it will do."""
    act = "确认监督意见的答复" if user.role == Role.SUPERVISOR else "答复监督意见"
    return _opinions("supervision.opinion", act, "办理", partial(waiting_opinions, user), now)


def unanswered(user, now):
    """The own, which somebody else has to answer."""
    rows = partial(unanswered_opinions, user)
    return _opinions("supervision.unanswered", "等待答复的监督意见", "查看", rows, now)


def late(user, now):
    """Not answered in time, for the bureau: number and kind."""
    kind = Kind("supervision.late", "监督意见逾期没有答复", reverse("quality:supervision"))
    found = {"kind_of": lambda _: kind, "read": _late}
    limits = {"limit": F("first_at"), "law": NO_LAW}
    return gathered(partial(late_opinions, user, now), **limits, **found, now=now)


def _late(keys):
    page = reverse("quality:supervision")
    rows = SupervisorOpinion.objects.filter(pk__in=keys).order_by().for_lists()
    return {row.pk: _opinion(row, page, "查看") for row in rows}


def _opinions(key, act, verb, rows, now):
    kind = Kind(key, act, reverse("quality:opinions"))

    def read(keys):
        found = SupervisorOpinion.objects.filter(pk__in=keys).order_by().for_lists()
        return {row.pk: _opinion(row, row.get_absolute_url(), verb) for row in found}

    limits = {"limit": F("first_at"), "law": NO_LAW}
    return gathered(rows, kind_of=lambda _: kind, **limits, read=read, now=now)


def _opinion(row, page, verb):
    return Matter(
        who=row.case.number,
        what=row.get_kind_display(),
        url=page,
        verb=verb,
        to=page,
        due=row.due_at,
    )
