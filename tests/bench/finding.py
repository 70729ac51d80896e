"""What the palette answers while one types, as ratios to the empty signed-in page: `make bench ARGS="100000 finding"`."""

from django.conf import settings
from django.db import connection, reset_queries

from cases.models import Case
from legalaid.platform.accounts.models import User

from .bench import BACKEND, beside

EMPTY = "/documents/verify/"


def main(client, _):
    case = Case.objects.filter(state="archived").select_related("applicant").first()
    one = case.applicant
    typed = {
        "nothing": "",
        "a surname": one.name[:1],
        "a name": one.name,
        "a name nobody has": "欧阳不存在",
        "initials": "lgq",
        "part of a number": case.number[-6:-1],
        "a year": "2026",
        "last four": one.phone[-4:],
        "whole number of an identity": one.id_number,
        "number of a paper": "清援决字〔2026〕第12号",
        "words of the house": "咨询",
    }
    print(f"{'palette':30}{'who':12}{'ms':>8}{'ratio':>8}{'queries':>9}{'kB':>7}")
    for who in ("chuangkou", "zhan1", "lvshi"):
        client.force_login(User.objects.get(username=who), backend=BACKEND)
        for name, text in typed.items():
            line(client, who, name, text)


def line(client, who, name, text):
    def ask():
        return client.post("/find/", {"q": text}, HTTP_HX_REQUEST="true")

    settings.DEBUG = True
    reset_queries()
    answer = ask()
    queries, size = len(connection.queries), len(answer.content) / 1000
    settings.DEBUG = False
    seconds, base = beside(ask, lambda: client.get(EMPTY))
    print(
        f"{name:30}{who:12}{seconds * 1000:8.1f}{seconds / base:8.1f}{queries:9}{size:7.0f}",
        flush=True,
    )
