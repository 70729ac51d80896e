"""A handler replaced for a conflict of interest: the file is shut to him from that moment, and he comes back in no part."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.domain import discussion, team
from cases.models import Recusal
from cases.quality.models import Expert, Review, ReviewRule
from cases.quality.queries.expert import Suitability
from cases.quality.queries.observation import observers_for
from cases.queries.assignment import candidates_for
from cases.queries.case import readable_for
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.access import allowed
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from stations.models import Handler
from tests.cases.test_consent import another
from tests.cases.test_consent_of_both import mate
from tests.factories import START, do, lawyer, scan, walk

AT = START + timedelta(days=20)
WHY = "承办人是对方法定代表人的妹夫。"


def replaced(county, handler, ground="conflict", until="hold_first_meeting"):
    case = walk(county, until)
    scan(case, "meeting", by=county.lvshi)
    facts = {"handler": handler, "reason": WHY, "ground": ground}
    CASE.acts["replace_handler"](case, by=county.zhuren, at=AT, **facts)
    return case


@pytest.fixture
def case(county):
    return replaced(county, another())


def judged(case, handler):
    [found] = candidates_for(case, Handler.objects.filter(pk=handler.pk))
    return found


def test_file_is_shut_from_the_moment_and_papers_with_it(county, sign_in, case):
    client = sign_in(county.lvshi)
    paper = Paper.objects.filter(workflow="case", subject_id=case.pk).first()
    assert client.get(case.get_absolute_url()).status_code == 404
    assert client.get(reverse("documents:paper", args=[paper.pk])).status_code == 404
    assert not allowed(county.lvshi, "case", case.pk)
    assert not readable_for(county.lvshi).filter(pk=case.pk).exists()


def test_with_another_ground_he_reads_on_until_it_is_signed_for(county, sign_in):
    case = replaced(county, another(), ground="unable")
    assert sign_in(county.lvshi).get(case.get_absolute_url()).status_code == 200
    assert not Recusal.objects.exists()
    assert [event.sentence for event in events_for("case", case.pk)][-1] == (
        f"承办人更换为{another()}（疾病等原因不能继续承办）：{WHY}"
    )


def test_message_names_what_the_centre_takes_from_him_and_leads_nowhere_near(county, case):
    told = Message.objects.get(user=county.lvshi, key__startswith="replaced:")
    assert told.text == (
        f"{case.number}因利益冲突已更换承办人，您不再查看、办理此案。请将办案材料交法律援助中心："
        "委托协议1份；授权委托书1份；法律援助公函1份；会见（约见）笔录1份；纸质卷宗和证据原件。"
        "不得留存复制件，不得向他人透露案情。"
    )
    assert told.url == "/cases/"


def test_successor_signs_for_the_file(county, case):
    items = case.transfers.get().items
    CASE.acts["take_over"](case, by=case.handler.user, at=AT + timedelta(days=1), received=items)
    assert case.transfers.get().done_at == AT + timedelta(days=1)


def test_bar_is_on_record_and_the_director_can_lift_it(county, case):
    row = case.recusals.standing().get()
    assert (str(row), row.get_asked_by_display(), row.reason) == (
        "承办人董海涛",
        "因利益冲突更换承办人",
        WHY,
    )
    assert case.recused == f",{county.lvshi.pk},"
    assert judged(case, lawyer()).reasons[0] == "已因利益冲突回避本案"

    why = {"recusal": row, "reason": "同名的另一人，核对有误。"}
    CASE.acts["lift_recusal"](case, by=county.zhuren, at=AT + timedelta(days=1), **why)
    assert judged(case, lawyer()).eligible
    told = Message.objects.filter(user=county.lvshi).latest("pk")
    assert told.text == f"{case.number}：您的回避已撤销，可以再指派给您。"


def test_he_is_nobodys_successor_nor_assistant(county, sign_in):
    case = replaced(county, mate())
    with pytest.raises(DomainError, match="已因利益冲突回避本案"):
        CASE.acts["replace_handler"](
            case, by=county.zhuren, at=AT + timedelta(days=1), handler=lawyer(), reason=WHY
        )
    with pytest.raises(DomainError, match="该人不能办理本案：已因利益冲突回避本案"):
        team.join(case, by=case.handler.user, kind="assistant", handler=lawyer(), at=AT)
    page = sign_in(county.zhuren).get(reverse("cases:team", args=[case.pk]))
    assert lawyer() not in page.context["join"].fields["handler"].queryset


def test_he_neither_reads_the_file_as_an_expert_nor_observes_nor_discusses(county, case):
    expert = Expert.objects.create(
        station=case.station, user=county.lvshi, from_on=AT.date(), by=county.zhuren, at=AT
    )
    review = Review(case=case, handler=case.handler, rule=ReviewRule.objects.first())
    refused = Suitability(review, AT).refusal(expert)
    assert refused == "董海涛承办过本案，或者与承办人同属一个机构，不能评估。"
    assert county.lvshi not in observers_for(case)
    with pytest.raises(DomainError, match="董海涛已回避此案，不能参加讨论。"):
        discussion.call(
            case, by=county.zhuren, level="centre", question="怎样继续办理", place="会议室",
            planned_for=AT + timedelta(days=1), at=AT, people=[("董海涛", ""), ("周正", "主任")],
        )  # fmt: skip


def test_colleague_of_who_has_the_case_is_told_as_such(county):
    case = walk(county, "hold_first_meeting")
    said = f"与原承办人{lawyer()}同在一个机构，因利益冲突更换的，请核对"
    assert judged(case, mate()).against == (said,)
    assert judged(case, another()).against == (
        () if another().firm_id != lawyer().firm_id else (said,)
    )


def test_page_asks_for_the_ground_and_prefers_none(county, sign_in):
    case = walk(county, "hold_first_meeting")
    page = reverse("cases:replace_handler", args=[case.pk])
    client = sign_in(county.zhuren)
    assert client.get(page).context["form"]["ground"].value() is None
    sent = {"handler": another().pk, "reason": WHY, "version": case.version}
    answer = client.post(page, sent)
    assert answer.context["form"].errors["ground"] == ["请选择更换的情形。"]
    client.post(page, sent | {"ground": "conflict"})
    case.refresh_from_db()
    assert (case.handler, case.recused) == (another(), f",{county.lvshi.pk},")


def test_letters_of_a_replacement_are_told_apart_and_speak_of_no_agreement_never_signed(county):
    case = walk(county, "accept_assignment")
    CASE.acts["replace_handler"](
        case, by=county.zhuren, at=START + timedelta(days=8), handler=another(), reason=WHY
    )
    letters = Paper.objects.filter(kind="replacement_notice").order_by("pk")
    assert [paper.title for paper in letters] == [
        "更换法律援助人员通知书（致受援人）",
        "更换法律援助人员通知书（致原承办机构）",
    ]
    assert [paper.facts["signed"] for paper in letters] == [False, False]


def test_page_of_the_case_says_what_was_compared_with_whom_and_when(county, sign_in):
    case = walk(county, "grant")
    client = sign_in(county.zhuren)
    page = client.get(case.get_absolute_url()).text
    assert "核对了双方当事人、关系人与其他案件和本单位人员" in page
    assert "比对了双方当事人与其本人" not in page
    do(case, county, "assign", START + timedelta(days=6))
    assert (
        f"2026年3月9日指派{lawyer()}时，比对了双方当事人与其本人"
        in client.get(case.get_absolute_url()).text
    )
