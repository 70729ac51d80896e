"""Assignment with five hundred handlers, the sheet for posting, calls for volunteers, warnings: `make bench ARGS="100000 assigning"`."""

from datetime import date

from cases.models import Case
from legalaid.platform.accounts.models import User
from stations.models import Firm, Handler, Station

from .bench import line, sign_in

HANDLERS = 500
PAGES = {
    "zhuren": ("fairness/", "pools/", "warnings/", "warnings/?kind=silence", "warnings/?kind=report", "warnings/?by=handler", "warnings/?by=station"),
    "lvshi": ("pools/", "warnings/"),
    "sifaju": ("warnings/", "warnings/?by=firm", "fairness/"),
}  # fmt: skip


def seed():
    firm, station = Firm.objects.filter(kind="law_firm").first(), Station.objects.get(parent=None)
    people = User.objects.bulk_create(
        User(username=f"lv{number}", name=f"律师{number}", role="handler")
        for number in range(HANDLERS - Handler.objects.count())
    )
    Handler.objects.bulk_create(
        Handler(
            user=user,
            firm=firm,
            station=station,
            kind="lawyer",
            licence=f"1{number:016}",
            practice_start=date(2015, 1, 1),
            specialities=("劳动", "婚姻家庭", "刑事")[number % 3],
        )
        for number, user in enumerate(people)
    )


def main(client, size):
    seed()
    case = Case.objects.filter(state="granted").first()
    sign_in(client, "zhuren")
    line(client, "assign, 500 handlers", f"/cases/{case.pk}/assign/")
    for user, pages in PAGES.items():
        sign_in(client, user)
        for page in pages:
            line(client, f"{user} {page}", f"/cases/{page}")
