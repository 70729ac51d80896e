"""The statutory tables against one plain scan and aggregation of the same columns, tables of months and longer as pages, and the list as .xlsx.

Run by bench.py in a process of its own, so that its memory is that of the tables and not of the seeding.
"""

import os
import subprocess
import sys
import time
from datetime import timedelta
from functools import partial
from pathlib import Path

import django

EVENTS = {"received", "decided", "closed", "open", "served"}
ROWS = 100_000
PAGES = (
    ("自然月", "monthly"), ("自然月", "t6"), ("统计月（21日至次月20日）", "t6"), ("季度", "t6"), ("半年", "t6"), ("自然年", "t6"),
    ("统计年度（12月至次年11月）", "t6"),
)  # fmt: skip


def main(client, case_count):
    subprocess.run([sys.executable, "-m", "tests.bench.year"], check=True)


def best(work, rounds=5):
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def flat():
    """The counted rows as one flat table, every column a table asks for beside the days and sums: what a plain scan would read."""
    from django.db import connection

    from cases.models import CountProfile

    profile = ", ".join(
        f's."{field.name}"' for field in CountProfile._meta.fields if not field.primary_key
    )
    days = "t.station_id, t.received_on, t.decided_on, t.closed_on, t.weight, t.persons, t.won"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE flat AS SELECT {days}, {profile} FROM cases_countedcase t JOIN cases_countprofile s ON s.id = t.profile_id"
        )
        cursor.execute("ANALYZE flat")


def plain(columns):
    """Every row once, grouped by the same columns, with the same sums; the days are read as well."""
    from django.db import connection

    names = ", ".join(f'"{column}"' for column in sorted(columns))
    sums = "sum(weight), sum(persons), sum(won), max(received_on), max(decided_on), max(closed_on)"
    with connection.cursor() as cursor:
        cursor.execute(
            "SET work_mem = '4MB'"
        )  # PostgreSQL's own: with more it groups this by a slower way
        cursor.execute(f"SELECT {names}, {sums} FROM flat GROUP BY {names}")
        found = len(cursor.fetchall())
        cursor.execute("RESET work_mem")
        return found


def figures():
    from cases.models import CountedCase
    from legalaid.faces.statistics.figures import FIGURES
    from legalaid.faces.statistics.models import Span
    from legalaid.faces.statistics.queries.sums import sums
    from legalaid.faces.statistics.queries.table import fill_all
    from legalaid.faces.statistics.tables import TABLES

    last = CountedCase.objects.latest("received_on").received_on
    year, tables = Span(last - timedelta(days=364), last), list(TABLES.values())
    keys = {key for table in tables for key in table.needed if FIGURES[key].source == "cases"}
    columns = set().union(*(FIGURES[key].condition.columns for key in keys)) - EVENTS
    flat()
    groups, count = plain(columns), CountedCase.objects.count()
    scan, one, whole = (
        best(lambda: plain(columns)),
        best(lambda: sums(keys, year)),
        best(lambda: fill_all(tables, year)),
    )
    print(
        f"plain scan and aggregation of {len(columns)} columns, {count} cases, {groups} groups: {scan * 1000:.0f} ms"
    )
    print(
        f"{len(keys)} figures over the cases of a year: {one * 1000:.0f} ms, ratio {one / scan:.2f}"
    )
    print(
        f"all {len(tables)} tables filled and checked, last year's beside: {whole * 1000:.0f} ms, ratio {whole / scan:.2f}"
    )
    return last


def pages(last):
    from django.conf import settings
    from django.test import Client

    from legalaid.faces.statistics.models import Period
    from legalaid.platform.accounts.models import User
    from tests.bench.bench import beside

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.force_login(
        User.objects.get(username="zhuren"), backend="django.contrib.auth.backends.ModelBackend"
    )
    empty = partial(client.get, "/documents/verify/")
    for scheme, name in PAGES:
        period = Period.objects.get(scheme__name=scheme, starts_on__lte=last, ends_on__gte=last)
        ask = partial(client.get, f"/statistics/tables/{name}/?period={period.pk}")
        assert ask().status_code == 200
        page, base = beside(ask, empty)
        ratio = processor(ask) / processor(empty)
        print(
            f"{name}, {scheme}: {page * 1000:.1f} ms, empty signed-in page {base * 1000:.1f} ms, ratio {page / base:.1f}, "
            f"by processor time {ratio:.1f}"
        )


def processor(work, rounds=30):
    """Seconds of this process and of its PostgreSQL: what else runs on the machine disturbs them less than the clock."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")

    def taken():
        fields = stat.read_text().rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])
        return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")

    began = taken()
    for _ in range(rounds):
        work()
    return (taken() - began) / rounds


def peak_mb():
    """Of this process alone: what getrusage says is at least what the process that started it took."""
    line = next(
        line
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmHWM")
    )
    return int(line.split()[1]) // 1024


def export():
    """The list as a file beside xlsxwriter alone, which writes the cells it is given."""
    from cases.models import Case
    from cases.tables.case_list import CASES, workbook

    began = time.perf_counter()
    data, count = workbook(Case.objects.all()[:ROWS], CASES)
    whole = time.perf_counter() - began

    values = Case.objects.values(*(one.value for one in CASES.columns))[:ROWS]
    cells = [[one.written(row) for one in CASES.on_sheet] for row in values.iterator(5000)]
    began = time.perf_counter()
    bare(cells)
    alone = time.perf_counter() - began
    print(
        f"{count} cases as .xlsx: {whole:.1f} s, {len(data) / 1e6:.1f} MB; xlsxwriter alone {alone:.1f} s, ratio {whole / alone:.2f}"
    )


def bare(cells):
    from io import BytesIO

    import xlsxwriter

    book = xlsxwriter.Workbook(BytesIO(), {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(cells):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write_number(number, column, value)
    book.close()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legalaid.settings")
    os.environ.setdefault("DEMO", "1")
    django.setup()
    pages(figures())
    print(f"peak memory of these tables and pages {peak_mb()} MB")
    export()
    print(f"peak memory with the export {peak_mb()} MB")
