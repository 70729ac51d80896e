"""A list shown before paying and what was paid shown afterwards: from when, to when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import day
from legalaid.platform.documents.models import Paper
from subsidies.workflow import BATCH

from . import month


def test_list_is_shown_before_paying_where_the_standard_asks_for_it(county):
    month.standard(county, notice_days=5)
    money = month.fund(county)
    month.finished(county)
    batch = month.filled(county, money)
    with pytest.raises(DomainError, match="发放前公示5日"):
        month.send(batch, county)
    today, announce = timezone.localdate(), BATCH.acts["announce"]
    with pytest.raises(DomainError, match=f"发放前公示5日，至少到{day(today + timedelta(days=4))}"):
        announce(batch, by=county.zhuren, until=today + timedelta(days=3))
    announce(batch, by=county.zhuren, until=today + timedelta(days=4))
    facts = {"by": county.chuna, "count": 1, "total": batch.total}
    with pytest.raises(
        DomainError, match=f"发放前公示至{day(today + timedelta(days=4))}，公示期满才能支付"
    ):
        BATCH.acts["send"](batch, at=timezone.now() + timedelta(days=4), **facts)
    BATCH.acts["send"](batch, at=timezone.now() + timedelta(days=5), **facts)


def test_list_shown_longer_than_the_standard_asks_is_paid_when_that_is_over(county, money):
    month.finished(county)
    batch = month.filled(county, money)
    month.approve(batch, county)
    BATCH.acts["announce"](batch, by=county.zhuren, until=timezone.localdate() + timedelta(days=2))
    facts = {"by": county.chuna, "count": 1, "total": batch.total}
    with pytest.raises(DomainError, match="公示期满才能支付"):
        BATCH.acts["send"](batch, at=timezone.now() + timedelta(days=2), **facts)
    BATCH.acts["send"](batch, at=timezone.now() + timedelta(days=3), **facts)


def test_publication_says_from_when_to_when(county, money, sign_in):
    """No rule says how many days what was paid is shown: the director says until when, and the history keeps it."""
    month.finished(county)
    batch = month.filled(county, money)
    month.pay(batch, county)
    client, address = sign_in(county.zhuren), f"{batch.get_absolute_url()}publish_batch/"
    today = timezone.localdate()
    for until, why in (
        ("", "请填写这一项。"),
        (str(today - timedelta(days=1)), "公示的最后一日不能早于今天。"),
    ):
        answer = client.post(address, {"until": until})
        assert (answer.status_code, why in answer.content.decode()) == (422, True)
    last = today + timedelta(days=9)
    client.post(address, {"until": str(last)})
    period = f"公示期{day(today)}至{day(last)}"
    assert events_for("batch", batch.pk)[-1].sentence == f"公示发放结果，{period}"
    paper = Paper.objects.get(kind="subsidy_publication", subject_id=batch.pk)
    assert (paper.facts["date"], paper.facts["until"], paper.facts["planned"]) == (
        day(today),
        day(last),
        False,
    )
    assert f"发放结果公示至{day(last)}" in client.get(batch.get_absolute_url()).content.decode()
