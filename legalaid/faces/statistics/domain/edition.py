"""Handing in the work report: the file that was sent is kept with its SHA-256, and what changes afterwards belongs to the next edition."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from legalaid.faces.statistics.domain import export as exports
from legalaid.faces.statistics.domain.report import passages
from legalaid.faces.statistics.models import Export, ReportEdition
from legalaid.faces.statistics.queries.edition import hold, locked_by, refuse_handed_in
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import uploads

ENOUGH = 4  # characters of a reason
TYPES = {uploads.PDF, uploads.DOCX, uploads.DOC, uploads.OFD}
NO_FILE = "请选择报送的那一份：已生成的文件，或者上传盖章扫描件、改过的文件。"


def made_files(year, user):
    """The files of this year's report that this person had made and that are still kept, the newest first."""
    rows = Export.objects.filter(owner=user, kind="annual_report", args__year=year).exclude(file="")
    return rows.filter(expires_at__gt=timezone.now())


def hand_in(year, *, to, sent_on, by, made=None, upload=None, at=None):
    """The ReportEdition, with its file. `made`: an Export of one's own; `upload`: what was sent, where that is another file."""
    at = at or timezone.now()
    if sent_on > timezone.localdate(at):
        raise DomainError("报送日期不能晚于今天。", field="sent_on")
    if sent_on.year < year:
        raise DomainError(f"{year}年的报告不会在{sent_on.year}年报送，请核对。", field="sent_on")

    name, mime, data = _file(made, upload, by)
    with transaction.atomic():
        refuse_handed_in(year)
        words = {key: str(one) for key, one in passages(year).items() if one.words}
        begun = ReportEdition.objects.filter(year=year).first()
        edition = begun or ReportEdition(year=year, number=1, begun_by=by, begun_at=at)
        edition.to, edition.sent_on, edition.by, edition.at = to, sent_on, by, at
        edition.file_name, edition.mime, edition.words = name, mime, words
        edition.file.save("report", ContentFile(data), save=False)
        edition.save()
        record("report.handed_in", by=by, what=str(edition), to=to, sha256=edition.sha256)
    return edition


def _file(made, upload, by):
    """(name, kind, bytes) of what was sent."""
    if upload:
        checked = uploads.check(upload)
        if checked.mime not in TYPES:
            raise DomainError(
                "报送的是文件：PDF、Word 或者 OFD；照片请先扫描成 PDF。", field="file"
            )
        uploads.scan(checked.data, upload.name)
        return upload.name[-120:], checked.mime, checked.data
    if made is None:
        raise DomainError(NO_FILE, field="made")
    with exports.opened(made, by=by).open("rb") as file:
        return made.file_name, made.mime, file.read()


def begin_anew(year, *, reason, by, at=None):
    """The next edition, over one that was handed in."""
    reason = reason.strip()
    if len(reason) < ENOUGH:
        raise DomainError(f"请写明重报的理由（不少于{ENOUGH}个字）。", field="reason")

    with transaction.atomic():
        hold(year)
        last = locked_by(year)
        if last is None:
            raise DomainError("报告还没有报送，或者新的一版已经开始，直接改就可以。")

        at = at or timezone.now()
        edition = ReportEdition.objects.create(
            year=year, number=last.number + 1, reason=reason, begun_by=by, begun_at=at
        )
        record("report.begun_anew", by=by, what=str(edition), reason=reason)
    return edition


def opened(edition, *, by):
    """The file that was handed in."""
    record("statistics.download", by=by, title=f"{edition}（报送的文件）")
    return edition.file
