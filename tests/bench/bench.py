"""Measures pages at 100,000 cases on PostgreSQL as ratios to an empty signed-in page of the same run; prints one table.

A page over its goal (four times the empty page, 150 kB) is marked, and named again at the end.

`make bench`; ARGS="20000" for another size; ARGS="100000 stations" for one topic: a module beside this one with `main(client, case_count)`.
Times are medians over a warm loop through Django's test client (middleware, templates, database).
"""

import importlib
import os
import resource
import statistics
import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
TOPICS = sys.argv[2:] or ["cases"]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legalaid.settings")
os.environ.setdefault("DEMO", "1")
os.environ.setdefault("VAR_DIR", "/tmp/legalaid-bench")  # noqa: S108  a scratch folder
sys.path.insert(0, os.getcwd())

from io import BytesIO  # noqa: E402

import django  # noqa: E402
import pikepdf  # noqa: E402
import weasyprint  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.test import Client  # noqa: E402

from cases.models import Case  # noqa: E402
from legalaid.faces.lists.models import SavedView  # noqa: E402
from legalaid.platform.accounts.models import User  # noqa: E402
from legalaid.platform.documents import dossier, render  # noqa: E402
from legalaid.platform.documents.models import Paper  # noqa: E402
from tests.bench.worker import resident_mb  # noqa: E402

BACKEND = "django.contrib.auth.backends.ModelBackend"
EMPTY = "/documents/verify/"
RATIO, WEIGHT = 4, 150  # of a page: times the empty page, kB
MISSED = []
FIRST = {
    "chuangkou": "window", "zhan1": "station", "shencha": "reviewer", "zhuren": "director", "lvshi": "handler",
    "jiandu": "supervisor", "caiwu": "finance", "chuna": "cashier", "sifaju": "bureau", "admin": "administrator",
}  # fmt: skip
DIRECTOR = {
    "the director's board": "/statistics/",
    "the director's board, month": "/statistics/?length=month",
    "to be mended": "/statistics/quality/",
    "to be mended, one list": "/statistics/quality/?fault=silent",
    "station board": "/board/",
    "finding, by name": "/find/?q=李",
    "palette, by name": "/find/?q=李#typed",
    "palette, by initials": "/find/?q=lgq#typed",
    "reading pane": "/cases/decisions/",
}


def measure(work, rounds=15):
    for _ in range(3):
        work()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main():
    began = time.perf_counter()
    call_command("migrate", verbosity=0)
    call_command("seed_demo", cases=SIZE)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as autovacuum does of itself within minutes
    print(
        f"seeded {Case.objects.count()} cases in {time.perf_counter() - began:.0f} s on {connection.vendor}"
    )
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    for topic in TOPICS:
        cases(client) if topic == "cases" else importlib.import_module(f"tests.bench.{topic}").main(
            client, SIZE
        )
    print(f"over the goal: {'; '.join(MISSED) or 'none'}")
    print(
        f"peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
    )


def cases(client):
    reviewer = User.objects.get(username="shencha")
    case = Case.objects.filter(state="archived").select_related("applicant").first()
    sign_in(client, "shencha")
    pages = {
        "case list, first page": "/cases/",
        "case list, page 1000": "/cases/?page=1000",
        "case list, filtered": "/cases/?state=handling&kind=civil&green=true",
        "case list, late": "/cases/?late=late&order=due",
        "case list, in words": "/cases/?q=状态:在办 类别:民事 期限<30天",
        "case list, a view kept": f"/cases/?q=轮到:我&order=due&view={view_of(reviewer)}",
        "search, name": f"/find/?q={case.applicant.name}",
        "search, initials": "/find/?q=lgq",
        "search, number": f"/find/?q={case.number[-6:-1]}",
        "search, last four": f"/find/?q={case.applicant.phone[-4:]}",
        "search, whole id": f"/find/?q={case.applicant.id_number}",
        "case page": f"/cases/{case.pk}/",
        "calendar": "/cases/calendar/",
    }
    print(
        f"{'page':34}{'ms':>8}{'ratio':>8}{'queries':>9}{'kB':>7}   goal {RATIO} times, {WEIGHT} kB"
    )
    for name, path in {"empty signed-in page": EMPTY, **pages}.items():
        line(client, name, path)
    first_pages(client)
    papers()
    dossiers()
    sign_in(client, "shencha")
    print(
        f"web worker after these pages {resident_mb(pages.values(), client.cookies['sessionid'].value)} MB resident"
    )


def view_of(user):
    """The key of a view this person keeps."""
    facts = {"text": "轮到:我", "order": "due", "columns": ["案件编号", "申请人", "期限"]}
    view, _ = SavedView.objects.get_or_create(
        owner=user, listing="cases:list", name="等我办", defaults=facts
    )
    return view.pk


def first_pages(client):
    """Of every role, and what the director and finance open beside it."""
    for username, what in FIRST.items():
        sign_in(client, username)
        line(client, f"first page, {what}", "/")
    sign_in(client, "caiwu")
    line(client, "form of a new batch", "/subsidies/batches/new/")
    sign_in(client, "zhuren")
    for name, path in DIRECTOR.items():
        line(client, name, path)


def sign_in(client, username):
    client.force_login(User.objects.get(username=username), backend=BACKEND)


def line(client, name, path):
    """One page beside the empty one of the same person; what is over its goal is marked."""
    ask = asking(client, path)
    settings.DEBUG = True
    reset_queries()
    answer = ask()
    queries, size = len(connection.queries), len(answer.content) / 1000
    settings.DEBUG = False
    assert answer.status_code == 200, (name, answer.status_code)

    seconds, base = beside(ask, lambda: client.get(EMPTY))
    ratio = seconds / base
    over = round(ratio, 1) > RATIO or size > WEIGHT
    if over:
        MISSED.append(f"{name} {ratio:.1f} times, {size:.0f} kB")
    mark = "  <-- over the goal" if over else ""
    print(f"{name:34}{seconds * 1000:8.1f}{ratio:8.1f}{queries:9}{size:7.0f}{mark}", flush=True)


def asking(client, path):
    """Opens the page; what is marked #typed is asked as the palette asks while one types."""
    address, _, typed = path.partition("#")
    if not typed:
        return lambda: client.get(address)
    where, _, text = address.partition("?q=")
    return lambda: client.post(where, {"q": text}, HTTP_HX_REQUEST="true")


def beside(work, other, rounds=15):
    """Medians of two pieces of work done in turns, so that a busy machine is busy for both."""
    times = [], []
    for number in range(rounds + 2):
        for found, piece in zip(times, (work, other), strict=True):
            began = time.perf_counter()
            piece()
            if number > 1:
                found.append(time.perf_counter() - began)
    return tuple(statistics.median(found) for found in times)


def papers():
    paper = Paper.objects.filter(kind="decision_grant").first()
    html = render.paper_html(paper.kind, paper.facts, paper.number_text)
    style = render.style_sheet()
    whole, bare = beside(
        lambda: render.pdf(render.paper_html(paper.kind, paper.facts, paper.number_text)),
        lambda: weasyprint.HTML(string=html).write_pdf(stylesheets=[weasyprint.CSS(string=style)]),
        7,
    )
    print(
        f"one-page paper {whole * 1000:.0f} ms, bare WeasyPrint on the same HTML {bare * 1000:.0f} ms, ratio {whole / bare:.2f}"
    )


def dossiers():
    """Sixty pages: what a job of the worker takes; the web process only writes its row."""
    document = pikepdf.new()
    for _ in range(57):
        document.add_blank_page(page_size=(595, 842))
    out = BytesIO()
    document.save(out)
    began = time.perf_counter()
    built = dossier.build(
        "承办卷", {"归档人": "x", "归档日期": "x"}, [dossier.Item("材料", data=out.getvalue())], ""
    )
    print(f"dossier of {built.pages} pages {time.perf_counter() - began:.1f} s in a job")


if __name__ == "__main__":
    main()
