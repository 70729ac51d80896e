"""Long work: asked for on a page, done by a job with progress, kept for a week, announced in the inbox."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from legalaid.faces.statistics.models import Export
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import near
from legalaid.platform.jobs import queue
from legalaid.platform.jobs.kinds import rows_of
from legalaid.platform.jobs.models import Job
from legalaid.platform.notifications.send import notify
from legalaid.platform.office.exports import FILE_KINDS, keeper
from stations.queries.station import station_of

KEEP = timedelta(days=7)


@keeper
def request(kind_key, title, *, by, **args):
    """Asks for an export of this kind; raises DomainError when this person already waits for the same one."""
    with transaction.atomic():
        waiting = Export.objects.filter(
            owner=by, kind=kind_key, args=args, file="", job_id__in=running_jobs()
        )
        if waiting.exists():
            raise DomainError("同样的内容正在生成，请等它完成。")

        export = Export.objects.create(
            kind=kind_key, title=title, args=args, owner=by, scope=scope_of(by)
        )
        job = queue.enqueue("export", owner=by, export=export.pk)
        Export.objects.filter(pk=export.pk).update(job_id=job.pk if job else None)
        export.refresh_from_db()

    return export


def scope_of(user):
    """Which rows this person sees, as a word: those of a station and below, or one's own cases."""
    station = station_of(user)
    return station.path if station else f"user {user.pk}"


def running_jobs():
    return Job.objects.filter(
        kind="export", state__in=(Job.State.QUEUED, Job.State.RUNNING)
    ).values("pk")


@queue.job("export", "生成导出文件", about="export", named=rows_of(Export))
def run(job, *, export):
    row = Export.objects.select_related("owner").get(pk=export)
    known = FILE_KINDS[row.kind]
    if not row.owner.may(known.permission):
        raise DomainError("提出人已没有这项权限。")

    data, name, mime = known.build(row.owner, job.step, **row.args)
    row.owner.refresh_from_db()
    if not row.owner.may(known.permission):
        raise DomainError("提出人已没有这项权限。")

    with transaction.atomic():
        row.file.save("export", ContentFile(data), save=False)
        row.file_name, row.mime, row.expires_at, row.scope = (
            name,
            mime,
            timezone.now() + KEEP,
            scope_of(row.owner),
        )
        row.save()
        text = f"“{row.title}”已生成，保留到{near(row.expires_at)}。"
        notify(
            row.owner,
            key=f"export:{row.pk}",
            kind="export",
            text=text,
            url=reverse("statistics:export", args=[row.pk]),
        )


def cancel(export, *, by):
    if export.owner_id != by.pk:
        raise DomainError("只能取消自己提出的任务。")
    queue.cancel(export.job_id)


def opened(export, *, by):
    """The file, for its owner while they have the right, work where they worked, and it is kept. Raises DomainError with the reason."""
    if not by.may(FILE_KINDS[export.kind].permission) or scope_of(by) != export.scope:
        raise DomainError("您已没有查看这项内容的权限。")
    if not export.file or (export.expires_at and export.expires_at < timezone.now()):
        raise DomainError("文件还没有生成，或者已过保留期，请重新生成。")
    record("statistics.download", by=by, title=export.title)
    return export.file


def sweep(now):
    """Removes files past their time; returns how many."""
    gone = Export.objects.filter(expires_at__lt=now).exclude(file="")
    for row in gone:
        row.file.delete(save=False)
        Export.objects.filter(pk=row.pk).update(file="")

    Export.objects.filter(requested_at__lt=now - KEEP, file="").update(
        args={}
    )  # the filters may name somebody
    return len(gone)
