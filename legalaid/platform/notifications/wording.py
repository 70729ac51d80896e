"""Wording a sentence anew: a further version, checked; none is altered or lost."""

from django.db import transaction
from django.utils import timezone

from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, StaleState

from .models import Text, Wording
from .sentences import check, check_code, wording_of

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
    if len(reason.strip()) < 2:
        raise DomainError("请写明修改的理由。", field="reason")

    with transaction.atomic():
        now = wording_of(one)
        version = now.version if now else 0
        if seen is not None and seen != version:
            raise StaleState("这句话刚才已由他人修改，请核对现在的句子再保存。")
        if now and (now.text, now.code, now.active) == (text, code, active):
            raise DomainError("没有改动。")

        made = Wording.objects.create(
            sentence=one.key,
            version=version + 1,
            text=text,
            code=code,
            active=active,
            reason=reason.strip(),
            by=by,
            at=timezone.now(),
        )
        said = {"what": one.label, "version": made.version, "reason": made.reason}
        record("message.worded", by=by, **said)
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
