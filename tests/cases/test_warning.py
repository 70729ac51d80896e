"""What is about to go wrong, who hears of it and why, and which act mends it (S10, S21)."""

from datetime import datetime, time, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from cases.domain import discussion
from cases.domain.threshold import set_thresholds
from cases.domain.warning import escalate
from cases.law.warning import KINDS, level, why_told
from cases.models import Case, Discussion
from cases.queries.warning import Warnings, counts, spread
from cases.workflow import CASE
from legalaid.platform.notifications.models import Message
from tests.factories import do, new_case, walk

DAY = timedelta(days=1)


def found(kind, now):
    return [case.number for case in Warnings(now).of(kind, Case.objects.all())]


def line(kind, now):
    warnings = Warnings(now)
    [case] = warnings.of(kind, Case.objects.for_lists())
    return warnings.line(kind, case)


@pytest.mark.parametrize(
    ("days", "who"),
    [(0, "handler"), (2, "handler"), (3, "director"), (9, "director"), (10, "bureau"), (99, "bureau")],
)  # fmt: skip
def test_who_hears_of_it_by_how_long_it_stands(days, who):
    assert level(days, director=3, bureau=10) == who


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "签订协议后5天没有会见（约见）"),
        (4, "签订协议后5天没有会见（约见）；预警4天没有处理，满3天的告知中心负责人"),
        (10, "签订协议后5天没有会见（约见）；预警10天没有处理，满10天的告知司法局"),
    ],
)
def test_why_it_is_told(days, said):
    assert why_told("meeting", days, lead=5, director=3, bureau=10) == said


def test_each_kind_leads_to_the_act_that_mends_it():
    assert [(kind.key, kind.step or kind.page) for kind in KINDS] == [
        ("limit", ""),
        ("meeting", "hold_first_meeting"),
        ("report", "report_progress"),
        ("hearing", "add_log"),
        ("closing", "report_closure"),
        ("answers", "settle_alarm"),
        ("silence", "add_log"),
        ("discussion", "discussions/"),
    ]
    assert {kind.step for kind in KINDS if kind.step} <= set(CASE.steps)


def test_limit_is_warned_of_from_two_days_before(county):
    case = new_case(county)
    due = Case.objects.get(pk=case.pk).due_at
    assert (found("limit", due - 2 * DAY), found("limit", due - 2 * DAY + timedelta(minutes=1))) == ([], [case.number])  # fmt: skip
    set_thresholds({"warn_limit": 1}, by=county.zhuren)
    assert found("limit", due - 2 * DAY + timedelta(minutes=1)) == []


def test_no_meeting_since_the_agreement(county):
    case = walk(county, "sign_agreement", case=new_case(county))
    signed = timezone.make_aware(datetime.combine(case.signed_on, time()))
    noon = signed + timedelta(hours=12)
    assert (found("meeting", noon + 4 * DAY), found("meeting", noon + 5 * DAY)) == ([], [case.number])  # fmt: skip
    told = line("meeting", noon + 8 * DAY)
    assert (told.days, told.level, told.href) == (3, "director", f"{case.get_absolute_url()}hold_first_meeting/")  # fmt: skip
    do(case, county, "hold_first_meeting", noon + 8 * DAY)
    assert found("meeting", noon + 9 * DAY) == []


def test_no_word_to_the_recipient_since_the_meeting_and_since_the_last(county):
    case = walk(county, "hold_first_meeting", case=new_case(county))
    met = case.changed_at
    assert (found("report", met + 29 * DAY), found("report", met + 30 * DAY)) == ([], [case.number])
    told = {"done_on": timezone.localdate(met + 20 * DAY), "manner": "电话", "content": "已立案。"}
    CASE.acts["report_progress"](case, by=county.lvshi, at=met + 20 * DAY, **told)
    assert (found("report", met + 49 * DAY), found("report", met + 50 * DAY)) == ([], [case.number])


def test_hearing_tomorrow_without_preparation(county):
    case = walk(county, "hold_first_meeting", case=new_case(county))
    starts = case.changed_at + 20 * DAY
    CASE.acts["schedule_hearing"](case, by=county.lvshi, at=case.changed_at, starts_at=starts, organ="仲裁委", place="一庭", note="")  # fmt: skip
    assert (found("hearing", starts - 4 * DAY), found("hearing", starts - 3 * DAY)) == (
        [],
        [case.number],
    )
    assert found("hearing", starts + DAY) == []
    log = {"entry_kind": "阅卷", "done_on": timezone.localdate(starts - DAY), "manner": "", "content": "已阅卷。"}  # fmt: skip
    CASE.acts["add_log"](case, by=county.lvshi, at=starts - DAY, **log)
    assert found("hearing", starts - DAY) == []


def test_each_hearing_is_told_to_its_handler_and_to_the_director_before_it(county):
    case = walk(county, "hold_first_meeting", case=new_case(county))
    monday = case.changed_at + 20 * DAY
    for starts in (monday + 2 * DAY, monday + 5 * DAY):
        CASE.acts["schedule_hearing"](case, by=county.lvshi, at=case.changed_at, starts_at=starts, organ="仲裁委", place="一庭", note="")  # fmt: skip

    def told(login, word):
        mine = Message.objects.filter(user=getattr(county, login), key__startswith="warn:")
        return mine.filter(text__contains=word).count()

    escalate(monday)
    assert (told("lvshi", "开庭，会见以后还没有"), told("zhuren", "开庭没有准备1件")) == (1, 2)
    escalate(monday + 2 * DAY + timedelta(hours=1))
    assert told("lvshi", "开庭，会见以后还没有") == 2


def test_director_hears_of_a_limit_before_it_is_missed(county):
    case = new_case(county)
    due = Case.objects.get(pk=case.pk).due_at
    warnings = Warnings(due - timedelta(hours=12))
    assert warnings.after("limit", "director") == 1
    [near] = warnings.standing("limit", Case.objects.all(), 1)
    assert (near, warnings.line("limit", near).level) == (case, "director")


def test_silence_is_broken_by_any_record(county):
    case = walk(county, "hold_first_meeting", case=new_case(county))
    last = case.changed_at
    assert (found("silence", last + 45 * DAY), found("silence", last + 46 * DAY)) == ([], [case.number])  # fmt: skip
    log = {"entry_kind": "其他", "done_on": timezone.localdate(last + 44 * DAY), "manner": "", "content": "等候通知。"}  # fmt: skip
    CASE.acts["add_log"](case, by=county.lvshi, at=last + 44 * DAY, **log)
    assert found("silence", last + 46 * DAY) == []


def test_closing_file_that_is_owed_is_its_own_kind(county):
    case = walk(county, "conclude", case=new_case(county))
    due = Case.objects.get(pk=case.pk).due_at
    assert (found("closing", due - 3 * DAY), found("closing", due - DAY), found("limit", due)) == ([], [case.number], [])  # fmt: skip


def test_reported_as_major_and_not_discussed(county):
    case = walk(county, "hold_first_meeting", case=new_case(county))
    at = case.changed_at
    discussion.flag(case, by=county.lvshi, code="media", reason="县融媒体中心采访。", at=at)
    assert line("discussion", at + DAY).href == f"{case.get_absolute_url()}discussions/"


def test_major_by_rule_is_warned_of_from_its_assignment_until_it_is_discussed(county):
    case = walk(county, "sign_agreement", case=new_case(county))
    Case.objects.filter(pk=case.pk).update(amount=1_000_000)
    at = Case.objects.get(pk=case.pk).assigned_at
    assert line("discussion", at + DAY).since == at

    held = {"case": case, "level": "centre", "question": "工资条。", "by": county.zhuren, "at": at}
    row = Discussion.objects.create(planned_for=at, place="会议室", **held)
    Discussion.objects.filter(pk=row.pk).update(held_on=timezone.localdate(at))
    assert found("discussion", at + DAY) == []

    later = at + 3 * DAY
    case.refresh_from_db()
    discussion.flag(case, by=county.lvshi, code="media", reason="县融媒体中心采访。", at=later)
    assert line("discussion", later + DAY).since == later
    Discussion.objects.filter(pk=row.pk).update(held_on=timezone.localdate(later))
    assert found("discussion", later + DAY) == []


@pytest.mark.parametrize(
    ("of", "warned"),
    [
        ({"notified": "life_or_death"}, True),
        ({"notified": "death_review"}, True),
        ({"stage": "死刑复核"}, True),
        ({"notified": "disabled"}, False),
        ({"amount": 10_000}, False),
    ],
)
def test_matters_of_life_and_death_are_to_be_discussed(county, of, warned):
    case = walk(county, "sign_agreement")
    Case.objects.filter(pk=case.pk).update(**of)
    assert (found("discussion", case.changed_at + DAY) == [case.number]) == warned


def test_waived_discussion_is_not_warned_of(county):
    case = walk(county, "sign_agreement", case=new_case(county))
    Case.objects.filter(pk=case.pk).update(amount=1_000_000)
    case.waivers.create(
        item="discussion", reason="与前案相同。", by=county.zhuren, at=case.changed_at
    )
    assert found("discussion", case.changed_at + DAY) == []


def test_each_hears_once_a_week_and_why(county):
    case = walk(county, "sign_agreement", case=new_case(county))
    late = case.changed_at + 40 * DAY
    assert escalate(late) == escalate(late + timedelta(hours=1)) + Message.objects.filter(key__startswith="warn:").count()  # fmt: skip
    said = {
        message.user.username: message.text
        for message in Message.objects.filter(key__startswith="warn:")
    }
    assert "没有会见（约见）1件" in said["lvshi"]
    assert "为什么收到：您是承办人" in said["lvshi"]
    assert "满3天没有处理的告知中心负责人" in said["zhuren"]
    assert "满10天没有处理的告知司法局" in said["sifaju"]
    assert "chuangkou" not in said
    assert case.number not in "".join(said.values())


def test_board_spreads_over_handlers_firms_and_stations(county):
    case = walk(county, "sign_agreement", case=new_case(county))
    warnings = Warnings(case.changed_at + 40 * DAY)
    assert counts(county.lvshi, warnings)["meeting"] == 1
    for by, name in (
        ("handler", str(case.handler)),
        ("firm", str(case.handler.firm)),
        ("station", str(case.station)),
    ):
        assert (name, 1) in [(line[0], line[1].get("meeting")) for line in spread(county.zhuren, warnings, by)]  # fmt: skip


def test_pages_of_each(county, sign_in):
    case = walk(county, "sign_agreement", case=new_case(county))
    address = reverse("cases:warnings")
    for user in (county.lvshi, county.zhuren, county.shencha):
        text = sign_in(user).get(address, {"kind": "meeting"}).content.decode()
        assert (case.number in text, "去办理" in text) == (True, True)
    for by in ("", "handler", "firm", "station", "nothing"):
        text = sign_in(county.sifaju).get(address, {"kind": "meeting", "by": by}).content.decode()
        assert (case.number in text, case.applicant.name in text) == (False, False)
    other = sign_in(county.zhan1).get(address)
    assert other.status_code == 403


def test_board_takes_as_many_queries_for_one_case_as_for_three(
    county, sign_in, django_assert_max_num_queries
):
    client, address = sign_in(county.zhuren), reverse("cases:warnings")
    walk(county, "sign_agreement", case=new_case(county))
    client.get(address)
    asked = []
    for _ in range(2):
        with django_assert_max_num_queries(60) as context:
            client.get(address, {"kind": "meeting"})
        asked.append(len(context.captured_queries))
        for _ in range(2):
            walk(county, "sign_agreement", case=new_case(county))
    assert asked[0] == asked[1]


def test_handler_reads_warnings_on_the_first_page_and_the_director_when_they_have_stood(
    county, sign_in
):
    day = timezone.localdate()
    now = timezone.now()
    case = walk(county, "sign_agreement", at=now - 9 * DAY)
    label, page = "预警：没有会见（约见）", case.get_absolute_url()
    act = f'href="{page}hold_first_meeting/"'

    def shown(login, ago):
        Case.objects.filter(pk=case.pk).update(signed_on=day - timedelta(days=ago))
        cache.clear()
        where = "/" if login == "zhuren" else "/desk/others/"
        text = sign_in(getattr(county, login)).get(where).content.decode()
        return label in text and f'href="{page}"' in text and (act in text) == (login == "lvshi")

    set_lead = Warnings(now).lead("meeting")
    told = [
        (login, shown(login, set_lead + days))
        for days in (0, 3)
        for login in ("lvshi", "zhuren", "lvshi2")
    ]
    assert told == [
        ("lvshi", True), ("zhuren", False), ("lvshi2", False), ("lvshi", True), ("zhuren", True), ("lvshi2", False),
    ]  # fmt: skip


def test_second_hearing_is_not_prepared_by_what_was_done_for_the_first(county):
    case = walk(county, "hold_first_meeting", case=new_case(county))
    first = case.changed_at + 10 * DAY
    where = {"organ": "仲裁委", "place": "一庭", "note": ""}
    CASE.acts["schedule_hearing"](
        case, by=county.lvshi, at=case.changed_at, starts_at=first, **where
    )

    def prepared(at):
        log = {
            "entry_kind": "阅卷",
            "done_on": timezone.localdate(at),
            "manner": "",
            "content": "已阅卷。",
        }
        CASE.acts["add_log"](case, by=county.lvshi, at=at, **log)

    prepared(first - 2 * DAY)
    assert found("hearing", first - DAY) == []
    second = first + 90 * DAY
    CASE.acts["schedule_hearing"](case, by=county.lvshi, at=first + DAY, starts_at=second, **where)
    assert found("hearing", second - DAY) == [case.number]
    prepared(second - 2 * DAY)
    assert found("hearing", second - DAY) == []
