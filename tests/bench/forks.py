"""The pages of what leaves the ordinary path, with twenty thousand helps and objections beside the cases: `make bench ARGS="100000 forks"`."""

import uuid
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from cases.enums import HelpSource, HelpState
from cases.models import Case, Cause, Help, Objection
from cases.queries.help import duties_for
from legalaid.platform.accounts.models import User
from legalaid.platform.documents.models import Paper
from stations.models import Handler, Station

from .bench import line, sign_in

MANY = 20_000
PAGES = {
    "chuangkou": ("objections/new/", "helps/", "helps/notice/", "packages/", "notices/", "notices/new/", "cooperations/", "cooperations/new/"),
    "shencha": ("notices/", "verifications/", "letters/", "reliefs/"),
    "zhuren": ("objections/", "notices/organs/", "helps/", "cooperations/", "verifications/", "recusals/"),
    "sifaju": ("objections/", "recusals/"),
    "lvshi": ("helps/",),
}  # fmt: skip


def seed():
    """Helps of a year, one an hour, and objections the bureau has decided on."""
    now, clerk = timezone.now(), User.objects.get(username="chuangkou")
    center, theft = Station.objects.get(parent=None), Cause.objects.get(name="盗窃罪")
    lawyer = Handler.objects.get(user__username="lvshi")
    of_help = {"state": HelpState.GIVEN, "source": HelpSource.DUTY, "station": center, "by": clerk, "lawyer": lawyer, "organ_kind": "police",
               "organ": "清和县公安局", "cause": theft, "stage": "侦查", "plea": "open", "signed": "signature"}  # fmt: skip
    moments = [now - timedelta(hours=n) for n in range(MANY)]
    Help.objects.bulk_create(
        [
            Help(
                number=f"助{n}",
                name=f"赵{n}",
                at=at,
                on=at.date(),
                starts_at=at,
                ends_at=at + timedelta(minutes=30),
                **of_help,
            )
            for n, at in enumerate(moments)
        ],
        2000,
    )

    paper = Paper.objects.filter(kind="decision_refuse").first()
    keys = Case.objects.filter(state="refused").values_list("pk", flat=True)[:MANY]
    said = {"paper": paper, "state": "upheld", "station": center, "manner": "written", "objector": "李国强", "content": "应当援助。",
            "grounds": "out_of_scope", "by": clerk, "decided_at": now}  # fmt: skip
    Objection.objects.bulk_create(
        [
            Objection(case_id=key, token=uuid.uuid4(), at=at, received_on=at.date(), **said)
            for key, at in zip(keys, moments, strict=False)
        ],
        2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def main(client, _):
    if Help.objects.count() < MANY:
        seed()
    print(f"{Help.objects.count()} helps, {Objection.objects.count()} objections")
    for username, paths in PAGES.items():
        sign_in(client, username)
        for path in paths:
            line(client, f"{username} {path}", f"/cases/{path}")

    duty = duties_for(User.objects.get(username="lvshi")).last()
    line(client, "a help to be given", f"/cases/helps/new/?shift={duty.pk}")
    sign_in(client, "zhuren")
    group = Case.objects.order_by("-applicant_count").first()
    help_, objection = Help.objects.first(), Objection.objects.first()
    line(client, "a list of names", f"/cases/{group.pk}/group/")
    line(client, "its payments", f"/cases/{group.pk}/group/payments/")
    line(client, "a help", help_.get_absolute_url())
    line(client, "an objection", objection.get_absolute_url())
