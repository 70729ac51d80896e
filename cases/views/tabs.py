"""The tabs of the case page: one is read when it is opened, all of them for paper (`?all=1`)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from cases.law.catalogue import CENTER_SLOTS, HANDLER_SLOTS
from cases.models import Evaluation
from cases.permissions import kept_from, unread
from cases.queries.case import complete
from cases.queries.chronology import FILTERS, chronology_of
from cases.queries.followup import plans_of
from cases.queries.group_serving import joint_papers, served_of
from cases.queries.objection import objectable
from cases.queries.quality import shows_fail
from cases.tables.detail import CLOCKS, MATERIALS, MEMBERS, PAPERS
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.documents import uploads
from legalaid.platform.documents.models import Attachment, Paper, Volume
from legalaid.platform.office.asked import as_number


@dataclass(frozen=True)
class Tab:
    label: str
    read: Callable  # (case, user, asked) -> context of the template; `asked`: the query of the address
    template: str


def slots(case, user):
    """[(key, title)] of what a file may be filed under."""
    if user.role == Role.HANDLER:
        return list(HANDLER_SLOTS.items())

    listed = [(item.slot, item.title) for item in case.materials.all()]
    return listed + list(CENTER_SLOTS.items())


def may_upload(case, user):
    return not CASE.denial("cases.materials", user, case)


def _findings(case, user, asked):
    means = getattr(complete(case), "means", None)
    return {
        "members_table": MEMBERS,
        "members": list(means.members.all()) if means else (),
        "handovers": list(case.handovers.all()),
        "former": list(case.decisions.filter(current=False).select_related("by")),
        "objections": list(case.objections.for_lists()),
        "means_queries": list(case.means_queries.all()) if means else (),
        "verifications": list(case.verifications.select_related("by")) if means else (),
        **objectable(case),
    }


def _materials(case, user, asked):
    items = list(case.materials.all())
    listed = {item.slot for item in items}
    files = list(_of(case, Attachment).filter(removed_at=None).select_related("uploaded_by"))

    return {
        "materials_table": MATERIALS,
        "materials": items,
        "files": files,
        "other_files": [file for file in files if file.slot not in listed],
        "slots": slots(case, user),
        "limit": settings.UPLOAD_MAX_BYTES,
        "may_upload": may_upload(case, user),
        "accept": uploads.ACCEPT,
        "accepted": uploads.ACCEPTED,
    }


def _papers(case, user, asked):
    issued = _of(case, Paper).select_related("superseded_by")
    issued = issued.exclude(kind__in=unread(user, case))
    issued = list(issued.defer("context", "superseded_by__context"))
    volumes = list(_of(case, Volume))
    services = case.services.filter(member=None).select_related("paper", "proof")
    services = services.defer("paper__context")
    serves = not CASE.refusal(CASE.steps["serve"], case, user)
    return {
        "papers_table": PAPERS,
        "papers": issued,
        "listed": [*volumes, *issued],
        "services": list(services),
        "of_each": [(paper, served_of(case, paper)) for paper in joint_papers(case)],
        "may_serve": serves,
    }


def _work(case, user, asked):
    return {
        "meetings": list(case.meetings.all()),
        "log": list(case.log.all()),
        "hearings": list(case.hearings.all()),
        "may_update_hearing": not CASE.refusal(CASE.steps["update_hearing"], case, user),
        "evaluation": _evaluation(case) if case.grade else None,
        "fails": shows_fail(user, case),
        "planned_call": plans_of([case.pk]).get(case.pk),
        "follow_ups": () if kept_from(user, case) else list(case.follow_ups.all()),
        "payments": list(case.payments.all()),
        "terminations": list(case.terminations.select_related("by", "decided_by")),
        "fraud_referrals": list(case.fraud_referrals.select_related("by")),
    }


def _clocks(case, user, asked):
    return {"clocks_table": CLOCKS, "deadlines": list(case.deadlines)}


def _history(case, user, asked):
    show, skip = asked.get("show", ""), as_number(asked.get("skip")) or 0
    reading = {"whole": "all" in asked, "unread": unread(user, case)}
    found = chronology_of(case, show=show, skip=skip, **reading)
    return {"chronology": found, "filters": FILTERS, "show": show, "skip": skip}


def _of(case, model):
    return model.objects.filter(workflow="case", subject_id=case.pk)


def _evaluation(case):
    with_people = Evaluation.objects.select_related("evaluator__user", "evaluator__firm")
    return with_people.filter(case=case).first()


TABS = {
    "history": Tab("经过", _history, "cases/_case_history.html"),
    "materials": Tab("材料", _materials, "cases/_case_files.html"),
    "papers": Tab("文书", _papers, "cases/_case_papers.html"),
    "work": Tab("办理记录", _work, "cases/_case_work.html"),
    "findings": Tab("审查和决定", _findings, "cases/_case_findings.html"),
    "clocks": Tab("期限", _clocks, "cases/_case_clocks.html"),
}
