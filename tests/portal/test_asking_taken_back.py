"""An answer that was written to the wrong person, or is wrong, is taken back: whoever asked reads it no more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.domain.consultation import answer, register, remind_unanswered, take_back
from cases.models import Consultation
from legalaid.faces.portal.asking.models import Asked
from legalaid.faces.portal.asking.publishing import show
from legalaid.faces.portal.proof import consultation as counted
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.models import Message
from tests.portal.visitor import center

from .asker import ANSWER, REPLY, Asker, at
from .published import written

pytestmark = pytest.mark.django_db
WRONG = {"answer": "王秀英女士：您丈夫的案子十日开庭。", "outcome": "advised"}
SAID = "以前的答复不对，已经收回，请不要照它办"


@pytest.fixture
def asker(county):
    found = Asker()
    answer(found.row, by=county.chuangkou, at=timezone.now(), **WRONG)
    return found


def taken_back(row, county, reason="答到别人的问题下面了"):
    take_back(row, by=county.shencha, reason=reason)
    return Consultation.objects.get(pk=row.pk)


def test_answer_to_the_wrong_person_is_read_no_more_and_answered_anew_within_a_day(county, asker):
    assert WRONG["answer"] in asker.read()
    row = taken_back(asker.row, county)
    page = asker.client.get(ANSWER).content.decode()
    assert (WRONG["answer"] in page, SAID in page, "还没有答复" in page) == (False, True, True)
    assert (row.state, at(row.due_at)) == ("open", at(row.taken_back_at + timedelta(hours=24)))
    assert "收回答复：答到别人的问题下面了" in [
        one.sentence for one in events_for("consultation", row.pk)
    ]

    answer(row, by=county.chuangkou, **REPLY)
    page = asker.client.get(ANSWER).content.decode()
    assert (WRONG["answer"] in page, REPLY["answer"] in page, SAID in page) == (False, True, True)
    assert (row.state, row.answered_by, row.outcome) == ("answered", county.chuangkou, "advised")
    today = timezone.localdate()
    assert counted(today, today)["tables"][0]["rows"] == [["网络留言", 1], ["合计", 1]]


def test_office_goes_on_reading_what_was_taken_back_and_whether_it_was_read(county, asker, sign_in):
    client = sign_in(county.chuangkou)
    page = f"/cases/consultations/{asker.row.pk}/"
    asker.read()
    said = {"seen": asker.row.version, "reason": "答到别人的问题下面了"}
    assert client.post(f"{page}take_back/", said).url == page
    shown = client.get(page).content.decode()
    assert (WRONG["answer"] in shown, "收回以前本人看过" in shown) == (True, True)
    read = Asked.objects.get().read_at

    answer(Consultation.objects.get(), by=county.chuangkou, **REPLY)
    assert "还没有来看" in client.get(page).content.decode()
    asker.client.get(ANSWER)
    assert Asked.objects.get().read_at > read


def test_what_was_asked_further_and_answered_is_taken_back_with_it(county, asker):
    asker.read()
    asker.client.post(ANSWER, {"question": "您说的是我吗？我不姓王。"})
    row = Consultation.objects.get()
    answer(row, by=county.chuangkou, answer="是的，十日九点。", outcome="advised")
    taken_back(row, county)
    page = asker.client.get(ANSWER).content.decode()
    assert ("十日九点" in page, WRONG["answer"] in page, "您说的是我吗" in page) == (
        False, False, True,
    )  # fmt: skip


def test_whoever_is_to_answer_anew_is_reminded_anew(county):
    row, soon = Asker().row, timedelta(hours=2)
    first = remind_unanswered(row.due_at, soon)
    answer(row, by=county.chuangkou, **WRONG)
    row = taken_back(row, county)
    assert first > 0
    assert [remind_unanswered(row.due_at, soon) for _ in range(2)] == [first, 0]


def test_nothing_said_aloud_is_taken_back_and_nothing_without_a_reason(county, asker):
    with pytest.raises(DomainError, match="请写明理由"):
        taken_back(asker.row, county, reason="错")
    facts = {"name": "李国强", "channel": "visit", "question": "工资？"}
    aloud = register(
        by=county.chuangkou, station=center(), facts=facts, topics=["wages"], reply=REPLY
    )
    with pytest.raises(DomainError, match="请补充答复并告诉本人"):
        taken_back(aloud, county)


def test_what_was_made_known_of_it_is_looked_at_again_and_nothing_more_is(county):
    shown, waits = written(county), written(county)
    show(shown, by=county.zhuren)
    for row in (shown, waits):
        take_back(row.consultation, by=county.chuangkou, reason="法律改了，答得不对")
    told = {one.text for one in Message.objects.filter(user=county.zhuren)}
    title = "公开解答“没签合同，工资拖着不发怎么办”："
    assert {one for one in told if "收回" in one} == {
        f"{title}所据的答复收回了，请核对，不对的马上撤下。",
        f"{title}所据的答复收回了，先不要公开。",
    }
    with pytest.raises(DomainError, match="还没有重新答复，不能公开"):
        show(waits, by=county.zhuren)
