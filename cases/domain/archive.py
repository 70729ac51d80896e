"""The dossier: gathering both volumes, refusing while something is missing, sealing (Procedure Rules art. 42)."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from cases.law import sevenones
from cases.law.catalogue import catalogue
from cases.models import Case
from cases.queries.sevenones import seven_ones_of
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.jobs import JobCancelled, enqueue, job
from legalaid.platform.documents import dossier
from legalaid.platform.documents.issue import ensure_file
from legalaid.platform.documents.models import Attachment, Paper, Volume

VOLUMES = {"approval": "审批卷", "handling": "承办卷"}


def catalogue_of(case):
    """{volume title: [(entry, [sources found])]}, what would be filed today."""
    papers = list(Paper.objects.filter(workflow="case", subject_id=case.pk, superseded_by=None))
    files = list(Attachment.objects.filter(workflow="case", subject_id=case.pk, removed_at=None))
    return {
        title: [(entry, _found(entry, papers, files)) for entry in catalogue(volume, case.kind, case.stage)]
        for volume, title in VOLUMES.items()
    }


def _found(entry, papers, files):
    """In the order of `sources`; a scanned, signed paper takes the place of the blank one we printed."""
    found = []
    for source in entry.sources:
        where, key = source.split(":")
        if where == "paper":
            found += [paper for paper in papers if paper.kind == key]
        else:
            found += [file for file in files if file.slot == key]
    return found


def missing_of(case):
    """Titles of required items that are not there yet."""
    if case.closure.document.endswith("（无文书）"):
        return [t for t in _missing(case) if t != "结案文书"]
    return _missing(case)


def _missing(case):
    return [entry.title for rows in catalogue_of(case).values() for entry, found in rows if entry.required and not found]


@CASE.step("archive")
def archive(case, *, by, at, note=""):
    """Checks the seven ones and the required items, then builds both volumes outside the request."""
    if lacking := sevenones.before_archiving(seven_ones_of(case)):
        raise DomainError(f"“七个一”尚缺：{'、'.join(lacking)}。补齐，或由中心负责人说明理由免除后再归档。")
    if absent := missing_of(case):
        raise DomainError(f"卷宗缺少必备材料：{'、'.join(absent)}。")
    enqueue("build_dossier", owner=by, case=case.pk, archivist=by.name, note=note)


@CASE.step("seal")
def seal(case, *, by, at, approval_pages, handling_pages):
    """Both volumes are stored and hashed; from here on the case is read-only."""
    case.archived_at = at


@CASE.step("reopen_archiving")
def reopen_archiving(case, *, by, at, error):
    """The volumes could not be built; the case waits for archiving again."""


@job("build_dossier")
def build_dossier(job, *, case, archivist, note):
    """Builds and stores both volumes, then seals. Run again after a crash it replaces what it had stored."""
    row = Case.objects.for_lists().get(pk=case)
    if row.state != "sealing":
        return None
    system = system_user()
    try:
        built = {}
        for index, (volume, title) in enumerate(VOLUMES.items()):
            job.step(index, len(VOLUMES), f"正在生成{title}")
            built[volume] = dossier.build(title, _cover(row, title, archivist), _items(row, title), note)
    except JobCancelled:
        raise
    except Exception as error:
        reason = error.sentence if isinstance(error, DomainError) else f"系统错误（{type(error).__name__}）"
        CASE.acts["reopen_archiving"](row, by=system, error=reason[:200])
        raise
    with transaction.atomic():
        for volume, title in VOLUMES.items():
            _store(row, volume, title, built[volume])
        CASE.acts["seal"](row, by=system, approval_pages=built["approval"].pages, handling_pages=built["handling"].pages)
    return {"case": case}


def _cover(case, title, archivist):
    return {
        "案件编号": case.number,
        "卷别": title,
        "案件类别": case.get_kind_display(),
        "案由": case.cause.name,
        "受援人": case.applicant.name,
        "所处阶段": case.stage,
        "承办机构": str(case.handler.firm),
        "承办人": str(case.handler),
        "收案日期": _date(case.received_at),
        "结案日期": case.closed_on.isoformat(),
        "归档人": archivist,
        "归档日期": _date(timezone.now()),
        "保管期限": "三十年",
    }


def _date(moment):
    return timezone.localdate(moment).isoformat()


def _items(case, title):
    items = []
    for entry, found in catalogue_of(case)[title]:
        waived = entry.title == "结案文书" and case.closure.document.endswith("（无文书）")
        if not found:
            items.append(dossier.Item(entry.title, required=entry.required and not waived))
        items += [_item(entry, source, alone=len(found) == 1) for source in found]
    return items


def _item(entry, source, *, alone):
    if isinstance(source, Paper):
        source = ensure_file(source)
        with source.file.open("rb") as file:
            return dossier.Item(
                f"{source.title} {source.number_text}".strip(), _date(source.issued_at), file.read(), source_sha256=source.sha256
            )
    with source.file.open("rb") as file:
        name = entry.title if alone else f"{entry.title}：{source.title}"
        return dossier.Item(name, _date(source.uploaded_at), file.read(), source.mime, source_sha256=source.sha256)


def _store(case, volume, title, built):
    Volume.objects.filter(workflow="case", subject_id=case.pk, kind=volume).delete()
    row = Volume(
        workflow="case",
        subject_id=case.pk,
        kind=volume,
        title=f"{case.number}{title}",
        sha256=hashlib.sha256(built.pdf).hexdigest(),
        pages=built.pages,
        manifest=built.manifest,
        built_at=timezone.now(),
    )
    row.file.save("volume.pdf", ContentFile(built.pdf), save=False)
    row.save()
