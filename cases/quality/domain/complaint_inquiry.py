"""What the bureau asks of whoever is complained of, or of the centre: they read the question alone, never the complaint."""

import unicodedata

from django.utils import timezone

from cases.domain.written import written
from cases.quality.models import ComplaintInquiry
from cases.quality.permissions import NOT_ASKED
from cases.quality.queries.complaint import whom_to_ask
from cases.quality.workflow import COMPLAINT
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.send import notify_all

NAMED = "请其说明的事项中不能写出投诉人的姓名、电话或者地址。"
KIN = 2  # fewer characters name nobody
LOCAL = 7  # digits of a telephone within its town
DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


@COMPLAINT.step("ask_statement")
def ask_statement(row, *, by, at, to, kind, question, due_on):
    """Refused where the question would tell who complains."""
    written(question, "question")
    if tells_who(row, question):
        raise DomainError(NAMED, field="question")
    if due_on < timezone.localdate(at):
        raise DomainError("答复期限不能早于今天。", field="due_on")
    if not whom_to_ask(row).filter(pk=to.pk).exists():
        raise DomainError("此人已离任或者不在被投诉的机构，请向其单位调查并记录。", field="to")

    asked = {"to": to, "kind": kind, "question": question.strip(), "due_on": due_on}
    inquiry = ComplaintInquiry.objects.create(complaint=row, by=by, at=at, **asked)
    about, url = f"inquiry:{inquiry.pk}", inquiry.get_absolute_url()
    notify_all([to], about=about, kind="turn", text=f"{inquiry}，请在期限内答复。", url=url)
    return inquiry


def tells_who(row, text):
    """Whether a text names the complainant, or those of the complaints merged into it, or how to reach them."""
    squeezed = _squeezed(text)
    return any(
        _named_in(squeezed, one.name, one.address) or _called_in(squeezed, one.phone)
        for one in (row, *row.merged.all())
    )


def _named_in(squeezed, *parts):
    found = (_squeezed(part) for part in parts)
    return any(len(part) >= KIN and part in squeezed for part in found)


def _called_in(squeezed, phone):
    """Whole, or one of the town without the digits before it."""
    digits = "".join(filter(str.isdigit, _squeezed(phone)))
    local = digits[-LOCAL:] if digits.startswith("0") else digits
    return len(local) >= LOCAL and local in "".join(filter(str.isdigit, squeezed))


def _squeezed(text):
    """As it reads whatever signs and blanks stand between; digits in whichever way they are written."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(DIGITS)
    return "".join(filter(str.isalnum, plain))


@COMPLAINT.step("give_statement")
def give_statement(row, *, by, at, inquiry, answer):
    """By the one who was asked, once."""
    asked = (
        row.inquiries.open().select_for_update(of=("self",)).filter(pk=inquiry.pk, to=by).first()
    )
    if asked is None:
        raise NotAllowed(NOT_ASKED)
    written(answer, "answer")

    asked.answer, asked.answered_at = answer.strip(), at
    asked.save()
    text = f"{row.number}：{by.name}已答复（{asked.get_kind_display()}）。"
    about, url = f"inquiry:{asked.pk}:answered", row.get_absolute_url()
    notify_all([asked.by], about=about, kind="turn", text=text, url=url)
    return asked
