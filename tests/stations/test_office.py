"""A real office is set up by a command, and its names are data with a history."""

import io
import json
import re
import sys
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from legalaid.demo.county import NAMES as DEMO_NAMES
from legalaid.platform.accounts.models import User
from legalaid.platform.audit.chain import verify
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.core.models import Counter, Office
from legalaid.platform.core.office import office, office_at, office_on
from legalaid.platform.core.regions import region_name
from legalaid.platform.documents import render
from stations.domain import office as acts
from stations.models import Firm, Station
from tests.factories import new_case

GIVEN = {
    "county": "朝阳区",
    "center": "朝阳区法律援助中心",
    "bureau": "朝阳区司法局",
    "short": "朝",
    "region": "110105",
    "name": "方志远",
    "login": "fang",
}
ANSWERS = [*GIVEN.values(), ""]
NEW = DEMO_NAMES | {"county": "清和市", "center": "清和市法律援助中心", "short": "清市"}
PASSWORD = "Beginnen-2026"


def set_up(**options):
    out = io.StringIO()
    call_command("setup_office", stdout=out, **options)
    return out.getvalue()


def link_of(text):
    return re.search(r"http\S+", text)[0]


@pytest.fixture
def terminal(monkeypatch):
    """Someone sits at it and answers."""

    def says(*answers):
        left, asked = list(answers), []

        def answer(question):
            asked.append(question)
            return left.pop(0)

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", answer)
        return asked

    return says


def test_office_set_up_by_options_has_its_names_its_centre_and_one_administrator(db):
    said = set_up(**GIVEN, address="https://fayuan.example.cn/")
    assert said.splitlines()[:1] == ["已建立朝阳区法律援助中心。"]
    assert link_of(said).startswith("https://fayuan.example.cn/accounts/invitation/")

    assert office() == {
        "county": "朝阳区", "center": "朝阳区法律援助中心", "bureau": "朝阳区司法局", "short": "朝",
        "region": "110105", "place": "", "help": "", "help_phone": "", "remedy": "",
    }  # fmt: skip
    center = Station.objects.get()
    assert (center.name, center.kind, center.region, center.opened_on) == (
        "朝阳区法律援助中心", "center", "110105", timezone.localdate(),
    )  # fmt: skip
    assert Firm.objects.get().kind == "center"
    assert list(User.objects.exclude(username="system").values_list("username", "role")) == [
        ("fang", "admin")
    ]
    verbs = ["office.named", "station.opened", "firm.created", "user.created", "user.invited"]
    assert list(Event.objects.order_by("seq").values_list("verb", flat=True)) == verbs
    assert verify()[2] is None


def test_first_administrator_sets_the_password_by_the_link_and_comes_in(client, db):
    path = link_of(set_up(**GIVEN)).removeprefix("http://127.0.0.1:8000")
    twice = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(path, twice).status_code == 302
    answer = client.post(reverse("accounts:login"), {"username": "fang", "password": PASSWORD})
    assert answer.url == "/"
    assert client.get("/").status_code == 200
    assert client.post(path, twice).status_code == 410


def test_second_run_changes_nothing_and_says_what_is_there(db):
    set_up(**GIVEN)
    with pytest.raises(CommandError, match="已经建立：朝阳区法律援助中心（朝阳区，110105）"):
        set_up(**GIVEN | {"county": "海淀区", "login": "other"})
    assert (Office.objects.count(), User.objects.filter(username="other").count()) == (1, 0)


def test_demo_is_refused(county):
    Counter.objects.create(series="demo", year=2026)
    with pytest.raises(CommandError, match="这个数据库里是演示县"):
        set_up(**GIVEN)
    with pytest.raises(CommandError, match="这个数据库里是演示县"):
        set_up(invite="admin")


def test_demo_is_not_seeded_beside_a_real_office(db):
    set_up(**GIVEN)
    for reset in (False, True):
        with pytest.raises(CommandError, match="不是演示数据"):
            call_command("seed_demo", cases=0, reset=reset)
    assert Station.objects.count() == 1


def test_what_is_missing_or_wrong_is_said_together_and_nothing_is_made(db):
    with pytest.raises(CommandError) as raised:
        set_up(**GIVEN | {"region": "123456", "short": ""})
    assert str(raised.value).splitlines() == [
        "请补全或者改正：",
        "  --short（文号里的简称，例如 某（印成：某援案〔2026〕1号））：请填写这一项。",
        "  --region（县级行政区划代码，六位）：行政区划代码“123456”不存在（GB/T 2260，6位；到乡镇9位，到村居12位）。",
    ]
    assert (Office.objects.count(), User.objects.count()) == (0, 0)


def test_terminal_is_asked_until_each_answer_is_right(db, terminal):
    answers = list(ANSWERS)
    answers.insert(4, "99")  # a code that is none, then the right one
    asked = terminal(*answers, "是")
    assert "已建立朝阳区法律援助中心。" in set_up()
    assert len(asked) == 10
    assert User.objects.get(username="fang").name == "方志远"


def test_terminal_that_does_not_confirm_makes_nothing(db, terminal):
    terminal(*ANSWERS, "否")
    with pytest.raises(CommandError, match="没有建立"):
        set_up()
    assert Office.objects.count() == 0


@pytest.mark.parametrize("ends", [EOFError, KeyboardInterrupt])
def test_terminal_that_breaks_off_makes_nothing_and_says_so(db, terminal, monkeypatch, ends):
    def breaks(question):
        raise ends

    terminal()
    monkeypatch.setattr("builtins.input", breaks)
    with pytest.raises(CommandError, match="没有建立"):
        set_up()
    assert Office.objects.count() == 0


@pytest.mark.parametrize("short", ["清〔", "Qing", "清 1", "清、河"])
def test_short_name_of_the_numbers_is_han_alone(db, short):
    with pytest.raises(CommandError, match="文号简称只用汉字"):
        set_up(**GIVEN | {"short": short})


def test_administrator_who_lost_the_way_gets_another_link(client, db):
    first = link_of(set_up(**GIVEN))
    second = link_of(set_up(invite="FANG"))
    assert client.get(first.removeprefix("http://127.0.0.1:8000")).status_code == 410
    assert client.get(second.removeprefix("http://127.0.0.1:8000")).status_code == 200


@pytest.mark.parametrize("login", ["nobody", "system"])
def test_link_is_given_to_administrators_only(db, login):
    set_up(**GIVEN)
    with pytest.raises(CommandError, match=f"没有在用的系统管理员“{login}”"):
        set_up(invite=login)


def test_start_is_refused_before_the_office_is_set_up(db, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(CommandError, match="还没有建立单位"):
        set_up(check=True)
    set_up(**GIVEN)
    assert set_up(check=True) == ""


def test_start_by_root_is_refused(db, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    with pytest.raises(CommandError, match="没有 root 权限"):
        set_up(check=True)


def test_superuser_is_refused_with_the_way_to_go(db):
    with pytest.raises(CommandError, match="manage.py setup_office"):
        call_command("createsuperuser", username="x", interactive=False)
    assert User.objects.count() == 0


def test_login_page_of_an_empty_database_says_what_to_do(client, db):
    assert "manage.py setup_office" in client.get(reverse("accounts:login")).content.decode()
    set_up(**GIVEN)
    assert "setup_office" not in client.get(reverse("accounts:login")).content.decode()


def rename(county, *, on=None, names=NEW, seen=None):
    day = on or timezone.localdate()
    seen = seen or acts.latest().pk
    return acts.rename(names, by=county.admin, valid_from=day, reason="撤县设市", seen=seen)


def test_new_name_holds_from_its_day_on(county):
    day = timezone.localdate() + timedelta(days=10)
    rename(county, on=day)
    short = [office_on(day + timedelta(days=n))["short"] for n in (-1, 0, 1)]
    assert short == ["清", "清市", "清市"]
    assert office()["center"] == "清和县法律援助中心"
    assert Station.objects.get(parent=None).name == "清和县法律援助中心"


def test_name_of_today_reaches_the_pages_the_numbers_and_the_centre(county, sign_in):
    before = new_case(county).number
    rename(county)
    assert Station.objects.get(parent=None).name == "清和市法律援助中心"
    assert "清和市法律援助中心" in sign_in(county.admin).get("/").content.decode()
    assert office_at(timezone.now())["short"] == "清市"
    assert before.startswith("清援案")
    assert region_name("999999") == "清和市"


def test_paper_issued_before_prints_the_name_of_its_day(county):
    from legalaid.platform.documents.models import Paper

    new_case(county)
    paper = Paper.objects.filter(kind="application").get()
    rename(county)
    assert json.loads(paper.context)["OFFICE"]["center"] == "清和县法律援助中心"
    html = render.paper_html(paper.kind, paper.facts, paper.number_text)
    assert "清和县法律援助中心" in html
    assert "清和市" not in html


def test_change_is_on_record_with_who_when_and_why(county):
    row = rename(county)
    assert (row.by_name, row.reason) == ("系统管理员", "撤县设市")
    event = Event.objects.filter(verb="office.named").last()
    assert event.data == {
        "valid_from": str(timezone.localdate()),
        "changes": "县（市、区）名称“清和县”改为“清和市”，法律援助机构名称“清和县法律援助中心”改为“清和市法律援助中心”，文号简称“清”改为“清市”",
        "reason": "撤县设市",
    }


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"names": DEMO_NAMES}, "名称没有变化。"),
        (
            {"on": timezone.localdate() - timedelta(days=1)},
            "启用日期不能早于今天：已经打印的文书用的是当时的名称。",
        ),
    ],
)
def test_change_that_changes_nothing_or_the_past_is_refused(county, changes, sentence):
    with pytest.raises(DomainError, match=sentence):
        rename(county, **changes)
    assert Office.objects.count() == 1


def test_two_administrators_at_once_do_not_overwrite_each_other(county):
    seen = acts.latest().pk
    rename(county)
    with pytest.raises(StaleState):
        rename(county, names=NEW | {"short": "和"}, seen=seen)


def test_page_keeps_what_was_typed_and_says_what_is_wrong(county, sign_in):
    client, page = sign_in(county.admin), reverse("stations:office")
    seen = client.get(page).context["seen"]
    data = NEW | {"valid_from": "2026-01-01", "reason": "批复", "seen": seen}
    answer = client.post(page, data)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "valid_from": ["启用日期不能早于今天：已经打印的文书用的是当时的名称。"]
    }
    assert 'value="清和市"' in answer.content.decode()

    answer = client.post(page, data | {"valid_from": str(timezone.localdate())})
    assert (answer.status_code, answer.url) == (302, page)
    assert office()["county"] == "清和市"


def test_page_shows_the_history(county, sign_in):
    rename(county)
    text = sign_in(county.admin).get(reverse("stations:office")).content.decode()
    for words in ("演示数据", "撤县设市", "清和县司法局", "2000年1月1日"):
        assert words in text


def test_page_asks_nothing_more_of_the_database_for_the_names(
    county, client, django_assert_num_queries
):
    client.get(reverse("accounts:login"))
    with django_assert_num_queries(0):
        client.get(reverse("accounts:login"))


def test_set_up_leaves_nothing_where_it_breaks_off(db):
    with pytest.raises(ValueError), transaction.atomic():
        set_up(**GIVEN)
        raise ValueError
    assert (Office.objects.count(), User.objects.count()) == (0, 0)
