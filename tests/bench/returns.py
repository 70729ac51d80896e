"""Freezing a month, a half-year and a year as returns, and what is different since: seconds, bytes, queries and memory.

Run by bench.py in a process of its own, so that its memory is that of the freeze and not of the seeding.
"""

import os
import subprocess
import sys
import time

import django

PERIODS = (("自然月", "month"), ("季度", "quarter"), ("半年", "half"), ("自然年", "year"))


def main(client, case_count):
    subprocess.run([sys.executable, "-m", "tests.bench.returns"], check=True)


def timed(work):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    began = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        made = work()
    return made, time.perf_counter() - began, len(queries)


def returns():
    from cases.models import CountedCase
    from legalaid.faces.statistics.domain.snapshot import freeze, intact
    from legalaid.faces.statistics.models import Period
    from legalaid.faces.statistics.queries import frozen
    from legalaid.platform.accounts.models import User
    from tests.bench.year import peak_mb

    director = User.objects.get(username="zhuren")
    last = CountedCase.objects.latest("received_on").received_on
    for scheme, _ in PERIODS:
        over = Period.objects.filter(scheme__name=scheme, ends_on__lt=last).order_by("-ends_on")
        period = over.first()
        row, seconds, queries = timed(lambda one=period: freeze(one, by=director))
        moved, again, _ = timed(lambda one=row: frozen.difference(one))
        rows = sum(len(own) for own in frozen.read_rows(row).values())
        print(
            f"{period} ({scheme}): {rows} rows, frozen in {seconds:.1f} s with {queries} queries, {len(row.rows) / 1e6:.2f} MB kept, "
            f"intact {intact(row)}, difference ({len(moved)}) in {again:.1f} s, peak {peak_mb()} MB"
        )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legalaid.settings")
    os.environ.setdefault("DEMO", "1")
    django.setup()
    returns()
