"""An account that reviews, decides or pays is changed by two, and its owner hears of it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.accounts.changes import confirm, lapse, propose, refuse, settle
from legalaid.platform.accounts.invitations import accept
from legalaid.platform.accounts.models import Change, User
from legalaid.platform.accounts.roles import CONFIRMERS, PERMISSIONS, WEIGHTY
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.models import Message
from legalaid.platform.notifications.send import sweep
from stations.domain import staff as acts
from stations.models import Staff
from tests.conftest import BACKEND
from tests.stations.factories import center

HEAVY = {
    "cases.review", "cases.decide", "cases.assign", "cases.review_closure", "cases.waive", "subsidies.propose", "subsidies.prepare",
    "subsidies.review", "subsidies.approve", "subsidies.pay", "funds.enter", "funds.approve", "office.users", "office.settings",
}  # fmt: skip


@pytest.fixture
def county(county):
    """All have signed in before."""
    User.objects.exclude(username="system").update(last_login=timezone.now())
    User.objects.filter(username="caiwu").update(email="caiwu@old.example")
    for user in User.objects.all():
        setattr(county, user.username, user)
    return county


def page_of(county, login):
    client = Client()
    client.force_login(getattr(county, login), backend=BACKEND)
    return client


def verbs():
    return list(Event.objects.filter(verb__startswith="user.").order_by("seq").values_list("verb", flat=True))  # fmt: skip


def test_whoever_reviews_decides_or_pays_is_weighty():
    assert {role for role, rights in PERMISSIONS.items() if rights & HEAVY} == set(WEIGHTY)
    assert {r for r, rights in PERMISSIONS.items() if "accounts.confirm" in rights} == set(CONFIRMERS)  # fmt: skip


@pytest.mark.parametrize("login", ["shencha", "caiwu"])
def test_director_alone_gets_no_link_to_the_reviewer_or_the_cashier(county, login):
    person, director = getattr(county, login), page_of(county, "zhuren")
    before = person.password
    page = director.post(reverse("stations:invite", args=[person.pk]), follow=True).content.decode()
    assert "/accounts/invitation/" not in page
    assert "变动要由另一人" in page

    change = Change.objects.get()
    act = reverse("accounts:change_act", args=[change.pk, "confirm"])
    assert "由另一人确认" in director.post(act, follow=True).content.decode()
    person.refresh_from_db()
    assert (person.password, person.invitations.count()) == (before, 0)


def test_second_person_confirms_and_reads_the_link_once(county):
    change = propose(county.caiwu, {"invite": True}, by=county.zhuren)
    bureau = page_of(county, "sifaju")
    assert "财务" in bureau.get(reverse("accounts:changes")).content.decode()

    act = reverse("accounts:change_act", args=[change.pk, "confirm"])
    page = bureau.post(act, follow=True).content.decode()
    assert len(set(re.findall(r"/accounts/invitation/[\w-]+/", page))) == 1
    again = bureau.post(act, follow=True).content.decode()
    assert "这项变动已确认，不需要再办。" in again
    assert verbs() == ["user.login", "user.change_proposed", "user.invited", "user.change_confirmed"] or verbs() == [
        "user.change_proposed", "user.login", "user.invited", "user.change_confirmed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("login", "sentence"),
    [
        ("zhuren", "自己申请的、关于自己账号的变动，由另一人确认。"),
        ("caiwu", "您的岗位不确认账号变动。"),
        ("shencha", "您的岗位不确认账号变动。"),
        ("chuangkou", "您的岗位不确认账号变动。"),
    ],
)
def test_nobody_else_confirms(county, login, sentence):
    change = propose(county.caiwu, {"email": "new@example.com"}, by=county.zhuren)
    with pytest.raises(NotAllowed, match=sentence):
        confirm(change, by=getattr(county, login))


def test_person_concerned_does_not_confirm_what_is_proposed_for_them(county):
    change = propose(county.zhuren, {"email": "new@example.com"}, by=county.admin)
    with pytest.raises(NotAllowed, match="由另一人确认"):
        confirm(change, by=county.zhuren)
    refuse(change, by=county.zhuren)
    change.refresh_from_db()
    assert (change.outcome, User.objects.get(username="zhuren").email) == ("refused", county.zhuren.email)  # fmt: skip


def test_person_hears_at_the_old_address_and_above_every_page(county):
    change = propose(county.caiwu, {"email": "new@example.com"}, by=county.zhuren)
    confirm(change, by=county.admin)
    sweep()
    told = [one.to for one in mail.outbox if "您的账号" in one.body]
    assert told == [["caiwu@old.example"], ["caiwu@old.example"]]

    client = page_of(county, "caiwu")
    words = f"您的账号已变动（电子邮箱）：{county.zhuren}申请，{county.admin}确认。"
    assert words in client.get("/").content.decode()
    said = client.post(reverse("accounts:acknowledge"), {"next": "/subsidies/funds/"})
    assert said.url == "/subsidies/funds/"
    assert words not in client.get("/").content.decode()
    assert verbs()[-1] == "user.acknowledged"
    assert User.objects.get(username="caiwu").email == "new@example.com"


def test_whoever_confirms_reads_what_it_becomes_and_the_person_its_role(county):
    facts = {"role": "finance", "email": "new@example.com"}
    propose(county.shencha, facts, by=county.zhuren)
    page = page_of(county, "sifaju").get(reverse("accounts:changes")).content.decode()
    assert "角色改为财务人员、电子邮箱改为new@example.com" in page
    mine = page_of(county, "shencha").get("/").content.decode()
    assert "角色改为财务人员、电子邮箱）" in mine
    assert "new@example.com" not in mine
    assert "new@example.com" not in str(Event.objects.get(verb="user.change_proposed").data)


def test_person_refuses_from_the_banner_and_reads_what_became_of_it(county):
    change = propose(county.caiwu, {"invite": True}, by=county.zhuren)
    act = reverse("accounts:change_act", args=[change.pk, "refuse"])
    client = page_of(county, "caiwu")
    assert act in client.get("/").content.decode()
    page = client.post(act, follow=True).content.decode()
    assert "已办理，账号没有变动。" in page
    assert "申请变动您的账号" not in page

    for by, words in ((county.sifaju, "不同意变动"), (county.zhuren, "撤回了申请，不再变动")):
        change = propose(county.caiwu, {"invite": True}, by=county.zhuren)
        refuse(change, by=by)
        page = client.get("/").content.decode()
        assert f"{by}{words}您的账号（重新设置密码），账号没有变动。" in page
        assert "不同意变动</button>" not in page


def test_change_lapses_and_is_proposed_anew(county):
    change = propose(county.caiwu, {"email": "new@example.com"}, by=county.zhuren)
    with pytest.raises(DomainError, match="已有一项变动等待确认"):
        propose(county.caiwu, {"invite": True}, by=county.admin)

    Change.objects.update(lapses_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(DomainError, match="没有在期限内确认，已经失效"):
        confirm(change, by=county.admin)
    propose(county.caiwu, {"email": "newer@example.com"}, by=county.zhuren)


def test_change_that_lapsed_is_told_once_to_who_proposed_it_and_whom_it_concerns(county):
    change = propose(county.caiwu, {"email": "new@example.com"}, by=county.zhuren)
    assert lapse(change.lapses_at - timedelta(seconds=1)) == 0
    assert [lapse(change.lapses_at) for _ in range(2)] == [1, 0]

    change.refresh_from_db()
    assert (change.outcome, change.second) == (Change.Outcome.LAPSED, None)
    assert verbs() == ["user.change_proposed", "user.change_lapsed"]
    told = Message.objects.filter(kind="account", text__contains="已经失效")
    assert sorted(told.values_list("user__username", "delivery__to")) == [
        ("caiwu", "caiwu@old.example"),
        ("zhuren", None),
    ]
    county.caiwu.refresh_from_db()
    assert county.caiwu.notice.endswith("到期没有人确认，已经失效，账号没有变动。")
    assert (
        "到期没有确认，已失效"
        in page_of(county, "sifaju").get(reverse("accounts:changes")).content.decode()
    )


def test_role_is_changed_by_two_in_both_directions(county):
    admin = page_of(county, "admin")
    for login, role in (("caiwu", "window"), ("chuangkou", "finance")):
        user = getattr(county, login)
        said = {
            "username": login,
            "name": user.name,
            "role": role,
            "is_active": "on",
            "email": user.email,
        }
        admin.post(reverse("accounts:user_edit", args=[user.pk]), said)
        assert User.objects.get(pk=user.pk).role == user.role
        confirm(Change.objects.get(person=user), by=county.sifaju)
        assert User.objects.get(pk=user.pk).role == role


def test_name_and_station_of_the_reviewer_are_changed_by_two_and_the_rest_at_once(county):
    row = county.shencha.staff
    other = Staff.objects.get(user=county.zhan1).station
    facts = {"station": other, "title": "二级主办"}
    _, change = acts.change(
        row, by=county.zhuren, account={"name": "沈查"}, seen=row.version, **facts
    )
    now = Staff.objects.get(pk=row.pk)
    assert (now.title, now.station, now.user.name) == ("二级主办", center(), "陈立")
    confirm(change, by=county.admin)
    now = Staff.objects.get(pk=row.pk)
    assert (now.station, now.user.name) == (other, "沈查")


def test_new_account_that_decides_gets_its_link_from_the_second_person(county):
    account = {
        "username": "shencha9",
        "name": "新审查",
        "role": "reviewer",
        "phone": "",
        "email": "",
    }
    row, token = acts.engage(
        by=county.zhuren, account=account, station=center(), post="established"
    )
    assert (token, row.user.has_usable_password()) == ("", False)
    assert len(confirm(Change.objects.get(person=row.user), by=county.admin)) > 30


def test_office_that_begins_goes_on_alone_and_that_is_on_record(county):
    User.objects.exclude(username="admin").update(last_login=None)
    change, token = settle(county.zhuren, {"invite": True}, by=county.admin)
    assert (change, len(token) > 30, verbs()[-1]) == (None, True, "user.changed_alone")


def test_whoever_does_not_count_among_the_weighty_is_changed_by_one(county):
    change, token = settle(county.zhan1, {"invite": True}, by=county.zhuren)
    assert (change, len(token) > 30, Message.objects.count()) == (None, True, 0)


@pytest.mark.parametrize("by", ["chuangkou", "lvshi", "jiandu", "caiwu", "sifaju"])
def test_domain_does_not_trust_its_caller(county, by):
    row, by = county.zhan1.staff, getattr(county, by)
    account = {"username": "xinren", "name": "新人", "role": "window", "phone": "", "email": ""}
    with pytest.raises(NotAllowed):
        acts.change(row, by=by, account={"name": "别人"}, seen=row.version)
    with pytest.raises(NotAllowed):
        acts.invite_again(county.zhan1, by=by)
    with pytest.raises(NotAllowed):
        acts.engage(by=by, account=account, station=center(), post="established")
    with pytest.raises(NotAllowed):
        acts.deactivate(county.zhan1, by=by, on=timezone.localdate(), reason="x")
    assert Event.objects.filter(verb__startswith="person.").count() == 0


def test_director_changes_no_leader_and_not_the_own_row(county):
    bureau, own = county.sifaju.staff, county.zhuren.staff
    for row, words in ((bureau, "司法局人员的账号由系统管理员管理"), (own, "不能对自己的账号办理")):
        with pytest.raises(NotAllowed, match=words):
            acts.change(row, by=county.zhuren, account={"name": "别人"}, seen=row.version)


def test_server_confirms_only_what_nobody_else_could(county, capsys):
    change = propose(county.caiwu, {"invite": True}, by=county.zhuren)
    with pytest.raises(CommandError, match="在“账号变动”里确认"):
        call_command("confirm_change", change.pk)

    User.objects.filter(username__in=("sifaju", "admin")).update(is_active=False)
    call_command("confirm_change")
    call_command("confirm_change", change.pk)
    assert re.search(
        r"已确认。\n邀请链接（只显示这一次）：/accounts/invitation/[\w-]+/", capsys.readouterr().out
    )
    change.refresh_from_db()
    assert (change.outcome, change.second.username) == ("done", "system")


@pytest.mark.parametrize("used", [True, False])
def test_who_invited_alone_cannot_become_the_reviewer_later(county, used):
    token = settle(county.chuangkou, {"invite": True}, by=county.admin)[1]
    if used:
        accept(token, password="Shenmi-2026-a")
    change = settle(county.chuangkou, {"role": "reviewer"}, by=county.admin)[0]
    given = confirm(change, by=county.zhuren)

    person = User.objects.get(username="chuangkou")
    assert (person.role, person.has_usable_password()) == ("reviewer", False)
    with pytest.raises(DomainError):
        accept(token, password="Shenmi-2026-b")
    assert accept(given, password="Shenmi-2026-c") == person
