"""A case given to a firm: its manager arranges one of its own people within the limit and reads nothing of any party; the centre may take
it back, or name the person itself."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from cases.domain import volunteer, wish
from cases.domain.reminders import remind
from cases.models import Case, Party
from cases.queries.assignment import candidates_for
from cases.queries.firm import firms_able
from cases.workflow import CASE
from legalaid.platform.accounts.models import User
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from legalaid.platform.procedure.models import ClockRule, Deadline
from stations.domain.manager import open_manager
from stations.domain.staff import record_leave
from stations.models import Firm, Handler
from tests.factories import START, do, lawyer, new_case, person, walk

AT = START + timedelta(days=5, hours=3)
WHY = "该所离受援人最近"


@pytest.fixture
def case(county):
    return walk(county, "grant", case=new_case(county, green=False))


@pytest.fixture
def firm(county):
    return county.lvsuo.manages.firm


def step(case, key, by, at=AT, **facts):
    made = CASE.acts[key](case, by=by, at=at, **facts)
    case.refresh_from_db()
    return made


def entrusted(case, county, at=AT, **facts):
    return step(case, "entrust", county.zhuren, at, firm=county.lvsuo.manages.firm, reason=WHY, **facts)  # fmt: skip


def told(case):
    return [event.sentence for event in events_for("case", case.pk)][-1]


def words_of(page):
    return " ".join(strip_tags(page.content.decode()).split())


def open_clocks(case):
    rows = Deadline.objects.of("case", case.pk).open()
    return {row.rule: timezone.localtime(row.due_at).strftime("%m-%d") for row in rows}


def own(firm, case):
    """The firm's people as they are ranked for the case."""
    return candidates_for(case, Handler.objects.working().filter(firm=firm))


def test_manager_arranges_the_first_of_his_own_people(county, case, firm):
    entrusted(case, county)
    assert (case.turn, told(case)) == ("firm", "交清和明理律师事务所安排承办人")
    assert open_clocks(case) == {"assignment": "03-10", "firm_arrangement": "03-09"}
    text = f"{case.number}交清和明理律师事务所安排承办人，请在期限内安排。"
    assert Message.objects.get(user=county.lvsuo).text == text

    first = own(firm, case)[0].handler
    step(case, "arrange", county.lvsuo, handler=first)
    assert (case.state, case.turn, case.handler) == ("offered", "handler", first)
    assert told(case) == f"清和明理律师事务所安排{first}承办"
    assert open_clocks(case).keys() == {"agreement"}
    offer = case.assignments.get()
    assert (offer.firm, offer.by, offer.passed_over) == (firm, county.lvsuo, None)


def test_notice_of_assignment_names_the_officer_of_the_centre(county, case, firm):
    entrusted(case, county)
    step(case, "arrange", county.lvsuo, handler=own(firm, case)[0].handler)
    facts = Paper.objects.get(subject_id=case.pk, kind="assignment_notice").facts
    assert (facts["officer"], facts["to"]) == ("李国梁", "清和明理律师事务所")


def test_another_than_the_first_is_arranged_for_a_reason_that_names_no_case(county, case, firm):
    entrusted(case, county)
    first, second, *_ = (one.handler for one in own(firm, case))
    with pytest.raises(DomainError) as said:
        step(case, "arrange", county.lvsuo, handler=second)
    sentence = f"推荐首位是{first}，不安排{first}的，请写明理由（不少于4个字）。"
    assert (said.value.field, said.value.sentence) == ("reason", sentence)
    step(case, "arrange", county.lvsuo, handler=second, reason="首位近期开庭多")
    assert case.assignments.get().passed_over == first
    assert (
        told(case) == f"清和明理律师事务所安排{second}承办，未指派推荐首位{first}：首位近期开庭多"
    )


def test_whoever_the_rules_bar_and_whoever_is_of_another_firm_is_not_arranged(county, case, firm):
    entrusted(case, county)
    away, other = own(firm, case)[0].handler, Handler.objects.exclude(firm=firm).first()
    today = timezone.localdate()
    record_leave(away.user, by=county.zhuren, kind="annual", starts=today, ends=today)
    for handler, sentence in (
        (away, "按利益冲突、执业条件、请假等规则，不能安排此人承办这一件，请另选；都不能的，请退回中心。"),
        (other, "只能安排本机构的承办人。"),
    ):  # fmt: skip
        with pytest.raises(DomainError, match=sentence):
            step(case, "arrange", county.lvsuo, handler=handler, reason=WHY)


def test_firm_that_acts_for_the_other_side_is_not_given_the_case(county, case, firm):
    other = walk(county, "assign", case=new_case(county, who=person(name="周海", id_number="110101199003070038")))  # fmt: skip
    Case.objects.filter(pk=other.pk).update(handler=Handler.objects.filter(firm=firm).last())
    mark = case.applicant.id_blind
    Party.objects.create(case=other, role="opponent", name=case.applicant.name, id_blind=mark)
    with pytest.raises(DomainError) as said:
        entrusted(case, county)
    sentence = "清和明理律师事务所现在没有可以承办本案的人（利益冲突、执业条件、请假等），请另选。"
    assert (said.value.field, said.value.sentence) == ("firm", sentence)
    assert firm not in [offer.firm for offer in firms_able(candidates_for(case))]


def test_firm_without_a_manager_is_not_given_a_case(county, case):
    other = Firm.objects.get(name="清和正平律师事务所")
    with pytest.raises(
        DomainError, match="清和正平律师事务所没有在用的机构管理人账号，请直接指派。"
    ):
        step(case, "entrust", county.zhuren, firm=other, reason=WHY)


def test_firm_with_neither_the_first_nor_the_wished_is_given_it_for_a_reason(county, case, firm):
    wished = Handler.objects.exclude(firm=firm).filter(kind="lawyer").first()
    Handler.objects.filter(pk=wished.pk).update(public=True)
    wish.set_wishes(case, by=county.chuangkou, handlers=[wished], at=AT)
    case.refresh_from_db()
    with pytest.raises(DomainError) as said:
        step(case, "entrust", county.zhuren, firm=firm)
    assert said.value.field == "reason"
    assert said.value.sentence.startswith(f"推荐首位是{wished}（受援人点选）")

    entrusted(case, county)
    step(case, "arrange", county.lvsuo, handler=own(firm, case)[0].handler)
    offer = case.assignments.get()
    assert (offer.wish_unmet, offer.reason) == (True, "中心交机构安排")


def test_nobody_but_the_manager_of_the_firm_arranges(county, case, firm):
    entrusted(case, county)
    facts = {"name": "钱进", "username": "qianjin", "phone": "", "email": ""}
    place = Firm.objects.get(name="清和正平律师事务所")
    stranger = open_manager(place, by=county.zhuren, account=facts)[0].user
    for user in (stranger, county.lvshi, county.zhuren, county.shencha):
        with pytest.raises(NotAllowed):
            step(case, "arrange", user, handler=own(firm, case)[0].handler)


def test_centre_takes_it_back_and_the_firm_is_told(county, case):
    entrusted(case, county)
    step(case, "withdraw_entrusted", county.zhuren, reason="改由中心指派")
    assert (case.turn, case.entrusted_to) == ("director", None)
    assert told(case) == "收回交清和明理律师事务所安排的案件：改由中心指派"
    assert open_clocks(case).keys() == {"assignment"}
    text = f"{case.number}已由中心收回，不再由清和明理律师事务所安排承办人。"
    assert Message.objects.filter(user=county.lvsuo, text=text).count() == 1
    with pytest.raises(NotAllowed, match="此案没有交承办机构安排。"):
        step(case, "withdraw_entrusted", county.zhuren, reason="再收回一次")


def test_centre_names_the_person_itself_while_a_firm_has_it(county, case):
    entrusted(case, county)
    do(case, county, "assign", AT)
    case.refresh_from_db()
    assert (case.state, case.entrusted_to, open_clocks(case).keys()) == ("offered", None, {"agreement"})  # fmt: skip
    assert Message.objects.filter(user=county.lvsuo, text__contains="已由中心指派").count() == 1


def test_firm_that_has_nobody_sends_it_back_and_the_director_hears(county, case):
    entrusted(case, county)
    step(case, "return_entrusted", county.lvsuo, reason="三人近期都开庭")
    assert (case.turn, told(case)) == (
        "director",
        "清和明理律师事务所不能安排，退回中心：三人近期都开庭",
    )
    text = f"清和明理律师事务所不能安排{case.number}的承办人，已退回中心，请指派。"
    assert Message.objects.filter(user=county.zhuren, text=text).count() == 1
    entrusted(case, county)
    with pytest.raises(NotAllowed, match="此案已交清和明理律师事务所安排，另选机构的，请先收回。"):
        entrusted(case, county)


def test_mistaken_arrangement_is_undone_until_it_is_answered(county, case, firm):
    entrusted(case, county)
    wrong = own(firm, case)[0].handler
    step(case, "arrange", county.lvsuo, handler=wrong)
    step(case, "undo_arrangement", county.lvsuo, reason="选错了人")
    assert (case.state, case.turn, case.handler) == ("granted", "firm", None)
    assert told(case) == f"清和明理律师事务所撤回对{wrong}的安排：选错了人"
    assert open_clocks(case).keys() == {"assignment", "firm_arrangement"}
    text = f"{case.number}的安排已由清和明理律师事务所撤回，不再需要您答复。"
    assert Message.objects.filter(user=wrong.user, text=text).count() == 1


def test_case_comes_back_to_the_firm_whose_person_declines(county, case):
    entrusted(case, county)
    step(case, "arrange", county.lvsuo, handler=lawyer(), reason=WHY)
    step(case, "decline_assignment", county.lvshi, reason="与本案当事人相识")
    assert (case.state, case.turn) == ("granted", "firm")
    assert open_clocks(case).keys() == {"assignment", "firm_arrangement"}


def test_recalled_by_the_centre_it_is_no_longer_the_firms(county, case):
    entrusted(case, county)
    step(case, "arrange", county.lvsuo, handler=lawyer(), reason=WHY)
    step(case, "recall_offer", county.zhuren, reason="另行指派他人")
    assert (case.turn, case.entrusted_to) == ("director", None)
    do(case, county, "assign", AT)
    step(case, "decline_assignment", case.handler.user, reason="近期不能办理")
    assert open_clocks(case).keys() == {"assignment"}


def test_arrangement_that_is_late_is_on_both_desks_and_told_to_both(county, case, sign_in):
    entrusted(case, county)
    late = timezone.make_aware(datetime(2026, 3, 10, 9))
    assert remind(late, timedelta(0)) == remind(late, timedelta(0)) + 2
    heard = dict(Message.objects.filter(key__startswith="firm:").values_list("text", "url"))
    assert heard == {
        f"{case.number}安排承办人的期限已于3月9日届满，请即安排；不能安排的，请退回中心。": f"/cases/{case.pk}/arrange/",
        f"{case.number}交清和明理律师事务所安排，至3月9日期满没有安排，请收回或者直接指派。": f"/cases/{case.pk}/",
    }
    assert "安排承办人" in words_of(sign_in(county.lvsuo).get("/"))
    assert "机构逾期没有安排承办人" in words_of(sign_in(county.zhuren).get("/"))


def test_manager_reads_number_cause_and_limits_and_no_word_of_anybody(county, case, sign_in):
    entrusted(case, county)
    other = walk(county, "sign_agreement", case=new_case(county, who=person(name="周海", id_number="110101199003070038")))  # fmt: skip
    client = sign_in(county.lvsuo)
    paths = ["/", reverse("cases:firm_cases"), reverse("cases:firm_people")]
    paths += [reverse(f"cases:{key}", args=[case.pk]) for key in ("arrange", "return_entrusted")]
    pages = [client.get(path) for path in paths]
    assert [page.status_code for page in pages] == [200] * 5

    words = "".join(map(words_of, pages))
    for read in (case.number, other.number, "追索劳动报酬纠纷"):
        assert read in words
    assert words.count("可安排") == 3
    for unread in ("李国强", "周海", "宏达", "13800138000", "18600", "被拖欠"):
        assert unread not in words
    for row in (case, other):
        assert client.get(row.get_absolute_url()).status_code == 404


def test_cause_of_a_marked_case_is_not_listed(county, case, sign_in):
    entrusted(case, county)
    Case.objects.filter(pk=case.pk).update(secret=True)
    client = sign_in(county.lvsuo)
    for path in (reverse("cases:firm_cases"), reverse("cases:arrange", args=[case.pk]), "/"):
        words = words_of(client.get(path))
        assert ("密卷，不列" in words, "追索劳动报酬纠纷" in words) == (True, False)


def test_director_gives_it_and_the_manager_arranges_on_their_pages(county, case, firm, sign_in):
    director = sign_in(county.zhuren)
    path = reverse("cases:entrust", args=[case.pk])
    assert "清和明理律师事务所（可承办3人" in words_of(director.get(path))
    said = {"firm": firm.pk, "reason": WHY, "seen": case.version}
    assert director.post(path, said).status_code == 302

    case.refresh_from_db()
    page = reverse("cases:arrange", args=[case.pk])
    first = own(firm, case)[0].handler
    manager = sign_in(county.lvsuo)
    answer = manager.post(page, {"handler": first.pk, "seen": case.version})
    assert (answer.status_code, answer.url) == (302, reverse("cases:firm_cases"))
    assert "已安排，承办人还没有答复" in words_of(manager.get(answer.url))


def test_case_that_is_called_for_is_not_given_to_a_firm_and_the_other_way_round(county, case):
    entrusted(case, county)
    closes = AT + timedelta(hours=12)
    with pytest.raises(DomainError, match="此案已交承办机构安排，征集的，请先收回。"):
        volunteer.call_for(case, by=county.zhuren, at=AT, closes_at=closes)
    step(case, "withdraw_entrusted", county.zhuren, reason="改为公开征集")
    volunteer.call_for(case, by=county.zhuren, at=AT, closes_at=closes)
    with pytest.raises(DomainError, match="正在公开征集承办人"):
        entrusted(case, county)


def test_limit_of_the_firm_is_that_of_the_office(county, case):
    ClockRule.objects.create(key="firm_arrangement", limit=2, unit="workday", valid_from="2026-01-01")  # fmt: skip
    entrusted(case, county)
    assert open_clocks(case)["firm_arrangement"] == "03-10"


def test_account_of_a_manager_is_opened_stopped_and_invited_on_the_page_of_the_firm(
    county, sign_in
):
    client, place = sign_in(county.zhuren), Firm.objects.get(name="清和正平律师事务所")
    said = {"name": "钱进", "username": "qianjin", "phone": "", "email": ""}
    assert client.post(reverse("stations:firm_manager", args=[place.pk]), said).status_code == 302
    manager = User.objects.get(username="qianjin")
    assert (manager.role, manager.manages.firm) == ("firm", place)

    words = words_of(client.get(place.get_absolute_url()))
    assert "钱进 qianjin" in words
    for name, sent, active in (
        ("invite", {}, True),
        ("deactivate", {"on": timezone.localdate(), "reason": "不再担任"}, False),
        ("return", {}, True),
    ):
        answer = client.post(reverse(f"stations:{name}", args=[manager.pk]), sent)
        manager.refresh_from_db()
        assert (answer.url, manager.is_active) == (place.get_absolute_url(), active)


def test_centre_itself_has_no_manager(county):
    own = Firm.objects.get(kind="center")
    with pytest.raises(DomainError, match="中心自己的承办人由中心指派，不设机构管理人。"):
        open_manager(own, by=county.zhuren, account={"name": "钱进", "username": "qianjin"})
