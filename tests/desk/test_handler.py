"""The first page of a lawyer: what a seeded day must show, word for word."""

import re
from datetime import datetime, time, timedelta
from html import unescape
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Hearing, Party, Person
from legalaid.faces.desk.handler import Court
from legalaid.platform.documents.models import Attachment, Paper
from stations.models import Shift
from tests.cases.test_pocket import hand_in
from tests.factories import START, new_case, person, walk

BAR = "我承办的全部案件"
PLACE = {"organ": "清和县人民法院", "place": "第三审判庭"}


def text_of(part):
    return unescape(re.sub(r"<[^>]*>", " ", part))


def read(client, path="/"):
    """{heading: text} of the parts of the page."""
    page = client.get(path).content.decode()
    parts = re.findall(r"<section[^>]* aria-labelledby.*?</section>", page, re.S)
    words = [" ".join(text_of(part).split()) for part in parts]
    return {
        re.search(r"<h2[^>]*>(.*?)</h2>", part, re.S)[1]: text
        for part, text in zip(parts, words, strict=True)
    }


def court(client):
    return next(text for text in read(client).values() if "开庭 " in text and "带上" in text)


def slots_of(client):
    page = client.get("/").content.decode()
    forms = re.findall(r'<form class="slot".*?</form>', page, re.S)
    words = (" ".join(text_of(form).split()) for form in forms)
    return [text.removesuffix(" 从相册选 上传") for text in words]


def evening(days):
    """The end of the day so many days ahead."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def due(case, days):
    Case.objects.filter(pk=case.pk).update(due_at=evening(days), due_from=START)


def hearing(case, county, starts_at):
    return Hearing.objects.create(case=case, by=county.lvshi, starts_at=starts_at, **PLACE)


def reached(county, step, **who):
    return walk(county, step, case=new_case(county, who=person(**who)))


@pytest.fixture
def day(county):
    """One case whose first meeting is due, one that is closed and must be reported, one in hand; a hearing tomorrow."""
    meeting = reached(county, "sign_agreement", contact_note="勿打家中电话")
    closed = reached(county, "conclude", name="吴有田", id_number="")
    in_hand = reached(county, "hold_first_meeting", name="秦小满", id_number="")
    due(closed, 3)
    due(meeting, -1)
    tomorrow = timezone.localdate() + timedelta(days=1)
    hearing(meeting, county, timezone.make_aware(datetime.combine(tomorrow, time(9, 0))))
    Paper.objects.filter(kind="official_letter").update(state=Paper.State.READY)
    return meeting, closed, in_hand


def written(days):
    day = timezone.localdate() + timedelta(days=days)
    return f"{day.month}月{day.day}日"


def test_limits_of_a_lawyers_day_with_the_next_act_of_each_case(county, sign_in, day):
    assert read(sign_in(county.lvshi))["我的期限"] == (
        "我的期限 3 件，先满的在前 "
        f"李国强 追索劳动报酬纠纷 安全联系 待首次会见 超 1 天 {written(-1)}满 首次会见（约见） "
        f"吴有田 追索劳动报酬纠纷 已结案待报送 还剩 3 天 {written(3)}满 报送结案材料 "
        f"秦小满 追索劳动报酬纠纷 办理中 向受援人通报 {BAR}"
    )


def test_court_of_a_lawyers_day_with_the_safe_contact_before_the_call(county, sign_in, day):
    assert court(sign_in(county.lvshi)) == (
        f"{written(1)} 09:00 开庭 还剩 1 天 李国强 追索劳动报酬纠纷 安全联系 勿打家中电话 清和县人民法院 第三审判庭 打开地图 全部文书 "
        "带上 法律援助公函 委托代理/辩护协议 授权委托书 先看“安全联系”，再联系李国强 理由（记入审计） 查看电话"
    )
    Person.objects.update(contact_note="")
    assert court(sign_in(county.lvshi)).endswith(
        "授权委托书 打电话给李国强 理由（记入审计） 查看电话，然后拨打"
    )


def test_who_acts_for_the_recipient_is_named_with_the_hearing_and_beside_each_step(
    county, sign_in, day
):
    meeting, *_ = day
    agent = {"name": "刘红霞", "agency": "statutory", "relation": "母亲"}
    Party.objects.create(case=meeting, role="representative", **agent)
    lawyer = sign_in(county.lvshi)
    assert "追索劳动报酬纠纷 代理人 刘红霞 法定代理人，母亲 安全联系" in court(lawyer)
    step = lawyer.get(f"{meeting.get_absolute_url()}hold_first_meeting/").content.decode()
    assert step.count("<b>刘红霞</b> 法定代理人，母亲") == 1


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2026, 3, 9, 8, 0), "还剩 1 天"),
        (datetime(2026, 3, 10, 10, 40), "还有 3 小时 50 分"),
        (datetime(2026, 3, 10, 13, 40), "还有 50 分"),
        (datetime(2026, 3, 10, 14, 30), "已到时间"),
    ],
)
def test_court_tells_the_days_and_on_its_day_the_hours(now, said):
    starts_at = timezone.make_aware(datetime(2026, 3, 10, 14, 30))
    assert Court(Hearing(starts_at=starts_at, **PLACE), timezone.make_aware(now)).left == said


def test_map_is_a_link_the_telephone_opens_itself():
    found = Court(Hearing(**PLACE), timezone.now()).map
    assert unquote(found) == "geo:0,0?q=清和县人民法院"


def test_call_shows_no_number_before_a_reason_is_given(county, sign_in, day):
    lawyer = sign_in(county.lvshi)
    assert [n in lawyer.get("/").content.decode() for n in ("13800138000", "8000")] == [False] * 2
    asked = {"field": "phone", "reason": "开庭前联系受援人"}
    page = lawyer.post(reverse("cases:reveal", args=[day[0].pk]), asked).content.decode()
    banner, call = page.index("勿打家中电话"), page.index('href="tel:13800138000"')
    assert banner < call


def test_slots_are_what_the_file_of_each_case_needs_now(county, sign_in, day):
    Hearing.objects.create(
        case=day[2], by=county.lvshi, starts_at=timezone.now() - timedelta(days=1), **PLACE
    )
    assert slots_of(sign_in(county.lvshi)) == [
        "会见（约见）笔录 李国强 尚缺",
        "已签字的委托协议 李国强 尚缺",
        "已签字的授权委托书 李国强 尚缺",
        "会见（约见）笔录 吴有田 尚缺",
        "结案文书（判决、裁决、调解书等） 吴有田 尚缺",
        "已签字的委托协议 吴有田 尚缺",
    ]
    assert "另有 3 项没有列出" in read(sign_in(county.lvshi))["拍照交材料"]


def test_slot_stays_on_the_day_of_its_first_page_and_is_gone_the_day_after(county, sign_in, day):
    lawyer = sign_in(county.lvshi)
    for _ in range(2):
        hand_in(lawyer, day[2])
    assert slots_of(lawyer)[-1] == "会见（约见）笔录 秦小满 今天已有 2 页"
    Attachment.objects.update(uploaded_at=timezone.now() - timedelta(days=1))
    assert slots_of(lawyer)[-1] == "已签字的委托协议 吴有田 尚缺"


def test_note_may_be_written_on_the_cases_in_hand_as_they_are_now(county, sign_in, day):
    found = re.findall(
        r'pocket/note/" data-seen="(\d+)">([^<]*)', sign_in(county.lvshi).get("/").content.decode()
    )
    versions = dict(Case.objects.values_list("applicant__name", "version"))
    assert found == [
        (str(versions[name]), f"{name}　追索劳动报酬纠纷")
        for name in ("李国强", "吴有田", "秦小满")
    ]


def test_week_has_the_hearing_and_what_else_takes_the_lawyers_time(county, sign_in, day):
    tomorrow = timezone.localdate() + timedelta(days=1)
    weekday = "星期" + "一二三四五六日"[tomorrow.weekday()]
    Shift.objects.all().delete()
    assert read(sign_in(county.lvshi), "/desk/week/")["今日和以后六天"] == (
        f"今日和以后六天 日历 {written(1)} {weekday} 09:00 开庭 清和县人民法院 第三审判庭 {day[0].number}"
    )


def test_day_without_cases_says_so(county, sign_in):
    Shift.objects.all().delete()
    assert read(sign_in(county.lvshi), "/desk/week/") == {
        "今日和以后六天": "今日和以后六天 日历 七天内没有开庭和值班。"
    }
    assert read(sign_in(county.lvshi)) == {
        "我的期限": f"我的期限 0 件，先满的在前 现在没有等您办的案件。 {BAR}",
        "拍照交材料": "拍照交材料 直接进案卷，没有网络也能拍 现在没有可以交材料的案件：签了委托协议以后在这里拍照入卷。",
        "记一笔": "记一笔 写入办理记录 现在没有可以记日志的案件。",
    }


def test_first_page_of_a_lawyer_asks_no_more_for_more_cases(county, sign_in):
    lawyer, counts = sign_in(county.lvshi), []
    for number in (1, 2):
        for _ in range(number):
            reached(county, "conclude", id_number="")
        lawyer.get("/")
        with CaptureQueriesContext(connection) as queries:
            lawyer.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_limitations_stand_first_with_the_days_left(county, sign_in):
    today = timezone.localdate()
    first = reached(county, "sign_agreement", name="吴敏")
    later = reached(county, "sign_agreement", name="郑强", id_number="")
    Case.objects.filter(pk=first.pk).update(limitation_on=today + timedelta(days=3), prior="owed")
    Case.objects.filter(pk=later.pk).update(limitation_on=today + timedelta(days=30))
    parts = read(sign_in(county.lvshi))
    assert next(iter(parts)) == "时效和法定期限"
    said = parts["时效和法定期限"]
    assert said.startswith(
        "时效和法定期限 先届满的在前 吴敏 追索劳动报酬纠纷 先行提供，手续待补 还剩 3 天 "
    )
    assert "郑强 追索劳动报酬纠纷 还剩 30 天 " in said

    Case.objects.filter(pk=first.pk).update(limitation_on=today - timedelta(days=8))
    Case.objects.filter(pk=later.pk).update(limitation_on=today - timedelta(days=2))
    said = read(sign_in(county.lvshi))["时效和法定期限"]
    assert "郑强 追索劳动报酬纠纷 超 2 天 " in said
    assert "吴敏" not in said
    Case.objects.filter(pk=later.pk).update(state="concluded")
    assert "时效和法定期限" not in read(sign_in(county.lvshi))
