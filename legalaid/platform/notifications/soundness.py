"""The check of the text messages: what waits too long, and what the operator does not take."""

from datetime import timedelta

from legalaid.platform.core.health import check, fine, soon

from . import gateway
from .models import Text

LONG, LATELY = timedelta(minutes=30), timedelta(days=1)


@check("texts", "短信")
def texts(now):
    if not gateway.there_is_one():
        return fine("没有接通短信网关，给群众的提醒列入“待电话告知”。")

    waiting = Text.objects.filter(state=Text.State.QUEUED, next_at__lt=now - LONG).count()
    if waiting:
        return soon(
            f"{waiting}条短信等了半小时以上。",
            "请看短信网关是否应答；四小时没有应答的，转为“待电话告知”。",
        )
    refused = [gateway.REASONS[reason] for reason in gateway.OF_TEMPLATE]
    lately = Text.objects.filter(state=Text.State.FAILED, error__in=refused)
    if count := lately.filter(next_at__gt=now - LATELY).count():
        return soon(
            f"一天内{count}条短信的模板或者签名运营商没有接受。",
            "请在“提醒用语”核对运营商模板编号。",
        )
    return fine("没有积压的短信。")
