import hashlib
import random
import time
from itertools import repeat
from math import log
from operator import itemgetter

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from cases.domain import counted
from cases.domain.archive import build_volumes, store_volumes
from cases.models import Case, Cause
from legalaid.demo import (
    counter,
    county,
    court,
    forks,
    fund,
    hall,
    helps,
    messages,
    months,
    network,
    notices,
    online,
    organs,
    outreach,
    quality,
    roster,
    training,
    visits,
)
from legalaid.demo.bulk import by_rows, multiply, shares
from legalaid.demo.matters import MATTERS, fresh
from legalaid.demo.walk import Walker
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit import anchors
from legalaid.platform.audit.guards import lifted
from legalaid.platform.core.models import Counter
from legalaid.platform.core.office import DEMO, holds_demo, office
from legalaid.platform.documents import render
from legalaid.platform.documents.storage import private_storage
from legalaid.platform.jobs.queue import held
from legalaid.platform.notifications.models import Message
from legalaid.platform.procedure import deadlines
from stations.models import Staff, Station

WHOLE = 1  # archived cases that come with their volumes; each takes seconds
# what is laid over the county once its cases stand: the network's year, the counter and the hall, the money, the notices, the quality
LAYERS = (
    court, network, roster, helps, training, outreach, counter, fund, hall, months, notices, quality,
    online, visits, messages, organs,
)  # fmt: skip
WALKED = 60  # beyond this the walked cases are repeated with other people


class Command(BaseCommand):
    help = "建立演示县（站点、人员、案件）。已有数据时不改动；--reset 清空后重建；--cases N 指定案件数。"

    def add_arguments(self, parser):
        parser.add_argument("--cases", type=int, default=300)
        parser.add_argument("--reset", action="store_true")
        parser.add_argument("--seed", type=int, default=2026)

    def handle(self, *args, cases, reset, seed, **options):
        if cases < 0:
            raise CommandError("案件数不能为负。")

        if Station.objects.exists() and not holds_demo():
            raise CommandError("这里的数据不是演示数据，不会清空，也不在这里建立演示县。")
        if reset:
            wipe()

        if not Station.objects.exists():
            began = time.monotonic()
            rng = random.Random(seed)
            with transaction.atomic(), held():
                county.build(rng, **county.WELCOME)
                Counter.objects.create(series=DEMO, year=timezone.localdate().year)
                count = fill(rng, min(cases, WALKED), cases)
                bind_newest()
                if cases > WALKED:
                    count += multiply(rng, cases)
                if cases >= WALKED:
                    count += forks.fill(walker_of(random.Random(seed + 1)))
                if cases > WALKED:
                    counted.add_up()
                    deadlines.add_up()
                for layer in LAYERS:
                    layer.fill(rng)
                read_messages()
            self.stdout.write(
                f"已建立演示县：{count}件案件，用时{time.monotonic() - began:.1f}秒。"
            )
        else:
            self.stdout.write("已有数据，保持不变（重建请用 seed_demo --reset）。")

        self.stdout.write("演示登录（密码均为 " + county.PASSWORD + "）：")
        for username, name, role in (
            *county.LOGINS,
            ("zhan1", "工作站", Role.STATION),
            ("lvshi", "承办律师", Role.HANDLER),
            (county.MANAGER, "韩冰", Role.FIRM),
            *((login, organ, Role.STATION) for login, _, organ, *_ in organs.ORGANS),
        ):
            self.stdout.write(f"  {Role(role).label:　<7}{username}（{name}）")


def wipe():
    """Empties every table, but only of a county this command itself has made: an office's own data is never touched."""
    connection.check_constraints()  # what waits for the end of a transaction is asked now: PostgreSQL empties no table that waits
    with lifted(connection):
        call_command("flush", interactive=False, verbosity=0)

    for place in anchors.places():
        place.unlink(missing_ok=True)


def fill(rng, count, total):
    """Walks `count` cases, the oldest first, over this year and the last, most of them this year; one early morning is not enough for a county.

    Behind each, the numbers are left free that `multiply` gives to its likes when it makes the `total`.
    """
    walker = walker_of(rng)
    week = fresh(count)
    aged = [(days, None) for days in spread(rng, count - len(week))]
    ages = sorted([*aged, *((row[1], row) for row in week)], key=itemgetter(0), reverse=True)
    for (days, row), share in zip(
        ages, shares(count, total) if by_rows(total) else repeat(0), strict=False
    ):
        case = walker.walk_to(*row) if row else walker.walk(days)
        Counter.objects.filter(
            series="case", year=timezone.localdate(case.received_at).year
        ).update(value=F("value") + share)
    return Case.objects.count()


def walker_of(rng):
    causes = {c.name: c for c in Cause.objects.filter(name__in=[m.cause for m in MATTERS])}
    return Walker(rng, timezone.now(), cast(), causes, sample())


def spread(rng, count):
    """How many days ago: 220 on the mean and 690 at most, one in each of `count` equal parts, so that no month is empty."""
    return [min(-220 * log(1 - (n + rng.random()) / count), 690) for n in range(count)]


def bind_newest():
    for case in Case.objects.for_lists().filter(state="archived").order_by("-archived_at")[:WHOLE]:
        store_volumes(case, build_volumes(case, told=lambda done, total, note: None))


def read_messages(leave=6):
    """Nobody in the county is a year behind with their messages: all but each person's newest few are read."""
    for user in User.objects.all():
        newest = list(Message.objects.filter(user=user).values_list("pk", flat=True)[:leave])
        Message.objects.filter(user=user).exclude(pk__in=newest).update(read_at=timezone.now())


def cast():
    """The people who act, by part."""
    center = Station.objects.get(parent=None)
    by_role = {role: list(User.objects.filter(role=role).order_by("id")) for role in Role}
    stations = [
        (s.station, s.user)
        for s in Staff.objects.filter(user__role=Role.STATION).select_related("station", "user")
    ]
    windows = by_role[Role.WINDOW]

    return {
        "window": (center, windows[0]),
        "archivist": windows[-1],
        "stations": stations,
        "reviewers": by_role[Role.REVIEWER],
        "director": by_role[Role.DIRECTOR][0],
        "finance": by_role[Role.FINANCE][0],
        "system": system_user(),
    }


def sample():
    """One stored page that stands for every signed paper of the demo."""
    html = f"<html lang='zh-CN'><title>演示材料</title><h1>演示材料</h1><p>{office()['county']}演示数据，非真实材料。</p></html>"
    data = render.pdf(html)
    name = private_storage().save("demo/sample.pdf", ContentFile(data))
    return {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
