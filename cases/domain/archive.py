"""The dossier: gathering both volumes, refusing while something is missing, sealing (Procedure Rules art. 42)."""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from cases import periods
from cases.enums import State
from cases.law import retention as law
from cases.law import sevenones
from cases.models import AskedItem, Case, Catalogue
from cases.queries.archive import catalogue_of, missing_of, must_be_filed
from cases.queries.ending import still_objectable
from cases.queries.sevenones import seven_ones_of
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import dossier, volumes
from legalaid.platform.documents.altered import report
from legalaid.platform.documents.fields import Altered
from legalaid.platform.documents.issue import ensure_file
from legalaid.platform.documents.kinds import PAPER_KINDS
from legalaid.platform.documents.models import Attachment, Paper, Volume
from legalaid.platform.jobs.kinds import rows_of
from legalaid.platform.jobs.models import Job, JobCancelled
from legalaid.platform.jobs.queue import enqueue, job, last_job
from legalaid.platform.procedure import deadlines


@dataclass(frozen=True)
class Archived:
    """What the history says where it was not waited for the limit to object."""

    sooner: str


@CASE.step("archive")
def archive(case, *, by, at, note="", retention="", early=""):
    """Checks the seven ones and the required items, then builds both volumes outside the request. `retention`: how long it is kept;
    `early`: why it is not waited until nobody may object any more."""
    waits = still_objectable(case, timezone.localdate(at))
    if waits and len(early.strip()) < 4:
        raise DomainError(f"{waits}提前归档的，请写明理由（不少于4个字）。", field="early")
    if case.objected:
        raise DomainError("对本案的决定有人提出异议，处理完毕以前不能归档。")
    if lacking := sevenones.before_archiving(seven_ones_of(case)):
        names = "、".join(lacking)
        raise DomainError(f"“七个一”尚缺：{names}。补齐，或由中心负责人说明理由免除后再归档。")
    if absent := missing_of(case):
        raise DomainError(f"卷宗缺少必备材料：{'、'.join(absent)}。")

    note = "\n".join(filter(None, [note, f"提前归档：{early.strip()}" if waits else ""]))
    retention = retention or law.retention(life_or_death=case.life_or_death)
    closure = case.closure
    closure.archive_note, closure.retention, closure.archived_by = note, retention, by
    closure.save()
    enqueue("build_dossier", owner=by, case=case.pk)
    return Archived(f"；{waits}说明理由提前归档" if waits else "")


@CASE.step("ask_item")
def ask_item(case, *, by, at, slot, item, reason, due):
    """One named thing is missing in a file that was accepted: its handler brings it, and the case comes back to where it was."""
    if due < timezone.localdate(at):
        raise DomainError("补交期限不能早于今天。", field="due")
    if len(reason.strip()) < 4:
        raise DomainError("请写明缺什么、为什么（不少于4个字）。", field="reason")

    deadlines.start("case", case.pk, periods.CLOSING_ITEM.key, at, set_due=due)
    told = {"slot": slot, "item": item, "reason": reason.strip(), "due": due}
    return AskedItem.objects.create(case=case, by=by, at=at, **told)


@CASE.step("give_item")
def give_item(case, *, by, at, note=""):
    """It lies in the file now, or it is said why it cannot be had."""
    asked = case.asked_items.get(given_at=None)
    files = Attachment.objects.filter(workflow="case", subject_id=case.pk, slot=asked.slot)
    brought = files.filter(removed_at=None, uploaded_at__gte=asked.at).exists()
    if not brought and len(note.strip()) < 4:
        raise DomainError(
            f"还没有上传“{asked.item}”。请在“材料”上传；确实无法补交的，写明原因。", field="note"
        )

    asked.given_at, asked.note = at, note.strip()
    asked.save()
    return asked


@CASE.step("seal")
def seal(case, *, by, at, approval_pages, handling_pages):
    """Both volumes are stored and hashed; from here on the case is read-only."""
    case.archived_at = at


@CASE.step("reopen_archiving")
def reopen_archiving(case, *, by, at, error):
    """The volumes could not be built; the case waits for archiving again."""


@job(
    "build_dossier",
    "生成卷宗",
    about="case",
    named=rows_of(Case),
    over="卷宗没有生成的，案件已经退回待归档，请由经办人在案件页上再归档。",
)
def build_dossier(job, *, case):
    """Builds and stores both volumes, then seals; every source is held against its digest as it is read. Run again after a crash it replaces what it had stored."""
    row = Case.objects.for_lists().get(pk=case)
    if row.state != State.SEALING:
        return None

    system = system_user()
    try:
        built = build_volumes(row, job.step)
    except JobCancelled:
        raise
    except Exception as error:
        if isinstance(error, Altered):
            report(error.row, by=system)
        CASE.acts["reopen_archiving"](row, by=system, error=_why(error)[:200])
        raise

    pages = {f"{volume.value}_pages": one.pages for volume, one in built.items()}
    with transaction.atomic():
        store_volumes(row, built)
        CASE.acts["seal"](row, by=system, **pages)
    return {"case": case}


def _why(error):
    if isinstance(error, DomainError):
        return error.sentence
    if isinstance(error, Altered):
        return f"“{error.row}”与保存时的不一致，请系统管理员从备份恢复后再归档"
    return f"系统错误（{type(error).__name__}）"


def build_volumes(case, told):
    """{volume: Built}; told(done, total, note) hears of every item."""
    catalogue, note = catalogue_of(case), case.closure.archive_note
    total = sum(_size(lines) for lines in catalogue.values())
    built, done = {}, 0

    for volume in Catalogue.Volume:
        title, lines = volume.label, catalogue[volume.label]

        def item_done(number, start=done, title=title):
            told(start + number, total, f"正在生成{title}")

        cover, items = _cover(case, title), list(_items(case, lines))
        built[volume] = dossier.build(title, cover, items, note, told=item_done)
        done += _size(lines)
    return built


def _size(lines):
    """What a volume files; a line without anything takes a sheet that says so."""
    return sum(max(len(sources), 1) for _, sources in lines)


def store_volumes(case, built):
    for volume, one in built.items():
        _store(case, volume, one)


def _cover(case, title):
    papers = Paper.objects.filter(workflow="case", subject_id=case.pk, superseded_by=None)
    notice = papers.filter(kind="assignment_notice").last()

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


def _items(case, lines):
    for entry, sources in lines:
        if not sources:
            yield dossier.Item(entry.title, required=must_be_filed(case, entry))
        for source in sources:
            alone = len(sources) == 1
            yield _paper(source) if isinstance(source, Paper) else _file(entry, source, alone)


def _paper(paper):
    paper = ensure_file(paper)
    with paper.file.open("rb") as file:
        return dossier.Item(
            f"{paper.title} {paper.number_text}".strip(),
            _date(paper.issued_at),
            file.read(),
            source_sha256=paper.sha256,
            stub=PAPER_KINDS[paper.kind].stub,
        )


def _file(entry, attachment, alone):
    title = entry.title if alone else f"{entry.title}：{attachment.title}"
    attachment.file.open("rb").close()  # compared with its digest, also where its copy is filed
    with attachment.look.open("rb") as file:
        return dossier.Item(
            title,
            _date(attachment.uploaded_at),
            file.read(),
            attachment.look_mime,
            source_sha256=attachment.sha256,
        )


def _store(case, volume, built):
    place = {"workflow": "case", "subject_id": case.pk, "kind": volume}
    Volume.objects.filter(**place).delete()

    row = Volume(
        **place,
        title=f"{case.number}{volume.label}",
        pages=built.pages,
        manifest=built.manifest,
        built_at=timezone.now(),
    )
    row.file.save("volume.pdf", ContentFile(built.pdf), save=False)
    row.save()
    volumes.seal(row, by=system_user())


def release_stuck():
    """Cases whose volumes nobody is building any more (a worker died too often) wait for archiving again. Returns how many."""
    count = 0
    for case in Case.objects.filter(state=State.SEALING):
        work = last_job("build_dossier", case=case.pk)
        given_up = work is None or work.state in (Job.State.FAILED, Job.State.CANCELLED)
        if given_up:
            error = work.error if work else "没有生成任务"
            CASE.acts["reopen_archiving"](case, by=system_user(), error=error)
            count += 1
    return count
