"""The tabs of the case page: one is read when it is opened, all of them for paper (`?all=1`)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from cases.law.catalogue import CENTER_SLOTS, HANDLER_SLOTS
from cases.models import Evaluation
from cases.tables.detail import CLOCKS, MATERIALS, MEMBERS, PAPERS
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import events_for
from legalaid.platform.documents import uploads
from legalaid.platform.documents.models import Attachment, Paper, Volume


@dataclass(frozen=True)
class Tab:
    label: str
    read: Callable  # (case, user) -> context of the template
    template: str


def slots(case, user):
    """[(key, title)] of what a file may be filed under."""
    if user.role == Role.HANDLER:
        return list(HANDLER_SLOTS.items())

    listed = [(item.slot, item.title) for item in case.materials.all()]
    return listed + list(CENTER_SLOTS.items())


def may_upload(case, user):
    return not CASE.denial("cases.materials", user, case)


def _overview(case, user):
    means = getattr(case, "means", None)
    return {"members_table": MEMBERS, "members": list(means.members.all()) if means else ()}


def _materials(case, user):
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
    }


def _papers(case, user):
    issued = _of(case, Paper).select_related("superseded_by")
    issued = list(issued.defer("context", "superseded_by__context"))
    volumes = list(_of(case, Volume))
    return {"papers_table": PAPERS, "papers": issued, "listed": [*volumes, *issued]}


def _work(case, user):
    return {
        "meetings": list(case.meetings.all()),
        "log": list(case.log.all()),
        "hearings": list(case.hearings.all()),
        "evaluation": _evaluation(case) if case.grade else None,
        "follow_ups": list(case.follow_ups.all()),
        "payments": list(case.payments.all()),
    }


def _clocks(case, user):
    return {"clocks_table": CLOCKS, "deadlines": list(case.deadlines)}


def _history(case, user):
    return {"events": events_for("case", case.pk)}


def _of(case, model):
    return model.objects.filter(workflow="case", subject_id=case.pk)


def _evaluation(case):
    with_people = Evaluation.objects.select_related("evaluator__user", "evaluator__firm")
    return with_people.filter(case=case).first()


TABS = {
    "overview": Tab("概况", _overview, "cases/_case_overview.html"),
    "materials": Tab("材料", _materials, "cases/_case_files.html"),
    "papers": Tab("文书", _papers, "cases/_case_papers.html"),
    "work": Tab("办理", _work, "cases/_case_work.html"),
    "clocks": Tab("期限", _clocks, "cases/_case_clocks.html"),
    "history": Tab("经过", _history, "cases/_case_history.html"),
}
