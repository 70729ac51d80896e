"""A full disk, a long queue, two starts at once."""

import resource
import subprocess
import sys
import time
from collections import Counter as Count

from .house import PROGRAMS, Counter, wait_for

FULL = 20  # seconds
MANY = 10_000
QUEUE = f"""
from legalaid.platform.jobs.models import Job
task = "legalaid.platform.notifications.tasks.sweep_deliveries"
Job.objects.bulk_create(Job(kind="soak", args={{"task": task}}) for _ in range({MANY}))
Job.objects.filter(kind="soak").update(kind="routine")
"""


def limit(pids, size):
    """No file of theirs may grow beyond `size` any more: to them, the disk is full. It asks for no rights."""
    for pid in pids:
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


def test_after_a_full_disk_it_goes_on_by_itself(house):
    house.prepare()
    house.start()
    everything = lambda: [house.supervisor.pid, *house.everyone()]  # noqa: E731
    with Counter(house) as clerk:
        end = time.monotonic() + FULL
        while time.monotonic() < end:  # whoever is started meanwhile as well
            limit(everything(), 4096)
            time.sleep(1)
        refused = clerk.failures()
        limit(everything(), resource.RLIM_INFINITY)
        _, back = wait_for(house.whole)
        registered = len(clerk.registered)
        wait_for(lambda: len(clerk.registered) > registered + 2)
    wait_for(house.idle, 600)

    asked = Count(row for (row,) in house.rows("select question from cases_consultation"))
    assert [question for question in clerk.registered if asked[question] != 1] == []
    assert refused > 0
    assert house.count("jobs_job where state = 'failed'") == 0
    assert "完好" in house.manage("verify_audit")
    print(
        f"\nfull disk for {FULL} s: {refused} answers refused, whole {back:.0f} s after, {len(clerk.registered)} acts, none twice"
    )


def test_ten_thousand_waiting_jobs_are_worked_off_while_people_work(house):
    house.prepare(QUEUE)
    house.start()
    with Counter(house) as clerk:
        _, took = wait_for(house.idle, 3600)

    assert clerk.failures() == 0
    assert house.count("jobs_job where state = 'failed'") == 0
    print(
        f"\n{MANY} waiting jobs: done in {took:.0f} s; meanwhile {len(clerk.registered)} acts, the slowest answer {clerk.slowest:.1f} s"
    )


def test_of_two_starts_at_once_one_runs_and_the_other_is_told(house):
    house.prepare()
    two = [house.begin(), house.begin()]
    wait_for(lambda: any(one.poll() is not None for one in two))
    gone, house.supervisor = sorted(two, key=lambda one: one.poll() is None)
    said = gone.communicate()[0]
    house.stand()

    assert gone.returncode != 0
    assert "不能再次启动" in said or "already listening" in said
    print(f"\ntwo starts at once: one of two refused, {said.strip().splitlines()[-1]!r}")


def test_second_worker_is_refused_and_a_second_beat_orders_nothing_twice(house):
    house.prepare()
    house.start()
    celery = [sys.executable, "-m", "celery", *PROGRAMS["worker"].split()[1:]]
    refused = subprocess.run(celery, env=house.env, capture_output=True, text=True)
    beat = subprocess.Popen([*celery[:-1], "beat", "--pidfile="], env=house.env)
    ordered = "jobs_ordered where name = 'jobs' and at > "
    first = house.rows("select at from jobs_ordered where name = 'jobs'")[0][0]
    wait_for(lambda: house.count(f"{ordered}'{first}'"))
    highest = house.rows("select max(id) from jobs_job")[0][0] or 0
    time.sleep(70)  # one more minute's order, by whichever beat
    beat.terminate()
    beat.wait(30)

    assert refused.returncode != 0
    assert "后台任务程序已在运行" in refused.stderr + refused.stdout
    sweeps = house.count(f"jobs_job where id > {highest} and args like '%sweep_jobs%'")
    assert sweeps in (0, 1, 2)
