"""The statutory tables against one plain scan and aggregation of the same columns, a month's table as a page, and the list as .xlsx."""

import resource
import time
from datetime import date, timedelta

from django.db import connection

from cases.exports import case_table
from cases.models import Case, Tally
from legalaid.faces.statistics.figures import FIGURES
from legalaid.faces.statistics.models import Period, Span
from legalaid.faces.statistics.queries.sums import sums
from legalaid.faces.statistics.queries.table import fill_all
from legalaid.faces.statistics.tables import TABLES
from legalaid.platform.accounts.models import User

ROWS = 100_000


def best(work, rounds=5):
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def plain(columns):
    names = ", ".join(f'"{column}"' for column in sorted(columns))
    text = f"SELECT {names}, sum(weight), sum(persons), sum(won), max(received_on), max(decided_on), max(closed_on) FROM cases_tally GROUP BY {names}"
    with connection.cursor() as cursor:
        cursor.execute(text)
        return len(cursor.fetchall())


def main(client, case_count):
    client.force_login(User.objects.get(username="zhuren"), backend="django.contrib.auth.backends.ModelBackend")
    last = Tally.objects.latest("received_on").received_on
    year = Span(last - timedelta(days=364), last)
    tables = list(TABLES.values())
    keys = {key for table in tables for key in table.needed}
    columns = set().union(*(FIGURES[key].condition.columns for key in keys)) - {"received", "decided", "closed", "open", "served"}
    groups = plain(columns)
    scan = best(lambda: plain(columns))
    one = best(lambda: sums(keys, year))
    whole = best(lambda: fill_all(tables, year))
    print(
        f"plain scan and aggregation of {len(columns)} columns into {groups} groups over {case_count} cases {scan * 1000:.0f} ms"
    )
    print(f"{len(keys)} figures of all tables of a year {one * 1000:.0f} ms, ratio {one / scan:.2f}")
    print(f"all tables filled and checked, last year's beside them {whole * 1000:.0f} ms, ratio {whole / scan:.2f}")
    month = Period.objects.get(scheme__name="自然月", starts_on=date(last.year, last.month, 1))
    empty = best(lambda: client.get("/documents/verify/"), 15)
    for name in ("monthly", "t6"):
        path = f"/statistics/tables/{name}/?period={month.pk}"
        assert client.get(path).status_code == 200
        page = best(lambda path=path: client.get(path), 9)
        print(
            f"page of {name} for one month {page * 1000:.1f} ms, empty signed-in page {empty * 1000:.1f} ms, ratio {page / empty:.1f}"
        )
    began = time.perf_counter()
    data, count = case_table(Case.objects.for_lists()[:ROWS])
    print(f"{count} cases as .xlsx in {time.perf_counter() - began:.1f} s, {len(data) / 1e6:.1f} MB")
    print(f"peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
