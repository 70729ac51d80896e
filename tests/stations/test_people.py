"""Staff and handlers: accounts, licence, leave, hand-over, photo, reminders; and whom a case may be given to."""

import re
from datetime import timedelta
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cases.models import Assignment, Case
from cases.queries.assignment import candidates_for
from cases.workflow import CASE
from legalaid.platform.accounts.invitations import invitation_of
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.names import proposed_login
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.models import Message
from stations.domain import staff as acts
from stations.domain.handler import remind_licences
from stations.models import Firm, Handler, Leave, Staff, Station
from tests.factories import lawyer, walk

LICENCE = "11101201510123456"
PUBLIC = "11101201560123456"
PASSWORD = "Qinghe-2026-xin"


def staff_data(**changes):
    return {"name": "赵小燕", "username": "zhaoxy", "role": "station", "station": "城关镇法律援助工作站", "post": "hired", "sex": "F",
            "degree": "bachelor", "law_major": "on", "qualified": "on", "full_time": "on", "phone": "13800138000"} | changes  # fmt: skip


def handler_data(**changes):
    firm = Firm.objects.get(name="清和正平律师事务所")
    return {"name": "钱文", "username": "qianwen", "station": Station.objects.get(parent=None).name, "firm": firm.pk, "kind": "lawyer",
            "licence": LICENCE, "licence_expires": "2027-05-31", "practice_start": "2015-07-01", "specialities": ["劳动", "工伤"],
            "languages": ["手语"], "mobile": "13800138001"} | changes  # fmt: skip


def test_new_member_of_staff_sets_the_password_by_the_link_shown_once(county, sign_in, client):
    sign_in(county.zhuren)
    page = client.post(reverse("stations:staff_new"), staff_data(), follow=True).content.decode()
    staff = Staff.objects.get(user__username="zhaoxy")
    assert (staff.station.name, staff.user.role, staff.law_major, staff.get_post_display()) == (
        "城关镇法律援助工作站",
        "station",
        True,
        "聘用",
    )
    link = re.search(r"http://testserver(/accounts/invitation/[\w-]+/)", page).group(1)
    client.logout()
    assert (
        client.post("/accounts/login/", {"username": "zhaoxy", "password": PASSWORD}).status_code
        == 200
    )
    client.post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert (
        client.post("/accounts/login/", {"username": "zhaoxy", "password": PASSWORD}).status_code
        == 302
    )
    assert client.get("/stations/").status_code == 200
    assert link.split("/")[-2] not in str(list(Event.objects.values_list("data", flat=True)))


def test_full_phone_of_a_handler_is_shown_for_a_reason_and_is_an_event(county, sign_in):
    handler = lawyer()
    handler.mobile = "13900139000"
    handler.save()
    address, client = (
        reverse("stations:person_reveal", args=[handler.user_id]),
        sign_in(county.zhuren),
    )
    assert "13900139000" not in client.get(handler.get_absolute_url()).content.decode()
    client.post(address, {"field": "phone", "reason": ""})
    assert Event.objects.filter(verb="record.reveal").count() == 0
    assert (
        "13900139000"
        in client.post(address, {"field": "phone", "reason": "通知开庭"}).content.decode()
    )
    event = Event.objects.get(verb="record.reveal")
    assert (event.data, event.personal_data, event.subject_id) == (
        {"field": "电话", "right": "people.reveal"},
        {"reason": "通知开庭"},
        handler.user_id,
    )
    assert client.get(address).status_code == 405
    assert sign_in(county.chuangkou).post(address, {"reason": "看看"}).status_code == 403
    assert (
        'action="' + address
        not in sign_in(county.chuangkou).get(handler.get_absolute_url()).content.decode()
    )


def test_same_person_sent_twice_makes_one_account(county, sign_in):
    client = sign_in(county.zhuren)
    first, second = (client.post(reverse("stations:staff_new"), staff_data()) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 422)
    assert "登录名“zhaoxy”已有人使用，请核对是否重复登记。" in second.content.decode()
    assert User.objects.filter(username="zhaoxy").count() == 1


def test_director_gives_no_leading_role_and_resets_no_administrator(county, sign_in):
    answer = sign_in(county.zhuren).post(reverse("stations:staff_new"), staff_data(role="admin"))
    assert answer.status_code == 422
    with pytest.raises(NotAllowed, match="司法局人员的账号由系统管理员管理"):
        acts.invite_again(county.sifaju, by=county.zhuren)
    with pytest.raises(NotAllowed, match="不能对自己的账号办理这一步"):
        acts.deactivate(county.zhuren, by=county.zhuren, on=timezone.localdate(), reason="x")


@pytest.mark.parametrize(("changes", "words"), [
    ({"licence": LICENCE[:16]}, "律师执业证号应为17位数字、以1开头，现为16位。"),
    ({"licence": PUBLIC}, "执业证号第10位是6（公职律师），请勾选“有公职身份”，公职人员不发办案补贴。"),
    ({"criminal_start": "2014-01-01"}, "开始刑事辩护不能早于开始执业。"),
])  # fmt: skip
def test_what_is_wrong_with_a_handler_is_named(county, sign_in, changes, words):
    answer = sign_in(county.zhuren).post(reverse("stations:handler_new"), handler_data(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Handler.objects.filter(user__username="qianwen").count() == 0


def test_handler_is_registered_with_lists_and_a_licence_belongs_to_one(county, sign_in):
    client = sign_in(county.zhuren)
    assert (
        client.post(
            reverse("stations:handler_new"), handler_data(licence=PUBLIC, public_post="on")
        ).status_code
        == 302
    )
    row = Handler.objects.get(user__username="qianwen")
    assert (row.specialities, row.languages, row.public_post, row.user.role) == (
        "劳动、工伤",
        "手语",
        True,
        "handler",
    )
    again = client.post(
        reverse("stations:handler_new"),
        handler_data(licence=PUBLIC, public_post="on", username="qianwen2"),
    )
    assert "这个执业证号已登记在钱文名下。" in again.content.decode()
    page = client.get(row.get_absolute_url()).content.decode()
    assert "2015年颁证，公职律师" in page
    assert "138****8001" in page
    assert "13800138001" not in page


def test_account_of_a_firm_is_masked_and_shown_once_for_a_reason(county, sign_in):
    client = sign_in(county.caiwu)
    firm = Firm.objects.create(
        name="清和新正律师事务所", kind="law_firm", account_number="6222000011112222"
    )
    path = reverse("stations:firm", args=[firm.pk])
    assert "************2222" in client.get(path).content.decode()
    assert client.post(path, {"reason": ""}).status_code == 422
    assert "6222000011112222" in client.post(path, {"reason": "核对付款"}).content.decode()
    event = Event.objects.get(verb="record.reveal")
    assert (event.data, event.personal_data) == (
        {"field": "账号", "right": "people.reveal"},
        {"reason": "核对付款"},
    )
    assert sign_in(county.shencha).post(path, {"reason": "看看"}).status_code == 403


def test_firm_with_a_wrong_credit_code_is_refused_and_an_empty_account_keeps_the_old_one(
    county, sign_in
):
    client = sign_in(county.zhuren)
    data = {
        "name": "清和新正律师事务所",
        "kind": "law_firm",
        "credit_code": "31110000E00017525X",
        "account_number": "6222 0000 1111 2222",
    }
    answer = client.post(reverse("stations:firm_new"), data)
    assert "统一社会信用代码校验码不对，请核对。" in answer.content.decode()
    assert (
        client.post(
            reverse("stations:firm_new"), data | {"credit_code": "91350100M000100Y43"}
        ).status_code
        == 302
    )
    firm = Firm.objects.get(name="清和新正律师事务所")
    assert firm.account_number == "6222000011112222"
    client.post(
        reverse("stations:firm_edit", args=[firm.pk]),
        data | {"credit_code": "", "account_number": "", "seen": firm.version},
    )
    firm.refresh_from_db()
    assert (firm.credit_code, firm.account_number) == ("", "6222000011112222")


def test_handler_on_leave_or_with_an_expired_licence_is_offered_no_case(county):
    case, today = walk(county, "grant"), timezone.localdate()
    away, expired = lawyer(), Handler.objects.get(user__username="lvshi2")
    acts.record_leave(
        away.user, by=county.zhuren, kind="sick", starts=today, ends=today + timedelta(days=3)
    )
    Handler.objects.filter(pk=expired.pk).update(licence_expires=today - timedelta(days=1))
    found = {row.handler.pk: row for row in candidates_for(case)}
    assert (found[away.pk].eligible, found[away.pk].reasons) == (
        False,
        (f"请假至{written(today + timedelta(days=3))}",),
    )
    assert (found[expired.pk].eligible, found[expired.pk].reasons) == (
        False,
        (f"执业证已于{written(today - timedelta(days=1))}到期",),
    )
    assert {away.pk, expired.pk} & set(
        Handler.objects.available(today).values_list("pk", flat=True)
    ) == set()
    with pytest.raises(DomainError, match="该承办人请假至") as refused:
        CASE.acts["assign"](case, by=county.zhuren, handler=away)
    assert refused.value.field == "handler"


def test_leave_that_overlaps_or_runs_backwards_is_refused_and_an_early_return_frees_the_rest(
    county,
):
    today, person = timezone.localdate(), county.lvshi
    leave = acts.record_leave(
        person,
        by=county.zhuren,
        kind="annual",
        starts=today - timedelta(days=2),
        ends=today + timedelta(days=2),
    )
    with pytest.raises(DomainError, match="已登记年休假20.*年.*月.*日至20.*日期重叠"):
        acts.record_leave(
            person,
            by=county.zhuren,
            kind="sick",
            starts=today + timedelta(days=2),
            ends=today + timedelta(days=4),
        )
    with pytest.raises(DomainError, match="结束日期不能早于开始日期"):
        acts.record_leave(
            person, by=county.zhuren, kind="sick", starts=today, ends=today - timedelta(days=1)
        )
    acts.cancel_leave(leave, by=county.zhuren)
    assert Leave.objects.on(today).filter(user=person).count() == 0
    assert Leave.objects.on(today - timedelta(days=1)).filter(user=person).count() == 1
    with pytest.raises(DomainError, match="这次请假已经结束"):
        acts.cancel_leave(leave, by=county.zhuren)


def test_leaving_with_open_cases_is_refused_with_the_list_until_someone_takes_them(county, sign_in):
    case = walk(county, "hold_first_meeting")
    client, today = sign_in(county.zhuren), timezone.localdate()
    path = reverse("stations:deactivate", args=[county.lvshi.pk])
    answer = client.post(path, {"on": today, "reason": "转所"})
    assert answer.status_code == 422
    assert "还有未结案件1件，请指定接手人。" in answer.content.decode()
    assert User.objects.get(username="lvshi").is_active is True
    assert (
        client.post(path, {"on": today, "reason": "转所", "to": county.lvshi2.pk}).status_code
        == 302
    )
    case.refresh_from_db()
    assert case.handler.user == county.lvshi2
    assert Assignment.objects.filter(case=case).count() == 2
    assert Event.objects.get(verb="case.replace_handler").data == {"handler": county.lvshi2.name}
    left = User.objects.get(username="lvshi")
    assert (left.is_active, left.handler.active) == (False, False)
    acts.bring_back(left, by=county.zhuren)
    assert User.objects.get(username="lvshi").is_active is True


def test_criminal_case_is_not_handed_to_a_grassroots_worker(county):
    case = walk(county, "hold_first_meeting")
    Case.objects.filter(pk=case.pk).update(kind="criminal")
    worker = Handler.objects.filter(kind="grassroots").first().user
    with pytest.raises(DomainError, match="基层法律服务工作者不能承办刑事案件"):
        acts.deactivate(
            county.lvshi, by=county.zhuren, on=timezone.localdate(), reason="转所", to=worker
        )
    assert User.objects.get(username="lvshi").is_active is True


def test_photo_is_re_encoded_small_and_shown_only_within_ones_stations(county, sign_in):
    client, path = sign_in(county.zhuren), reverse("stations:photo", args=[county.zhan1.pk])
    refused = client.post(path, {"file": SimpleUploadedFile("a.jpg", b"not a picture")})
    assert refused.status_code == 422
    out = BytesIO()
    Image.new("RGB", (1600, 1200), "navy").save(out, "PNG")
    assert (
        client.post(path, {"file": SimpleUploadedFile("a.png", out.getvalue())}).status_code == 302
    )
    shown = reverse("stations:photo_file", args=[county.zhan1.pk])
    data = b"".join(client.get(shown).streaming_content)
    with Image.open(BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (480, 360))
    assert sign_in(county.zhan2).get(shown).status_code == 404


def test_licence_reminder_comes_once_per_stage_and_tells_the_director_when_late(county):
    today, handler = timezone.localdate(), lawyer()
    Handler.objects.update(licence_expires=None)
    Handler.objects.filter(pk=handler.pk).update(licence_expires=today + timedelta(days=20))
    assert [remind_licences(today), remind_licences(today)] == [1, 0]
    assert remind_licences(today + timedelta(days=15)) == 1
    assert [
        remind_licences(today + timedelta(days=21)),
        remind_licences(today + timedelta(days=22)),
    ] == [2, 0]
    assert Message.objects.filter(kind="licence", user=county.zhuren).count() == 1


def test_people_of_another_station_are_404(county, sign_in):
    client, other = sign_in(county.zhan1), county.zhan2
    assert client.get(reverse("stations:staff", args=[other.staff.pk])).status_code == 404
    assert client.get(reverse("stations:handler", args=[lawyer().pk])).status_code == 404
    county.zhuren.staff.station = county.zhan1.staff.station
    county.zhuren.staff.save()
    client = sign_in(county.zhuren)
    paths = ("invite", "return", "leave_new", "deactivate", "photo")
    assert [
        client.post(reverse(f"stations:{name}", args=[other.pk])).status_code for name in paths
    ] == [404] * 5


def test_invitations_of_many_are_slips_whose_links_work_once(county, sign_in):
    client = sign_in(county.zhuren)
    User.objects.update(last_login=timezone.now())
    for name in ("zhan2", "lvshi4"):
        User.objects.filter(username=name).update(last_login=None)
    address = reverse("stations:invitations")
    page = client.get(address)
    offered = [label for _, label in page.context["form"].fields["people"].choices]
    assert sorted(offered) == [
        "夏文斌（柳河镇法律援助工作站，登录名zhan2）", "高文斌（清和正平律师事务所，登录名lvshi4）",
    ]  # fmt: skip

    posted = {"people": [county.zhan2.pk, county.lvshi4.pk], "token": page.context["token"]}
    answer = client.post(address, posted)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    with pdfium.PdfDocument(answer.content) as slips:
        text = "".join(page.get_textpage().get_text_range() for page in slips)
    links = re.findall(r"/invitation/([\w-]{43})/", re.sub(r"\s|\ufffe", "", text))
    assert (len(links), "夏文斌" in text, "登录名 lvshi4" in text) == (2, True, True)
    assert {invitation_of(link).user.username for link in links} == {"zhan2", "lvshi4"}

    again = client.post(address, posted)
    assert (again.status_code, "这一批邀请单已经生成过" in again.content.decode()) == (422, True)
    assert {invitation_of(link).user.username for link in links} == {"zhan2", "lvshi4"}


@pytest.mark.parametrize(("name", "taken", "login"), [
    ("蒋云", (), "jiangyun"), ("蒋云", ("jiangyun",), "jiangyun2"), ("蒋云", ("jiangyun", "jiangyun2"), "jiangyun3"), ("单国强", (), "shanguoqiang"),
    ("鄂", (), "e01"), ("买买提·艾力", (), "maimaitiaili"), ("John Smith", (), "johnsmith"), ("", (), "user01"),
])  # fmt: skip
def test_login_is_proposed_from_the_name(name, taken, login):
    assert proposed_login(name, taken.__contains__) == login


def test_login_left_empty_is_proposed(county, sign_in):
    posted = {
        "name": "赵小燕",
        "username": "",
        "role": "station",
        "station": "城关镇法律援助工作站",
        "post": "hired",
        "joined_on": "2026-03-05",
    }
    assert sign_in(county.zhuren).post(reverse("stations:staff_new"), posted).status_code == 302
    assert User.objects.get(name="赵小燕").username == "zhaoxiaoyan"


def written(on):
    return f"{on.year}年{on.month}月{on.day}日"
