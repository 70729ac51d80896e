"""Sitting in hearings: which are public, who may be sent, what is seen, what the handler answers, and what frees the observer."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.enums import HearingNews
from cases.models import Case, Cause, Person, TeamMember
from cases.quality.domain import observation as acts
from cases.quality.law.observation import not_public
from cases.quality.models import Observation
from cases.quality.queries.observation import (
    hearings_ahead,
    observations_for,
    observed_of,
    observers_for,
    to_ask_about,
)
from cases.quality.workflow import OBSERVATION
from cases.queries.quality import evaluators_for
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from stations.models import Handler, Station
from tests.factories import new_case, walk
from tests.papers import assert_words, paper_of
from tests.quality.hearings import HELD, NOW, SEEN, hearing, sent
from tests.quality.plans import line, plan


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, ""),
        ({"cause": "为境外窃取国家秘密罪"}, "涉及国家秘密，不公开审理"),
        ({"cause": "强奸罪"}, "涉及个人隐私，不公开审理"),
        ({"years": 17}, "受援人未成年"),
        ({"years": 18}, ""),
        ({"marked": True}, "受援人受特别保护"),
    ],
)
def test_which_hearings_the_law_closes(facts, why):
    assert not_public(**{"cause": "盗窃罪", "marked": False, "years": 40} | facts) == why


def closed_by(county, row, **facts):
    """What becomes of the list and of sending somebody when this holds of the case."""
    Case.objects.filter(pk=row.case_id).update(**facts)
    with pytest.raises(DomainError, match="不能旁听") as told:
        acts.assign(row, by=county.zhuren, observer=county.jiandu, at=NOW)
    return list(hearings_ahead(county.zhuren, NOW)), told.value.sentence


def test_hearing_that_is_not_public_is_not_listed_and_nobody_is_sent(county):
    row = hearing(county)
    assert list(hearings_ahead(county.zhuren, NOW)) == [row]
    secret = closed_by(county, row, secret=True)
    assert secret == ([], "受援人受特别保护，不能旁听。")
    rape = Cause.objects.get(name="强奸罪")
    found = closed_by(county, row, secret=False, cause=rape)
    assert found == ([], "涉及个人隐私，不公开审理，不能旁听。")


def test_hearing_of_a_minor_is_not_listed(county):
    row = hearing(county)
    birth = HELD.date().replace(year=2008, day=21)  # eighteen the day after
    Person.objects.filter(pk=row.case.applicant_id).update(birth=birth)
    row = type(row).objects.get(pk=row.pk)
    listed, said = closed_by(county, row, secret=False)
    assert (listed, said) == ([], "受援人未成年，不能旁听。")


def test_divorce_is_listed_once_the_court_said_that_it_is_public(county):
    row = hearing(county)
    divorce = Cause.objects.get(name="离婚纠纷")
    listed, said = closed_by(county, row, cause=divorce)
    assert (listed, said) == ([], "当事人可以申请不公开审理，请先向法院问明，不能旁听。")
    assert list(to_ask_about(county.zhuren, NOW)) == [row]
    acts.tell_publicity(row, by=county.zhuren, public=True, at=NOW)
    assert list(hearings_ahead(county.zhuren, NOW)) == [row]
    assert list(to_ask_about(county.zhuren, NOW)) == []


def test_hearing_said_to_be_closed_frees_whoever_was_sent(county):
    row = sent(county)
    with pytest.raises(DomainError, match="请选择理由"):
        acts.tell_publicity(row.hearing, by=county.zhuren, public=False, at=NOW)
    said = {"public": False, "ground": "request"}
    acts.tell_publicity(row.hearing, by=county.zhuren, at=NOW + timedelta(days=1), **said)
    row.refresh_from_db()
    assert row.state == "freed"
    assert list(hearings_ahead(county.zhuren, NOW)) == []


def test_nobody_of_the_case_of_its_firm_or_kept_out_is_sent(county):
    row = hearing(county)
    case, firm = row.case, row.case.handler.firm
    own = set(Handler.objects.filter(firm=firm).values_list("user__username", flat=True))
    may = set(observers_for(case).values_list("username", flat=True))
    assert "lvshi" in own
    assert may & own == set()
    assert {"zhuren", "shencha", "jiandu"} <= may
    assert may & {"chuangkou", "caiwu", "sifaju", "admin", "zhan1"} == set()
    Case.objects.filter(pk=case.pk).update(recused=f",{county.jiandu.pk},")
    case.refresh_from_db()
    assert "jiandu" not in set(observers_for(case).values_list("username", flat=True))
    with pytest.raises(DomainError, match="不能旁听") as told:
        acts.assign(row, by=county.zhuren, observer=county.lvshi, at=NOW)
    assert told.value.field == "observer"


def test_nobody_of_a_firm_that_acts_for_the_other_side_is_sent(county):
    case = hearing(county).case
    other = walk(county, "hold_first_meeting", case=new_case(county))
    against = Handler.objects.exclude(firm=case.handler.firm).select_related("user").first()
    other.parties.all().delete()
    other.parties.create(role="opponent", name=case.applicant.name)
    may = set(observers_for(case))
    assert against.user in may

    Case.objects.filter(pk=other.pk).update(handler=against)
    firm = set(Handler.objects.filter(firm=against.firm).values_list("user", flat=True))
    assert {user.pk for user in observers_for(case)} & firm == set()
    assert against not in evaluators_for(case)


def test_one_hearing_has_one_observer_and_must_lie_ahead(county):
    row = sent(county)
    with pytest.raises(DomainError, match="已经安排了旁听"):
        acts.assign(row.hearing, by=county.zhuren, observer=county.shencha, at=NOW)
    with pytest.raises(DomainError, match="已经取消或者开始"):
        acts.assign(row.hearing, by=county.zhuren, observer=county.shencha, at=HELD)


def test_record_is_filled_in_after_the_beginning_by_whoever_was_sent(county):
    row = sent(county)
    with pytest.raises(DomainError, match="还没有开庭"):
        acts.fill(row, by=county.jiandu, at=HELD - timedelta(hours=1), **SEEN)
    with pytest.raises(NotAllowed, match="由他人进行"):
        acts.fill(row, by=county.shencha, at=HELD, **SEEN)
    acts.fill(row, by=county.jiandu, at=HELD, **SEEN)
    assert (row.state, row.handler.user, row.score) == ("filled", county.lvshi, 86)


@pytest.mark.parametrize("score", [-1, 101, None])
def test_score_out_of_range_is_refused_beside_its_field(county, score):
    row = sent(county)
    with pytest.raises(DomainError, match="0至100") as told:
        acts.fill(row, by=county.jiandu, at=HELD, **SEEN | {"score": score})
    assert told.value.field == "score"


def test_record_is_about_whoever_had_the_case_at_the_hearing(county):
    row, later = sent(county), HELD + timedelta(days=1)
    other = Handler.objects.exclude(firm=county.lvshi.handler.firm).first()
    given = {"handler": other, "firm": other.firm, "by": county.zhuren}
    row.case.assignments.create(at=later, accepted_at=later, **given)
    Case.objects.filter(pk=row.case_id).update(handler=other)

    row.refresh_from_db()
    at = HELD + timedelta(days=2)
    OBSERVATION.acts["fill_observation"](row, by=county.jiandu, at=at, **SEEN)
    assert row.handler.user == county.lvshi
    said = Paper.objects.get(kind="observation_record").facts
    assert (said["seen_on"], said["date"]) == ("2026年4月20日", "2026年4月22日")


def test_database_keeps_no_score_out_of_range(county):
    row = sent(county)
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.filter(pk=row.pk).update(score=101)


def test_handler_reads_and_answers_once_it_is_written_and_answers_anew_after_a_correction(county):
    row = sent(county)
    assert list(observations_for(county.lvshi)) == []
    acts.fill(row, by=county.jiandu, at=HELD, **SEEN)
    assert list(observations_for(county.lvshi)) == [row]
    assert list(observations_for(county.lvshi2)) == []
    with pytest.raises(NotAllowed, match="不是您承办的"):
        acts.answer(row, by=county.lvshi2, answer="同意。")
    acts.answer(row, by=county.lvshi, at=HELD + timedelta(days=1), answer="同意，今后改进。")
    with pytest.raises(DomainError, match="不少于4个字"):
        acts.correct(row, by=county.jiandu, at=HELD + timedelta(days=2), reason="错", **SEEN)
    again = SEEN | {"score": 80, "reason": "评分写错。"}
    acts.correct(row, by=county.jiandu, at=HELD + timedelta(days=2), **again)
    assert (row.state, row.score, row.answer) == ("filled", 80, "")
    papers = Paper.objects.filter(workflow="observation", subject_id=row.pk).order_by("pk")
    assert [bool(paper.superseded_by_id) for paper in papers] == [True, False]
    assert [event.sentence for event in events_for("observation", row.pk)] == [
        f"安排{county.jiandu.name}旁听2026年4月20日 09:30的开庭",
        "填写旁听记录，评分86",
        "承办人回应：同意，今后改进。",
        "更正旁听记录，评分80。理由：评分写错。",
    ]


def news(county, row, what, **facts):
    said = {"hearing": row.hearing, "news": what, "reason": "法院通知。"} | facts
    CASE.acts["update_hearing"](row.case, by=county.lvshi, at=NOW + timedelta(days=1), **said)
    row.refresh_from_db()


def test_cancelled_hearing_frees_its_observer_who_hears_of_it(county):
    row = sent(county)
    news(county, row, HearingNews.CANCELLED)
    assert row.state == "freed"
    said = Message.objects.filter(user=county.jiandu).order_by("pk").last()
    assert said.text == "2026年4月20日 09:30的开庭已取消或者不公开，不用旁听。"


def test_moved_hearing_is_told_to_its_observer(county):
    row = sent(county)
    later = HELD + timedelta(days=7)
    news(county, row, HearingNews.MOVED, starts_at=later, place="第二法庭")
    assert (row.state, row.starts_at) == ("assigned", later)
    said = Message.objects.filter(user=county.jiandu).order_by("pk").last()
    assert said.text == "您旁听的开庭改为2026年4月27日 09:30，清和县人民法院第二法庭。"


def test_observed_hearings_count_for_their_line_of_the_plan(county):
    row = sent(county)
    spring = plan(county, first=HELD.date(), last=HELD.date())
    asked = line(county, spring, tool="observation", number=2)
    other = line(county, spring, tool="observation", number=2, kind="criminal")
    assert observed_of(asked) == 0
    acts.fill(row, by=county.jiandu, at=HELD, **SEEN)
    assert (observed_of(asked), observed_of(other)) == (1, 0)


def test_form_30_says_nothing_of_whose_case_it_is(office):
    row = sent(office)
    acts.fill(row, by=office.jiandu, at=HELD, **SEEN)
    assert_words(paper_of(row, "observation_record"), "旁听开庭")


def test_pages_from_the_hearing_to_the_answer(county, sign_in):
    now = timezone.now()
    row = hearing(county, starts_at=now + timedelta(hours=1))
    planner = sign_in(county.zhuren)
    assert row.case.number in planner.get(reverse("quality:hearings")).content.decode()
    sending = reverse("quality:assign_observer", args=[row.pk])
    assert planner.post(sending, {"observer": county.lvshi.pk}).status_code == 422
    page = planner.post(sending, {"observer": county.jiandu.pk}, follow=True).content.decode()
    assert "待旁听" in page
    seen = Observation.objects.get()
    Observation.objects.filter(pk=seen.pk).update(changed_at=now - timedelta(minutes=2))
    type(row).objects.filter(pk=row.pk).update(starts_at=now - timedelta(minutes=1))
    form = {name: str(value) for name, value in SEEN.items()} | {"on_time": "1", "dressed": "1"}
    fill = f"{seen.get_absolute_url()}fill_observation/"
    client = sign_in(county.jiandu)
    wrong = client.post(fill, form | {"score": "101"})
    assert wrong.status_code == 422
    assert wrong.context["form"].errors == {"score": ["评分为0至100。"]}
    assert client.post(fill, form).status_code == 302
    client = sign_in(county.lvshi)
    assert "质证抓住了" in client.get(seen.get_absolute_url()).content.decode()
    said = client.post(f"{seen.get_absolute_url()}answer_observation/", {"answer": "同意。"})
    assert said.status_code == 302
    assert client.get(reverse("quality:observations")).status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_list_of_hearings_asks_the_same_of_one_and_of_three(
    county, sign_in, django_assert_num_queries, many
):
    for _ in range(many):
        hearing(county, starts_at=timezone.now() + timedelta(days=3))
    client = sign_in(county.zhuren)
    client.get(reverse("quality:hearings"))
    with django_assert_num_queries(13):
        client.get(reverse("quality:hearings"))


def test_observer_who_has_come_to_the_case_or_its_firm_since_fills_in_nothing(county):
    row = sent(county, county.lvshi2)
    firm = row.case.handler.firm
    Handler.objects.filter(user=county.lvshi2).update(firm=firm)
    with pytest.raises(DomainError, match="不能旁听"):
        acts.fill(row, by=county.lvshi2, at=HELD, **SEEN)
    row.refresh_from_db()
    assert (row.state, row.score) == ("assigned", None)


def test_hearing_to_sit_in_and_what_was_seen_stand_on_the_first_page(county, sign_in):
    row = sent(county)
    page = row.get_absolute_url()

    def shown(user):
        where = "/desk/others/" if user.role == "handler" else "/"
        return page in sign_in(user).get(where).content.decode()

    assert (shown(county.jiandu), shown(county.shencha), shown(county.lvshi)) == (
        True,
        False,
        False,
    )
    acts.fill(row, by=county.jiandu, at=HELD + timedelta(hours=1), **SEEN)
    assert (shown(county.jiandu), shown(county.lvshi), shown(county.lvshi2)) == (False, True, False)
    acts.answer(row, by=county.lvshi, at=HELD + timedelta(days=1), answer="同意。")
    assert shown(county.lvshi) is False


def test_case_that_is_marked_later_frees_the_observer_and_shows_them_nothing(county):
    row = sent(county)
    Case.objects.filter(pk=row.case_id).update(secret=True)
    row = Observation.objects.get(pk=row.pk)
    assert list(observations_for(county.jiandu)) == []
    assert list(observations_for(county.zhuren)) == [row]
    with pytest.raises(DomainError, match="受特别保护"):
        acts.fill(row, by=county.jiandu, at=HELD, **SEEN)
    case = Case.objects.get(pk=row.case_id)
    CASE.acts["add_log"](
        case, by=county.lvshi, at=NOW, done_on=NOW.date(), entry_kind="阅卷", content="查阅了卷宗。"
    )
    row.refresh_from_db()
    assert row.state == "freed"


def test_hearing_of_a_closed_court_is_not_shown_to_the_observer(county):
    row = sent(county, county.lvshi2)
    assert list(observations_for(county.lvshi2)) == [row]
    acts.tell_publicity(row.hearing, by=county.zhuren, public=False, ground="privacy", at=NOW)
    assert list(observations_for(county.lvshi2)) == []


def test_hearing_of_a_case_whose_handler_is_gone_is_written_down_of_the_next_one_or_not_at_all(
    county,
):
    row = sent(county)
    Case.objects.filter(pk=row.case_id).update(handler=None)
    row.case.assignments.update(accepted_at=None)
    row = Observation.objects.get(pk=row.pk)
    with pytest.raises(DomainError, match="此案现在没有承办人，另行指派以后再填写"):
        acts.fill(row, by=county.jiandu, at=HELD, **SEEN)
    acts.release(row, by=county.jiandu, at=HELD, reason="承办人没有到庭。")
    assert row.state == "freed"


def test_whoever_assisted_and_handlers_of_another_county_are_not_sent(county):
    case = hearing(county).case
    mate, far = Handler.objects.exclude(firm=case.handler.firm).order_by("pk")[:2]
    day = NOW.date()
    TeamMember.objects.create(
        case=case, kind="assistant", handler=mate, name="", supervisor=case.handler, since=day, until=day, by=county.zhuren, at=NOW
    )  # fmt: skip
    Handler.objects.filter(pk=far.pk).update(station=another_county())
    free = set(observers_for(case).values_list("pk", flat=True))
    assert {mate.user_id, far.user_id} & free == set()
    assert Handler.objects.exclude(firm__in=(case.handler.firm, mate.firm)).exclude(pk=far.pk).first().user_id in free  # fmt: skip


def another_county():
    center = Station.objects.get(parent=None)
    same = {name: getattr(center, name) for name in ("kind", "host", "region")}
    row = Station.objects.create(name="邻水县法律援助中心", **same)
    assert row.path.split("/")[0] != center.path.split("/")[0]
    return row


def test_what_is_written_of_a_reason_stays_out_of_the_open_part_of_the_record(county):
    row = sent(county)
    acts.release(row, by=county.jiandu, at=NOW, reason="受援人李国强是我的表弟。")
    event = Event.objects.get(verb="observation.release_observer")
    assert ("李国强" in str(event.data), event.personal_data["reason"]) == (False, "受援人李国强是我的表弟。")  # fmt: skip
