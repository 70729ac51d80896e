"""Measures calculating and batching many closed cases on PostgreSQL.

`.ci/servers.py .venv/bin/python -m tests.bench.subsidies 100000`. One case is walked to its grade by the real steps; the server repeats its
row, each with a handler of its own, and the job of the batch computes them all; up to 5,000 are also paid and told to their cases.
"""

import time

from tests.bench.bench import SIZE  # isort: skip  it sets Django up
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from cases.models import Case, SubsidyPayment
from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import run
from subsidies.domain import batch as acts
from subsidies.models import Calculation
from subsidies.queries.batch import owed_units, sums_of
from subsidies.workflow import BATCH
from tests.conftest import build_county
from tests.subsidies import month

COPY = """
INSERT INTO cases_case ({columns})
SELECT {values} FROM cases_case AS c, generate_series(1, %s) AS g,
       (SELECT array_agg(id ORDER BY id) AS ids, count(*) AS n FROM stations_handler WHERE kind <> 'agency') AS h WHERE c.id = %s
"""

YEAR = 5000  # more cases than a county closes in a year: what is measured of a payment, whose sheet is printed


def repeat(case, count):
    own = {
        "number": "c.number || '-' || g",
        "token": "gen_random_uuid()",
        "handler_id": "h.ids[1 + g % h.n]",
    }
    columns = [field.column for field in Case._meta.concrete_fields if not field.primary_key]
    values = [own.get(column, f'c."{column}"').replace("%", "%%") for column in columns]
    with connection.cursor() as cursor:
        quoted = ", ".join(f'"{column}"' for column in columns)
        cursor.execute(COPY.format(columns=quoted, values=", ".join(values)), [count, case.pk])
        cursor.execute("ANALYZE")


def main(cases):
    county = build_county()
    month.standard(county)
    money = month.fund(county, "900000000")
    repeat(month.finished(county)[0], cases - 1)
    batch = month.opened(county, money)
    job = acts.request_fill(batch, by=county.caiwu)
    began = time.perf_counter()
    run(job.pk)
    seconds = time.perf_counter() - began
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE
    assert sums_of(batch)[0] == Calculation.objects.values("case").distinct().count() == cases
    print(f"{cases} cases calculated and batched in {seconds:.1f} s, {sums_of(batch)[1]} yuan")
    began = time.perf_counter()
    batch.refresh_from_db()
    BATCH.acts["submit_batch"](batch, by=county.caiwu, count=batch.count, total=batch.total)
    BATCH.acts["review_batch"](batch, by=county.shencha, opinion="同意")
    print(f"checked and reviewed in {time.perf_counter() - began:.1f} s")
    if cases <= YEAR:
        pay(county, batch)


def pay(county, batch):
    began = time.perf_counter()
    BATCH.acts["approve_batch"](batch, by=county.sifaju, total=batch.total, opinion="同意支付")
    print(f"approved in {time.perf_counter() - began:.2f} s")
    began = time.perf_counter()
    BATCH.acts["send"](batch, by=county.chuna, count=len(owed_units(batch)), total=batch.total)
    print(f"sent to {len(owed_units(batch))} units in {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    month.answer_all(batch, county)
    print(f"bank return booked in {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    run(Job.objects.get(kind="tell_cases").pk)
    print(
        f"{SubsidyPayment.objects.count()} cases told by the job in {time.perf_counter() - began:.1f} s"
    )
    began = time.perf_counter()
    BATCH.acts["publish_batch"](month.reload(batch), by=county.zhuren, until=timezone.localdate())
    print(f"published in {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    main(SIZE)
