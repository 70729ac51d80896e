"""公开解答: only where whoever asked agreed, in words of the office, after another person's look, gone when the consent is taken back."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.domain.consultation import answer
from legalaid.faces.portal.asking import publishing
from legalaid.faces.portal.asking.models import Asked, PublicAnswer
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.models import Message
from tests.factories import new_case

from .asker import ANSWER, REPLY, Asker
from .published import ASKED, WORDS, asked, written

pytestmark = pytest.mark.django_db


def listed():
    return Client().get("/public/answers/").content.decode()


def page_of(row):
    return Client().get(f"/public/answers/{row.pk}/")


def form(**changes):
    return {"token": str(uuid.uuid4()), **WORDS} | changes


def test_nothing_is_public_before_another_person_made_it_so(county):
    row = written(county)
    assert (WORDS["title"] in listed(), page_of(row).status_code) == (False, 404)
    with pytest.raises(NotAllowed):
        publishing.show(row, by=county.chuangkou)
    publishing.show(row, by=county.zhuren)
    page = page_of(row).content.decode()
    assert (WORDS["title"] in listed(), WORDS["question"] in page, WORDS["answer"] in page) == (
        True,
        True,
        True,
    )
    assert (ASKED in page, row.consultation.number in page, county.chuangkou.name in page) == (
        False,
        False,
        False,
    )
    verbs = [event.verb for event in events_for("public_answer", row.pk)]
    assert sorted(verbs) == ["public_answer.show", "public_answer.write"]
    told = Message.objects.get(key__startswith=f"public_answer:{row.pk}:")
    assert (told.user, told.text) == (
        county.zhuren,
        f"公开解答“{WORDS['title']}”已拟写，请审核后公开。",
    )


def test_it_waits_on_the_desk_of_the_director_until_it_is_looked_at(county, sign_in):
    row = written(county)
    client = sign_in(county.zhuren)
    assert f'href="/answers/{row.pk}/show/"' in client.get("/").content.decode()
    publishing.show(row, by=county.zhuren)
    assert f'href="/answers/{row.pk}/show/"' not in client.get("/").content.decode()


def test_without_consent_or_answer_nothing_is_written(county):
    with pytest.raises(DomainError, match="咨询人没有同意公开，或者收回了同意，不得公开。"):
        written(county, row=asked(county, may_publish=False))
    with pytest.raises(DomainError, match="还没有答复，不能公开。"):
        written(county, row=asked(county, answered=False))
    assert PublicAnswer.objects.count() == 0


def test_whoever_changed_the_words_does_not_make_them_known(county):
    row = written(county)
    publishing.rewrite(row, by=county.zhuren, **WORDS | {"title": "工资被拖欠怎么办"})
    with pytest.raises(NotAllowed, match="须由另一人审核公开"):
        publishing.show(row, by=county.zhuren)
    publishing.show(row, by=county.shencha)
    assert (row.title, row.shown_by, row.shown_on) == (
        "工资被拖欠怎么办",
        county.shencha,
        timezone.localdate(),
    )


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("身份证440524198801010011的工友工资没发怎么办？", "证件号码"),
        ("他的电话是13912345678，不接了怎么办？", "手机号码"),
        ("住在石桥乡东河村7号的老人没人管怎么办？", "住址"),
    ],
)
def test_sure_signs_of_a_person_are_refused_at_the_form_and_at_the_door(
    county, sign_in, question, found
):
    row = asked(county)
    client = sign_in(county.chuangkou)
    address = reverse("answers:write", args=[row.consultation_id])
    page = client.post(address, form(question=question))
    assert (page.status_code, f"有{found}“" in page.content.decode()) == (422, True)
    assert question in page.content.decode()

    slipped = written(county, row=row, question=question)
    with pytest.raises(DomainError, match=f"可能泄露个人信息，不能公开。问：发现{found}"):
        publishing.show(slipped, by=county.zhuren, why="没有关系的号码")


def test_name_of_somebody_registered_is_shown_to_whoever_makes_it_known(county, sign_in):
    new_case(county)
    row = written(county, question="李国强的工资没有发怎么办？")
    with pytest.raises(DomainError, match="问：发现当事人姓名“李"):
        publishing.show(row, by=county.zhuren)
    client = sign_in(county.zhuren)
    page = client.get(f"/answers/{row.pk}/show/").content.decode()
    assert "列出的都不是当事人的姓名，理由" in page
    done = client.post(f"/answers/{row.pk}/show/", {"seen": row.version, "why": "书里的人物"})
    assert done.status_code == 302
    sentences = [event.sentence for event in events_for("public_answer", row.pk)]
    assert f"公开解答“{WORDS['title']}”；核对过不是当事人姓名：书里的人物" in sentences


def test_same_form_sent_twice_is_one(county):
    row, token = asked(county), uuid.uuid4()
    assert written(county, row=row, token=token) == written(county, row=row, token=token)
    assert PublicAnswer.objects.count() == 1


def test_it_is_written_from_the_page_of_the_consultation(county, sign_in):
    row = asked(county)
    client = sign_in(county.chuangkou)
    address = reverse("answers:write", args=[row.consultation_id])
    assert address in client.get(row.consultation.get_absolute_url()).content.decode()
    assert ASKED in client.get(address).content.decode()
    done = client.post(address, form())
    made = PublicAnswer.objects.get()
    assert (done.status_code, done.url, made.written_by) == (
        302,
        f"/answers/{made.pk}/",
        county.chuangkou,
    )
    assert client.get(address).url == f"/answers/{made.pk}/"


def test_question_without_consent_has_no_way_there(county, sign_in):
    row = asked(county, may_publish=False)
    client = sign_in(county.chuangkou)
    page = client.get(row.consultation.get_absolute_url()).content.decode()
    address = reverse("answers:write", args=[row.consultation_id])
    assert ("本人没有同意公开，不得公开。" in page, address in page) == (True, False)
    assert client.get(address).url == row.consultation.get_absolute_url()
    assert client.post(address, form()).status_code == 422
    assert PublicAnswer.objects.count() == 0


def test_taken_down_it_is_gone_and_can_be_written_anew(county):
    row = written(county)
    publishing.show(row, by=county.zhuren)
    publishing.take_down(row, by=county.chuangkou, reason="法律改了")
    assert (WORDS["title"] in listed(), page_of(row).status_code) == (False, 404)
    assert [event.sentence for event in events_for("public_answer", row.pk)].count(
        "撤下：法律改了"
    ) == 1


def test_consent_taken_back_is_obeyed_before_anybody_acts(county):
    asker = Asker(may_publish="on")
    answer(asker.row, by=county.chuangkou, at=timezone.now(), **REPLY)
    row = written(county, row=Asked.objects.get())
    publishing.show(row, by=county.zhuren)
    asker.read()
    assert asker.client.post(ANSWER, {"private": "1"}).status_code == 302
    assert (WORDS["title"] in listed(), page_of(row).status_code) == (False, 404)
    told = Message.objects.filter(key__startswith=f"public_answer:{row.pk}:forbidden")
    assert set(told.values_list("user__role", flat=True)) == {"window", "director"}
    assert set(told.values_list("text", flat=True)) == {
        f"公开解答“{WORDS['title']}”：咨询人收回了同意，请马上撤下。"
    }
    assert "不要公开" not in asker.client.get(ANSWER).content.decode()
    verbs = [event.verb for event in events_for("consultation", row.consultation_id)]
    assert verbs.count("consultation.forbid_publishing") == 1


def test_consent_taken_back_stops_what_waits(county):
    row = written(county)
    publishing.forbid(Asked.objects.get())
    with pytest.raises(DomainError, match="咨询人没有同意公开，或者收回了同意，不得公开。"):
        publishing.show(row, by=county.zhuren)


def test_page_of_many_costs_as_much_as_of_one(county):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            listed()
        return len(queries)

    publishing.show(written(county), by=county.zhuren)
    listed()
    one = cost()
    for _ in range(2):
        publishing.show(written(county), by=county.zhuren)
    assert cost() == one
