"""A case nobody has been given: called for in public, two handlers put themselves forward on the phone, one is chosen for a reason."""

import pytest
from django.utils import timezone

from cases.models import Pool
from stations.models import Handler
from tests.factories import walk
from tests.journeys.matters import refusals, say, turn_to

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
NOTE = "案情简单，需到仲裁委开庭一次。"


@pytest.fixture
def waiting(people, clock):
    """Granted on 7 March; it is the same day."""
    case = walk(people, "grant")
    clock.put(2026, 3, 7, 14)
    return case


def call_for(director, case):
    turn_to(director, case, "指派")
    director.press("公开征集承办人")
    say(director, closes_at="2026-03-08T12:00", note=f"李国强的案件。{NOTE}")
    director.press("发出征集")
    assert refusals(director) == ["说明给全体承办人看，不能写当事人的姓名、名称、电话和证件号码。"]
    say(director, note=NOTE)
    director.press("发出征集")
    assert refusals(director) == []


def come_forward(seat, name, note):
    """What the handler reads of it on the telephone."""
    one = seat(name, phone=True)
    one.go("/cases/pools/")
    one.page.click("main table a")
    read = one.page.inner_text("main")
    say(one, **{"volunteer-note": note})
    one.press("报名")
    assert "您已于" in one.page.inner_text("main")
    one.context.close()
    return read


def test_volunteer_is_chosen_for_a_reason_and_the_sheet_shows_who_was_given_it(
    people, clock, waiting, seat
):
    call_for(seat("zhuren"), waiting)
    pool = Pool.objects.get()
    assert (pool.case, timezone.localtime(pool.closes_at).hour) == (waiting, 12)

    read = come_forward(seat, "lvshi", "办过同类案件。")
    come_forward(seat, "lvshi4", "")
    names = ("李国强", "宏达", waiting.number)
    assert [name for name in names if name in read] == []

    clock.put(2026, 3, 8, 13)
    director = seat("zhuren")
    first, chosen = choose(director, waiting)
    assert {first.user, chosen.user} == {people.lvshi, people.lvshi4}
    assert_posted(director, first, chosen)


def choose(director, case):
    """The other than who stands first, which asks for a reason. (who stood first, who was chosen)"""
    director.go(Pool.objects.get().get_absolute_url())
    director.press("指派")
    rows = director.page.locator("main table tbody tr").all()[:2]
    assert all("自愿报名" in row.inner_text() for row in rows)

    first, second = (int(row.locator("input[name=handler]").get_attribute("value")) for row in rows)
    say(director, handler=[second])
    director.press("指派")
    assert len(refusals(director)) == 1
    say(director, reason="受援人居住地与其事务所同镇。")
    director.press("指派")
    assert refusals(director) == []

    case.refresh_from_db()
    assert (case.state, case.handler_id) == ("offered", second)
    return Handler.objects.get(pk=first), case.handler


def assert_posted(director, first, chosen):
    """On the sheet for posting, which names no case."""
    director.go("/cases/fairness/?month=2026-03")
    assert figures(director, chosen)[:2] == ["1", "0"]
    assert figures(director, first)[:2] == ["0", "1"]


def figures(director, handler):
    line = director.page.locator("main table").nth(1).locator(f"tr:has-text('{handler}')")
    return line.locator("td.num").all_inner_texts()
