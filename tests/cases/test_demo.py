"""The demo county: believable, reached by the real steps, and of any size."""

import random
from collections import Counter as Counts

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Count
from django.utils import timezone

from cases.models import Case, CountedCase, Hearing, Person, SubsidyPayment
from cases.quality.models import Complaint, Draw, Expert, Observation, Rating, Review
from cases.queries.search import search
from cases.workflow import CASE
from legalaid.demo import counter, court, fund, hall, months, papers, quality, roster
from legalaid.demo.bulk import multiply
from legalaid.demo.handling import owed
from legalaid.demo.management.commands.seed_demo import bind_newest, fill
from legalaid.platform.audit import chain
from legalaid.platform.audit.models import Event
from legalaid.platform.core.calendar import is_workday
from legalaid.platform.core.identifiers import read_id
from legalaid.platform.core.models import Counter
from legalaid.platform.documents.models import Paper, Volume
from legalaid.platform.jobs.queue import held
from legalaid.platform.procedure.clocks import RULES
from legalaid.platform.procedure.models import Deadline
from stations.models import Handler, Station
from subsidies.models import Batch, EntryLine

LEDGER_GUARD = """CREATE TRIGGER subsidies_entryline_no_delete BEFORE DELETE ON subsidies_entryline
                  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"""


def test_county_of_any_size_obeys_the_table(county):
    with held():
        fill(random.Random(3), 30, 90)
        multiply(random.Random(4), 90)
    assert Case.objects.count() == 90
    numbers = list(
        Case.objects.order_by("received_at__date", "number").values_list("number", flat=True)
    )
    assert numbers == sorted(set(numbers))
    assert [Counter.objects.get(series="case", year=year).value for year in years(numbers)] == [
        *years(numbers).values()
    ]
    assert chain.verify()[2] is None
    promises = [key for key, rule in RULES.items() if not rule.statutory]
    for case in Case.objects.select_related("applicant"):
        verbs = (
            Event.objects.filter(workflow="case", subject_id=case.pk)
            .order_by("seq")
            .values_list("verb", flat=True)
        )
        steps = [CASE.steps[verb.split(".")[1]] for verb in verbs]
        assert case.state in steps[-1].targets
        assert read_id("resident", case.applicant.id_number).birth == case.applicant.birth
        nearest = (
            Deadline.objects.of("case", case.pk)
            .running()
            .ours()
            .exclude(rule__in=promises)
            .order_by("due_at")
            .first()
        )
        assert case.due_at == (nearest.due_at if nearest else None)
        assert all(row.amount == owed(case) for row in case.payments.all())
        if case.handler:
            told = (
                Event.objects.filter(workflow="case", subject_id=case.pk, verb="case.assign")
                .order_by("seq")
                .last()
            )
            assert (told.data["handler"], case.assignments.latest("pk").handler) == (
                str(case.handler),
                case.handler,
            )
    likes = (
        Case.objects.exclude(handler=None)
        .values("received_at")
        .annotate(n=Count("pk"), handlers=Count("handler", distinct=True))
    )
    assert max(row["handlers"] for row in likes) > 2
    assert_no_lawyer_is_in_two_courts()


def assert_no_lawyer_is_in_two_courts():
    for case in Case.objects.order_by("id")[:30]:
        twins = Hearing.objects.filter(case__received_at=case.received_at)
        told = [
            Event.objects.get(subject_id=h.case_id, verb="case.schedule_hearing").data["starts_at"]
            for h in twins
        ]
        assert len(set(told)) == len(twins)
        assert told == [timezone.localtime(h.starts_at).strftime("%Y-%m-%d %H:%M") for h in twins]
        assert all(is_workday(timezone.localdate(h.starts_at)) is not False for h in twins)
    assert Hearing.objects.count() > 3


def years(numbers):
    """How many cases each year has: no number is left out."""
    return Counts(int(number.split("〔")[1][:4]) for number in numbers)


def test_repeated_case_has_its_own_papers(county):
    with held():
        fill(random.Random(3), 6, 12)
        multiply(random.Random(4), 12)
    papers = Paper.objects.filter(workflow="case")
    numbers = [paper.number_text for paper in papers if paper.number]
    assert len(numbers) == len(set(numbers))
    for case in Case.objects.select_related("applicant"):
        mine = papers.filter(subject_id=case.pk, kind="application")
        assert [case.applicant.name in paper.context for paper in mine] == (
            [] if case.by_notice else [True]
        )
    kinds = {}
    for case in Case.objects.all():  # a walked case and those made after it came in at one moment
        kinds.setdefault(case.received_at, []).append(
            sorted(papers.filter(subject_id=case.pk).values_list("kind", flat=True))
        )
    assert len(kinds) == 6
    assert all(one == found[0] for found in kinds.values() for one in found)


def test_county_written_by_the_database_itself_is_as_sound(county, monkeypatch):
    """On PostgreSQL a big county is copied by COPY; SQLite, which has none, writes it by rows."""
    monkeypatch.setattr(papers, "MOST", 10)
    with held():
        fill(random.Random(3), 9, 40)
        assert multiply(random.Random(4), 40) == 31
    connection.check_constraints()
    assert (Case.objects.count(), Person.objects.count(), CountedCase.objects.count()) == (
        40,
        40,
        40,
    )
    assert chain.verify()[2] is None
    case = Case.objects.order_by("id").last()
    assert [hit["pk"] for hit in search(county.shencha, case.applicant.id_number, ["pk"])[0]] == [
        case.pk
    ]
    assert [
        row.pk for row in Case.objects.exclude(kind="criminal").filter(parties=None)
    ] == []  # the accused have no opponent
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "cases_case")
    assert {index.name for index in Case._meta.indexes} <= set(found)


def test_second_seeding_keeps_what_is_there(county, capsys):
    Counter.objects.create(series="demo", year=2026)
    call_command("seed_demo", cases=5)
    assert Case.objects.count() == 0
    assert "已有数据，保持不变" in capsys.readouterr().out


def test_repeated_case_is_found_by_everything_it_should_be(county):
    with held():
        fill(random.Random(3), 5, 9)
        multiply(random.Random(4), 9)
    case = Case.objects.order_by("id").last()
    who = case.applicant
    for text in (
        who.name,
        who.name[1:],
        who.id_number,
        who.id_number[-4:],
        who.phone,
        who.phone[-4:],
        case.number,
        case.number[-5:-1],
    ):
        hits, limited = search(county.shencha, text, ["pk"])
        assert case.pk in [hit["pk"] for hit in hits]
        hits, limited = search(county.zhan1, text, ["pk"])
        assert case.pk in [hit["pk"] for hit in [*hits, *limited]]


def test_county_of_a_few_cases_stands(db):
    call_command("seed_demo", cases=7, verbosity=0)
    assert (Case.objects.count(), EntryLine.objects.exists()) == (7, True)
    if connection.vendor == "sqlite":  # lifted for the tests of this run
        connection.cursor().execute(LEDGER_GUARD)
    call_command("seed_demo", cases=0, reset=True, verbosity=0)
    assert Case.objects.count() == 0
    with pytest.raises((DatabaseError, IntegrityError), match="append-only"), transaction.atomic():
        connection.cursor().execute("DELETE FROM subsidies_entryline")
    connection.check_constraints()  # what PostgreSQL would do at the commit that a test never comes to


def test_reset_never_touches_an_offices_own_data(county):
    with pytest.raises(CommandError, match="不是演示数据"):
        call_command("seed_demo", reset=True)
    assert Station.objects.count() == 13


@pytest.mark.one_database
def test_newest_archived_case_has_its_volumes(county):
    with held():
        fill(random.Random(5), 12, 12)
        bind_newest()
    newest = Case.objects.filter(state="archived").latest("archived_at")
    assert Volume.objects.filter(subject_id=newest.pk).count() == 2


@pytest.mark.one_database
def test_month_whose_handlers_are_all_paid_nothing_has_no_batch(county):
    Handler.objects.update(public_post=True)
    with held():
        fill(random.Random(3), 12, 12)
        for paid_for in (roster, counter, fund, months):
            paid_for.fill(random.Random(4))
    assert SubsidyPayment.objects.exists()
    assert not Batch.objects.filter(state="published").exists()


@pytest.mark.one_database
def test_quality_of_the_county_is_looked_at_in_every_way(county):
    with held():
        fill(random.Random(3), 40, 40)
        for layer in (court, hall, quality):
            layer.fill(random.Random(4))
    reviewed = set(Review.objects.values_list("state", flat=True))
    assert {"settled", "rectifying", "objected", "third"} <= reviewed
    assert (Expert.objects.count(), Draw.objects.count()) == (6, 2)
    assert sorted(Complaint.objects.values_list("state", flat=True)) == [
        "investigating",
        "received",
    ]
    assert (Rating.objects.count(), Rating.objects.filter(state="bad").count()) == (24, 1)
    assert Observation.objects.filter(state="filled").count() == 1
    assert chain.verify()[2] is None
