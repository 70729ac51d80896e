"""A stored file that is not what was kept: whoever opens it is told so instead of seeing it, and those who run the system hear of it."""

from django.shortcuts import render
from django.utils import timezone

from legalaid.platform.audit.chain import record
from legalaid.platform.jobs.queue import enqueue

from .fields import Altered


def report(row, *, by):
    """On record, and told once a day to the administrators."""
    what = f"{row._meta.label_lower}:{row.pk}"
    place = {
        "workflow": getattr(row, "workflow", ""),
        "subject_id": getattr(row, "subject_id", None),
    }
    record("file.altered", by=by, title=str(row), file=what, **place)
    enqueue(
        "tell_administrators",
        about=f"altered:{what}:{timezone.localdate()}",
        text=f"存储中的文件“{row}”与保存时的不一致（{what}），已停止提供。请查明原因，从备份恢复这份文件。",
    )


class AlteredFileMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if not isinstance(error, Altered):
            return None

        report(error.row, by=request.user if request.user.is_authenticated else None)
        return render(request, "documents/altered.html", {"file": error.row}, status=500)
