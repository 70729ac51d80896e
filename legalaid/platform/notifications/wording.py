"""Wording a sentence anew: a further version, checked; none is altered or lost."""

from django.db import transaction

from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.wording import next_version

from .models import Text, Wording
from .sentences import check, check_code

verb("message.wishes", "修改本人接收消息的方式")
verb(
    "message.worded",
    "修改提醒用语“{what}”，第{version}版：{reason}",
    data=("what", "version", "reason"),
)


def reword(one, *, by, text, code, active, reason, seen=None):
    """The new Wording. `seen`: the version it was made from. Raises DomainError, StaleState."""
    text = check(one, text)
    code = check_code(one, text, code)
    said = {"text": text, "code": code, "active": active}

    with transaction.atomic():
        which = {"sentence": one.key}
        made = next_version(Wording.objects, which, by=by, seen=seen, reason=reason, **said)
        told = {"what": one.label, "version": made.version, "reason": made.reason}
        record("message.worded", by=by, **told)
    return made


def refused_by_operator(wording):
    """Why the operator did not take this version the last time it was sent; ""."""
    if wording is None:
        return ""
    ended = wording.texts.exclude(
        state__in=(Text.State.QUEUED, Text.State.SENDING, Text.State.DROPPED)
    )
    last = ended.order_by("-pk").first()
    return last.error if last and last.error.startswith("运营商") else ""
