"""A return on paper: entered line by line without a file, booked when another person has read the same on the paper."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import NotAllowed
from legalaid.platform.notifications.models import Message
from subsidies.domain.paper_return import confirm_paper
from subsidies.models import BankReturn, Entry, Payment

from . import month
from .test_bank import sent, states  # noqa: F401  a batch of two units at the bank

# nothing of what was entered: the sum is to be reckoned from the paper
DIFFERS = "与录入的不一致。请对照纸质回单逐笔核对，重新加出合计和退回笔数；录入有误的，退回录入。"


def filled_in(batch, *, failed=(), left=()):
    """What the cashier types, as the paper has it."""
    typed = {"seen": batch.version}
    for payment in batch.payments.all():
        if payment in left:
            continue
        back = payment in failed
        typed |= {
            f"result_{payment.pk}": "failed" if back else "paid",
            f"on_{payment.pk}": f"{timezone.localdate():%Y-%m-%d}",
            f"reason_{payment.pk}": "账号户名不符" if back else "",
        }
    return typed


def enter(client, batch, **lines):
    return client.post(
        reverse("subsidies:enter_paper", args=[batch.pk]), filled_in(month.reload(batch), **lines)
    )


def confirm(client, batch, total, failed):
    typed = {"total": total, "failed": failed, "seen": month.reload(batch).version}
    return client.post(reverse("subsidies:confirm_paper", args=[batch.pk]), typed)


def test_paper_is_booked_when_a_second_person_reads_the_same_on_it(county, sent, sign_in):  # noqa: F811
    small, great = sent.payments.order_by("amount")
    assert enter(sign_in(county.chuna), sent, failed=(small,)).status_code == 302
    assert (states(sent), Entry.objects.filter(kind="payment").count()) == (["sent", "sent"], 0)
    told = Message.objects.filter(key__startswith=f"paper-return:{sent.pk}:").values_list(
        "user__username", flat=True
    )
    assert {"caiwu", "zhuren"} <= set(told)
    assert "chuna" not in told

    mine = confirm(sign_in(county.chuna), sent, great.amount, 1)
    assert (mine.status_code, "纸质回单由您录入，须由另一人核对。" in mine.content.decode()) == (
        403,
        True,
    )

    client = sign_in(county.zhuren)
    for total, failed in ((great.amount + 1, 1), (great.amount, 0), (sent.total, 1)):
        wrong = confirm(client, sent, total, failed)
        assert (wrong.status_code, wrong.context["form"].errors) == (422, {"total": [DIFFERS]})
    assert states(sent) == ["sent", "sent"]

    assert confirm(client, sent, great.amount, 1).status_code == 302
    small.refresh_from_db()
    assert (
        small.state,
        small.failure,
        month.reload(sent).paper_by,
        month.reload(sent).paper_rows,
    ) == ("failed", "账号户名不符", None, [])
    entry = Entry.objects.get(kind="payment")
    assert (entry.by, BankReturn.objects.get().name) == (county.chuna, "纸质回单")
    said = [event.verb for event in Event.objects.filter(verb__endswith="_paper").order_by("seq")]
    assert said == ["batch.enter_paper", "batch.confirm_paper"]
    assert confirm(client, sent, great.amount, 1).status_code in (409, 422)
    assert Entry.objects.filter(kind="payment").count() == 1


def test_paper_of_every_transfer_settles_the_batch(county, sent, sign_in):  # noqa: F811
    enter(sign_in(county.chuna), sent)
    confirm(sign_in(county.caiwu), sent, sent.total, 0)
    assert (month.reload(sent).state, states(sent)) == ("paid", ["paid", "paid"])


def test_paper_that_does_not_agree_goes_back_to_the_cashier(county, sent, sign_in):  # noqa: F811
    enter(sign_in(county.chuna), sent)
    typed = {"reason": "第二笔金额看错", "seen": month.reload(sent).version}
    assert (
        sign_in(county.zhuren)
        .post(reverse("subsidies:refuse_paper", args=[sent.pk]), typed)
        .status_code
        == 302
    )
    batch = month.reload(sent)
    assert (batch.paper_by, batch.paper_rows, states(sent)) == (None, [], ["sent", "sent"])
    assert enter(sign_in(county.chuna), sent).status_code == 302


WRONG = (
    ({"reason": ""}, "退回的请写明回单上的原因。"), ({"on": ""}, "请写明回单上的处理日期。"), ({"on": "2019-01-01"}, "早于送出日期"),
    ({"on": f"{timezone.localdate() + timedelta(days=2):%Y-%m-%d}"}, "晚于今天"), ({"result": ""}, "没有填写任何一笔的处理结果。"),
)  # fmt: skip


def test_line_that_cannot_be_is_refused(county, sent, sign_in):  # noqa: F811
    (small, great), client = sent.payments.order_by("amount"), sign_in(county.chuna)
    for change, words in WRONG:
        changed = {f"{name}_{small.pk}": value for name, value in change.items()}
        typed = filled_in(sent, failed=(small,), left=(great,)) | changed
        answer = client.post(reverse("subsidies:enter_paper", args=[sent.pk]), typed)
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    assert month.reload(sent).paper_rows == []


def test_transfer_answered_by_a_file_meanwhile_is_not_booked_again(county, sent, sign_in):  # noqa: F811
    enter(sign_in(county.chuna), sent)
    Payment.objects.update(state="failed", failure="退汇")
    answer = confirm(sign_in(county.zhuren), sent, sent.total, 0)
    assert (answer.status_code, "不在等待回单" in answer.content.decode()) == (422, True)
    assert D(0) == sum((entry.amount for entry in Entry.objects.filter(kind="payment")), D(0))


def test_who_entered_it_never_confirms_by_the_act_itself(county, sent, sign_in):  # noqa: F811
    enter(sign_in(county.chuna), sent)
    with pytest.raises(NotAllowed, match="须由另一人核对"):
        confirm_paper(month.reload(sent), by=county.chuna, total=sent.total, failed=0)
