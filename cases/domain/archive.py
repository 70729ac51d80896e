"""The dossier: gathering both volumes, refusing while something is missing, sealing (Procedure Rules art. 42)."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from cases.law import retention as law
from cases.law import sevenones
from cases.models import Case, Catalogue, Closure
from cases.queries.archive import catalogue_of, missing_of
from cases.queries.sevenones import seven_ones_of
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import dossier
from legalaid.platform.documents.issue import ensure_file
from legalaid.platform.documents.kinds import PAPER_KINDS
from legalaid.platform.documents.models import Paper, Volume
from legalaid.platform.jobs.models import Job, JobCancelled
from legalaid.platform.jobs.queue import enqueue, job, last_job


@CASE.step("archive")
def archive(case, *, by, at, note="", retention=""):
    """Checks the seven ones and the required items, then builds both volumes outside the request. `retention`: how long it is kept."""
    if lacking := sevenones.before_archiving(seven_ones_of(case)):
        raise DomainError(
            f"“七个一”尚缺：{'、'.join(lacking)}。补齐，或由中心负责人说明理由免除后再归档。"
        )
    if absent := missing_of(case):
        raise DomainError(f"卷宗缺少必备材料：{'、'.join(absent)}。")
    kept = retention or law.retention(life_or_death=case.life_or_death)
    Closure.objects.filter(case=case).update(archive_note=note, retention=kept, archived_by=by)
    enqueue("build_dossier", owner=by, case=case.pk)


@CASE.step("seal")
def seal(case, *, by, at, approval_pages, handling_pages):
    """Both volumes are stored and hashed; from here on the case is read-only."""
    case.archived_at = at


@CASE.step("reopen_archiving")
def reopen_archiving(case, *, by, at, error):
    """The volumes could not be built; the case waits for archiving again."""


@job("build_dossier")
def build_dossier(job, *, case):
    """Builds and stores both volumes, then seals. Run again after a crash it replaces what it had stored."""
    row = Case.objects.for_lists().get(pk=case)
    if row.state != "sealing":
        return None
    system = system_user()
    try:
        built = _build(row, job.step)
    except JobCancelled:
        raise
    except Exception as error:
        reason = (
            error.sentence
            if isinstance(error, DomainError)
            else f"系统错误（{type(error).__name__}）"
        )
        CASE.acts["reopen_archiving"](row, by=system, error=reason[:200])
        raise
    with transaction.atomic():
        _store_all(row, built)
        CASE.acts["seal"](
            row,
            by=system,
            approval_pages=built["approval"].pages,
            handling_pages=built["handling"].pages,
        )
    return {"case": case}


def build_volumes(case):
    """Both volumes of a case that is sealed already: for a demo county, whose cases were walked without waiting for them."""
    _store_all(case, _build(case, lambda done, total, note: None))


def _build(case, told):
    """{volume: Built}; told(done, total, note) hears of every item."""
    built, found, done = {}, catalogue_of(case), 0
    sizes = {
        label: sum(max(len(sources), 1) for _, sources in rows) for label, rows in found.items()
    }
    for volume in Catalogue.Volume:

        def item_done(number, start=done, title=volume.label):
            told(start + number, sum(sizes.values()), f"正在生成{title}")

        cover, items = _cover(case, volume.label), _items(case, found[volume.label])
        built[volume] = dossier.build(
            volume.label, cover, items, case.closure.archive_note, told=item_done
        )
        done += sizes[volume.label]
    return built


def _store_all(case, built):
    for volume in Catalogue.Volume:
        _store(case, volume, built[volume])


def _cover(case, title):
    notice = Paper.objects.filter(
        workflow="case", subject_id=case.pk, kind="assignment_notice", superseded_by=None
    ).last()
    return {
        "案件编号": case.number,
        "卷别": title,
        **({"密级": "密卷"} if case.secret else {}),
        "案件类别": case.get_kind_display(),
        "案由": case.cause.name,
        "受援人": case.applicant.name,
        "所处阶段": case.stage,
        "指派文号": notice.number_text if notice else "",
        "承办机构": str(case.handler.firm),
        "承办人": str(case.handler),
        "收案日期": _date(case.received_at),
        "结案日期": case.closed_on.isoformat(),
        "归档人": case.closure.archived_by.name,
        "归档日期": _date(timezone.now()),
        "保管期限": case.closure.retention,
    }


def _date(moment):
    return timezone.localdate(moment).isoformat()


def _items(case, rows):
    items, without = [], case.closure.document.endswith("（无文书）")
    for entry, found in rows:
        if not found:
            items.append(
                dossier.Item(
                    entry.title,
                    required=entry.required and not (without and entry.title == "结案文书"),
                )
            )
        items += [_item(entry, source, alone=len(found) == 1) for source in found]
    return items


def _item(entry, source, *, alone):
    if isinstance(source, Paper):
        source = ensure_file(source)
        with source.file.open("rb") as file:
            return dossier.Item(
                f"{source.title} {source.number_text}".strip(),
                _date(source.issued_at),
                file.read(),
                source_sha256=source.sha256,
                stub=PAPER_KINDS[source.kind].stub,
            )
    with source.file.open("rb") as file:
        name = entry.title if alone else f"{entry.title}：{source.title}"
        return dossier.Item(
            name, _date(source.uploaded_at), file.read(), source.mime, source_sha256=source.sha256
        )


def _store(case, volume, built):
    Volume.objects.filter(workflow="case", subject_id=case.pk, kind=volume).delete()
    row = Volume(
        workflow="case",
        subject_id=case.pk,
        kind=volume,
        title=f"{case.number}{volume.label}",
        sha256=hashlib.sha256(built.pdf).hexdigest(),
        pages=built.pages,
        manifest=built.manifest,
        built_at=timezone.now(),
    )
    row.file.save("volume.pdf", ContentFile(built.pdf), save=False)
    row.save()


def release_stuck():
    """Cases whose volumes nobody is building any more (a worker died too often) wait for archiving again. Returns how many."""
    count = 0
    for case in Case.objects.filter(state="sealing"):
        row = last_job("build_dossier", case=case.pk)
        if row is None or row.state in (Job.State.FAILED, Job.State.CANCELLED):
            CASE.acts["reopen_archiving"](
                case, by=system_user(), error=row.error if row else "没有生成任务"
            )
            count += 1
    return count
