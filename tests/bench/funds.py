"""Measures the fund and ledger pages at 1,000,000 journal entries on PostgreSQL as ratios to an empty signed-in page of the same run.

`.ci/servers.py .venv/bin/python -m tests.bench.funds 1000000`; a database that stays is filled once. The server writes the entries
itself, with the ledger's triggers off in that session: three years, 13 stations, 34 firms, 162 handlers; the month totals are added up
once, as postings would have added them.
"""

import resource
import time
from datetime import date

from tests.bench.bench import SIZE, beside  # isort: skip  it sets Django up
from django.conf import settings
from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client

from cases.models import Case
from legalaid.platform.accounts.models import User
from stations.models import Firm, Handler, Station
from subsidies.domain.fund import open_fund
from subsidies.models import EntryLine, MonthTotal
from tests.subsidies.totals import add_up

YEARS = (2024, 2025, 2026)
SHARE = "array_agg(id ORDER BY id) AS ids, count(*) AS n"
FILL = (
    f"""CREATE TEMP TABLE pay AS
        WITH f AS (SELECT year, {SHARE} FROM subsidies_fund GROUP BY year), s AS (SELECT {SHARE} FROM stations_station),
             h AS (SELECT array_agg(id ORDER BY id) AS ids, array_agg(firm_id ORDER BY id) AS firms, count(*) AS n FROM stations_handler),
             c AS (SELECT {SHARE} FROM cases_case)
        SELECT y.year * 1000000 + 500000 + g / 3 AS number, make_date(y.year, 1, 1) + (g / 3 %% 320)::int AS day,
               f.ids[1 + g %% f.n] AS fund, h.ids[1 + (g / 7) %% h.n] AS handler, h.firms[1 + (g / 7) %% h.n] AS firm,
               s.ids[1 + (g / 11) %% s.n] AS station, c.ids[1 + g %% c.n] AS "case", (600 + g %% 40 * 50)::numeric AS amount,
               (ARRAY['case', 'case', 'case', 'duty', 'consultation'])[1 + g %% 5] AS kind,
               (ARRAY['criminal', 'civil_litigation', 'civil_other', 'administrative_litigation'])[1 + g / 13 %% 4] AS matter
        FROM generate_series(1, %s) AS g, LATERAL (SELECT 2024 + g %% 3 AS year) AS y, f, s, h, c WHERE f.year = y.year""",
    """INSERT INTO subsidies_entry (number, kind, "on", at, memo, reference, by_id, checked_by_id, reversal_of_id)
       SELECT number, 'payment', day, day, '办案补贴', 'bench:' || number, u.id, NULL, NULL FROM pay,
              (SELECT id FROM accounts_user WHERE username = 'caiwu') AS u""",
    """INSERT INTO subsidies_entryline (entry_id, "on", fund_id, line, account, amount, payee, firm_id, handler_id, station_id, case_id,
                                        performer, matter)
       SELECT number, day, fund, 'casework', kind, amount, '律师事务所', firm, handler, station, "case", 'lawyer', matter FROM pay
       UNION ALL SELECT number, day, fund, 'casework', 'reserved', -amount, '', NULL, NULL, station, NULL, '', '' FROM pay
       ORDER BY 1""",
)
PAGES = {
    "empty signed-in page": "/documents/verify/",
    "funds": "/subsidies/funds/",
    "one fund": "/subsidies/funds/{fund}/",
    "ledger by month": "/subsidies/ledger/",
    "ledger by source": "/subsidies/ledger/?by=source",
    "ledger by firm": "/subsidies/ledger/?by=firm",
    "ledger by handler": "/subsidies/ledger/?by=handler",
    "by handler, 3 years": "/subsidies/ledger/?by=handler&since=2024-01&until=2026-12",
    "by handler, 22 odd months": "/subsidies/ledger/?by=handler&since=2024-02&until=2025-11",
    "by station, 3 years": "/subsidies/ledger/?by=station&since=2024-01&until=2026-12",
    "handlers of a firm": "/subsidies/ledger/?by=handler&since=2024-01&until=2026-12&firm={firm}",
    "handlers of a station": "/subsidies/ledger/?by=handler&since=2026-01&until=2026-12&station={station}",
    "same, 3 years": "/subsidies/ledger/?by=handler&since=2024-01&until=2026-12&station={station}",
    "case kinds by performer": "/subsidies/ledger/?by=matter&since=2024-01&until=2026-12&performer=lawyer",
    "handlers by performer and kind": "/subsidies/ledger/?by=handler&since=2024-01&until=2026-12&performer=lawyer&matter=criminal",
    "lines of a firm and station": "/subsidies/lines/?since=2024-01&until=2026-12&firm={firm}&station={station}",
    "lines, first page": "/subsidies/lines/?since=2024-01&until=2026-12",
    "lines, deep page": "/subsidies/lines/?since=2024-01&until=2026-12&after=2024-02-01_99999999",
    "lines of a handler": "/subsidies/lines/?since=2024-01&until=2026-12&handler={handler}",
    "lines of a firm and kind": "/subsidies/lines/?since=2026-01&until=2026-12&firm={firm}&account=duty",
    "one entry": "/subsidies/entries/{entry}/",
    "proposals": "/subsidies/proposals/",
    "publication list": "/subsidies/publication/",
    "tables 3 and 4, figures": "/subsidies/tables/",
}


def people():
    """30 more firms with five handlers each."""
    if Firm.objects.filter(name="基准1律师事务所").exists():
        return
    center = Station.objects.roots().get()
    firms = Firm.objects.bulk_create(
        Firm(name=f"基准{n}律师事务所", kind="law_firm") for n in range(1, 31)
    )
    users = User.objects.bulk_create(
        User(username=f"bench{n}", name=f"基准{n}", role="handler", password="!")
        for n in range(150)
    )
    Handler.objects.bulk_create(
        Handler(
            user=user,
            station=center,
            firm=firms[n % 30],
            kind="lawyer",
            practice_start=date(2015, 1, 1),
        )
        for n, user in enumerate(users)
    )


def fill(entries):
    people()
    center = Station.objects.roots().get()
    for year in YEARS:
        for source in ("local", "provincial", "lottery"):
            open_fund(station=center, source=source, year=year)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for number, statement in enumerate(FILL):
            cursor.execute(statement, [entries] if number == 0 else None)
        cursor.execute("SET session_replication_role = DEFAULT")
    add_up()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def main(client, entries):
    began = time.perf_counter()
    if EntryLine.objects.count() < entries:
        fill(entries)
    print(
        f"{EntryLine.objects.count()} lines, {MonthTotal.objects.count()} totals in {time.perf_counter() - began:.0f} s"
    )
    line = EntryLine.objects.filter(firm__isnull=False, on__year=2026).order_by("-id").first()
    samples = {
        "fund": line.fund_id,
        "handler": line.handler_id,
        "firm": line.firm_id,
        "entry": line.entry_id,
        "station": line.station_id,
    }
    settings.DEBUG = True
    print(f"{'page':28}{'ms':>8}{'ratio':>8}{'queries':>9}{'kB':>7}")
    for name, pattern in PAGES.items():
        path = pattern.format(**samples)
        reset_queries()
        answer = client.get(path)
        queries, size = len(connection.queries), len(answer.content) / 1000
        assert answer.status_code == 200, (name, answer.status_code)
        settings.DEBUG = False
        seconds, base = beside(
            lambda path=path: client.get(path), lambda: client.get(PAGES["empty signed-in page"])
        )
        settings.DEBUG = True
        print(f"{name:28}{seconds * 1000:8.1f}{seconds / base:8.1f}{queries:9}{size:7.0f}")
    settings.DEBUG = False
    excel(client)


def excel(client):
    """One quarter of one source: some 100,000 lines."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    began = time.perf_counter()
    answer = client.get(
        "/subsidies/lines/?source=local&since=2026-01&until=2026-12&account=case&export=xlsx"
    )
    size = sum(len(part) for part in answer.streaming_content)
    seconds, after = (
        time.perf_counter() - began,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )
    rows = EntryLine.objects.filter(fund__source="local", on__year=2026, account="case").count()
    print(
        f"Excel of {rows} lines: {seconds:.1f} s, {size / 1e6:.1f} MB, peak memory {before} -> {after} MB"
    )


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    if not Case.objects.exists():
        call_command("seed_demo", cases=300, verbosity=0)
    settings.ALLOWED_HOSTS = ["testserver"]
    browser = Client()
    browser.force_login(
        User.objects.get(username="caiwu"), backend="django.contrib.auth.backends.ModelBackend"
    )
    print(f"{Case.objects.count()} cases")
    main(browser, SIZE)
