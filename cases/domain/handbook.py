"""Writing the desk's handbook: every change is a version with its day, its author and its reason."""

from django.db import transaction
from django.utils import timezone

from cases.law.handbook import PARTS
from cases.models import HandbookPage, HandbookVersion
from cases.queries.handbook import page_tokens
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import StaleState

verb(
    "handbook.saved",
    "修改接待手册“{title}”第{number}版：{fields}",
    data=("title", "number", "fields"),
    personal=("reason",),
)
WORDING = ("title", "articles", *(part for part, _ in PARTS))
SHOWN_BESIDE = ("kind", "words", "crowds", "roles", "topics", "active")


def save_page(page, *, by, reason="", seen=None):
    """The next version of a new or changed page. Raises StaleState when it is not what the form showed."""
    with transaction.atomic():
        locked = HandbookPage.objects.select_for_update()
        before = locked.filter(pk=page.pk).first() or HandbookPage()
        if seen is not None and seen != before.version:
            raise StaleState(f"“{page.title}”已被修改，请核对后重新提交。")

        page.version = before.version + 1
        page.tokens = page_tokens(page)
        page.save()

        text = {name: getattr(page, name) for name in WORDING}
        written = {"number": page.version, "at": timezone.now(), "by": by, "reason": reason}
        HandbookVersion.objects.create(page=page, **written, **text)

        said = {"title": page.title, "number": page.version, "fields": _changed(before, page)}
        about = {"workflow": "handbook", "subject_id": page.pk}
        record("handbook.saved", by=by, **about, reason=reason, **said)
    return page


def _changed(before, page):
    """The names of the fields that differ, in words."""
    differ = [
        name for name in (*WORDING, *SHOWN_BESIDE) if getattr(page, name) != getattr(before, name)
    ]
    labels = [str(HandbookPage._meta.get_field(name).verbose_name) for name in differ]
    return "、".join(labels) or "无"
