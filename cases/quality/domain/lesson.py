"""A course is set against an item that was scored low: whoever handled such files is due for it."""

from django.db import transaction
from django.utils import timezone

from cases.quality.models import Lesson
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError

verb("lesson.set", "弱项“{item}”对应课程：{course}", data=("item", "course"))
verb("lesson.dropped", "弱项“{item}”不再对应课程：{course}", data=("item", "course"))


def set_lesson(*, by, item, course, at=None):
    with transaction.atomic():
        row, new = Lesson.objects.get_or_create(
            item=item, course=course, defaults={"by": by, "at": at or timezone.now()}
        )
        if not new:
            raise DomainError("这门课程已经对应这一项。", field="course")
        _event("set", row, by)
    return row


def drop_lesson(lesson, *, by):
    with transaction.atomic():
        _event("dropped", lesson, by)
        lesson.delete()


def _event(key, row, by):
    said = {"item": row.item, "course": row.course.title}
    record(f"lesson.{key}", by=by, workflow="lesson", subject_id=row.pk, **said)
