"""A word to whoever handles a case, from those of the office."""

from legalaid.platform.audit import verbs
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.send import notify

LONGEST = 120  # characters, so that number and name find room beside them

verbs.verb("case.message", "给承办人{handler}发消息：{text}", data=("handler",), personal=("text",))


def refuse_telling(case, *, by):
    """Raises DomainError where nobody can be told."""
    if not by.may("cases.message"):
        raise NotAllowed("您的岗位不给承办人发消息。")
    if case.handler is None:
        raise DomainError("此案还没有承办人，没有发送。")
    if not case.handler.user.is_active:
        raise DomainError("承办人的账号已停用，没有发送。")


def tell_handler(case, *, by, text, token):
    """One message; sent again with the same token it is told once. Raises DomainError."""
    refuse_telling(case, by=by)

    handler = case.handler.user
    told = notify(
        handler,
        key=f"case:{case.pk}:message:{token}",
        kind="message",
        text=f"{case}：{text}（{by.name}）",
        url=case.get_absolute_url(),
    )
    if told is None:
        raise DomainError("这条消息刚才已经发过，没有再发。")
    record(
        "case.message",
        by=by,
        workflow="case",
        subject_id=case.pk,
        handler=handler.name,
        text=text,
    )
    return handler
