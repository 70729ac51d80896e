"""Every page of a living county, at 1440 and 390 px: axe finds nothing, nothing sticks out, no page is heavier than 150 kB.

On the phone axe reads the pages of those who work on one; the width is measured on all.
"""

import random
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from cases.domain import ticket
from cases.management.commands.seed_demo import fill
from cases.models import Case, Hall
from legalaid.platform.accounts.invitations import invite
from legalaid.platform.accounts.models import User
from legalaid.platform.core.jobs import held
from stations.demo import network, outreach, roster, training
from stations.models import Course, Firm, Handler, OutreachEvent, Shift, TrainingSession
from tests.cases.hall import window
from tests.cases.test_consultation import consult
from tests.factories import walk
from tests.portal.test_notices import prepare, publish
from tests.stations.test_referral import slip_to_center
from tests.subsidies import month

PAGES = {
    "chuangkou": ("/", "/cases/", "/cases/?q=9999&state=handling", "/cases/search/?q=li", "/cases/new/", "/cases/consultations/",
                  "/cases/consultations/new/", "/cases/consultations/calls/", "/cases/queue/", "/cases/queue/days/", "/cases/handbook/?q=工资",
                  "/cases/handovers/", "/stations/referrals/", "/stations/referrals/new/", "/stations/referrals/rates/",
                  "/cases/consultations/{consultation}/", "/cases/consultations/{consultation}/transfer/",
                  "/cases/consultations/{consultation}/refer/", "/cases/queue/{ticket}/", "/cases/hall/{hall}/", "/cases/kiosk/{kiosk}/",
                  "/stations/referrals/{slip}/", "/stations/referrals/{slip}/return_slip/",
                  "/cases/calendar/", "/messages/", "/accounts/password/", "/documents/verify/?n=1"),
    "shencha": ("/", "/cases/{review}/", "/cases/{review}/recommend/"),
    "zhuren": ("/", "/cases/{granted}/", "/cases/{granted}/assign/", "/cases/queue/windows/", "/cases/queue/windows/new/",
               "/cases/handbook/new/", "/cases/handbook/1/",
               "/cases/settings/", "/cases/settings/causes/", "/cases/settings/calendar/", "/audit/",
               "/stations/new/", "/stations/staff/new/", "/stations/handlers/new/", "/stations/import/", "/stations/roster/",
               "/stations/roster/posts/", "/stations/roster/posts/new/", "/stations/roster/swaps/", "/stations/outreach/plan/goal/",
               "/cases/999999/", "/cases/{granted}/grant/", "/statistics/tables/", "/statistics/tables/t6/?cut=station",
               "/statistics/tables/t1/", "/statistics/tables/t13/", "/statistics/rows/publicity.press/",
               "/statistics/rows/civil.granted/", "/statistics/quality/?fault=silent", "/statistics/periods/", "/statistics/periods/new/"),
    "shencha2": ("/stations/", "/stations/{station}/", "/stations/staff/", "/stations/handlers/", "/stations/handlers/{handler}/",
                 "/stations/firms/", "/stations/firms/{firm}/", "/stations/roster/", "/stations/training/", "/stations/training/people/",
                 "/stations/training/courses/{course}/", "/stations/training/courses/new/", "/stations/training/sessions/{session}/",
                 "/stations/training/sessions/{session}/enrol/", "/stations/outreach/", "/stations/outreach/new/",
                 "/stations/outreach/{event}/", "/stations/outreach/plan/", "/cases/board/", "/cases/board/{station}/untrained/"),
    "zhan1": ("/", "/cases/new/", "/stations/", "/stations/roster/", "/stations/training/", "/stations/outreach/"),
    "lvshi": ("/", "/cases/{agreed}/", "/cases/{agreed}/hold_first_meeting/", "/subsidies/mine/", "/subsidies/calculations/{calculation}/",
              "/stations/roster/mine/", "/stations/roster/shifts/{shift}/"),
    "caiwu": ("/", "/cases/", "/subsidies/batches/", "/subsidies/batches/{batch}/", "/subsidies/calculations/{calculation}/",
              "/subsidies/standards/", "/subsidies/standards/{standard}/", "/subsidies/standards/{standard}/revise/",
              "/subsidies/standards/{standard}/simulate/", "/subsidies/standards/try/", "/subsidies/funds/", "/subsidies/ledger/",
              "/subsidies/lines/", "/subsidies/tables/", "/subsidies/publication/", "/subsidies/proposals/",
              "/subsidies/proposals/new/expense/"),
    "chuna": ("/subsidies/batches/{batch}/", "/subsidies/batches/{batch}/book_return/"),
    "sifaju": ("/statistics/", "/statistics/report/", "/statistics/exports/", "/public/notices/", "/public/notices/{notice}/", "/public/",
               "/public/notices/{notice}/publish/", "/public/{public}/"),
    "admin": ("/stations/staff/{staff}/", "/stations/people/{user}/leave/", "/stations/people/{user}/deactivate/", "/stations/{station}/merge/",
              "/accounts/invitation/{invitation}/",
              "/public/notices/new/", "/public/notices/new/?kind=duty", "/accounts/users/", "/accounts/users/new/", "/accounts/totp/"),
}  # fmt: skip
ON_PHONES = ("chuangkou", "zhan1", "lvshi", "zhuren")


def hall_alive(people):
    """A window, a number that waits, a question not yet answered, a partner's slip and somebody invited."""
    window(people, 1, people.chuangkou)
    hall = Hall.objects.get()
    partner = User.objects.filter(staff__station__host="labour").first()
    return {
        "hall": hall.screen,
        "kiosk": hall.kiosk,
        "ticket": ticket.take(station=hall.station, purpose="apply", ground="elderly").pk,
        "consultation": consult(people, channel="web", reply=None).pk,
        "slip": slip_to_center(partner).pk,
        "staff": people.guidang.staff.pk,
        "user": people.guidang.pk,
        "invitation": invite(people.guidang, by=people.admin),
    }


def network_alive(people):
    """Places, duties, courses and publicity of the demo county; the address of one of each."""
    with held():
        for part in (network.fill, roster.seed, training.seed, outreach.seed):
            part(random.Random(7))
    return {
        "station": people.zhan1.staff.station_id,
        "handler": Handler.objects.get(user=people.lvshi).pk,
        "firm": Firm.objects.first().pk,
        "shift": Shift.objects.filter(handler__user=people.lvshi).first().pk,
        "course": Course.objects.filter(basic=True).first().pk,
        "session": TrainingSession.objects.upcoming(timezone.now()).first().pk,
        "event": OutreachEvent.objects.held().first().pk,
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("phone", [False, True])
def test_axe_finds_nothing_on_any_page(people, seat, phone):
    with held():
        fill(random.Random(7), 30, 30)
        start = timezone.now() - timedelta(days=20)
        stops = {"review": "pass_form", "granted": "grant", "agreed": "sign_agreement"}
        found = {name: walk(people, step, at=start + timedelta(hours=n)).pk for n, (name, step) in enumerate(stops.items())}
    found |= month.at_the_bank(people) | network_alive(people) | hall_alive(people)
    found["notice"] = prepare(people.admin, "promises").pk
    found["public"] = publish(prepare(people.admin, "handlers"), people.zhuren).pk
    axe, bad, heavy = Axe(), {}, {}
    for username, paths in PAGES.items():
        one = seat(username, phone=phone)
        for path in paths:
            one.go(path.format(**found))
            if not phone or username in ON_PHONES:
                for found_by_axe in axe.run(one.page).response["violations"]:
                    bad[path, found_by_axe["id"]] = [node["html"][:90] for node in found_by_axe["nodes"]][:3]
            if len(one.page.content().encode()) > 150_000:
                heavy[path] = len(one.page.content())
            overflow = one.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if overflow > 1:
                bad[path, "width"] = overflow
    assert Case.objects.count() == 34
    assert bad == {}
    assert heavy == {}
