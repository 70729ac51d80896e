"""A county of national size, filled by PostgreSQL's COPY: what `multiply` does row by row, done by the database from the walked cases.

People, cases, search entries and events are written as COPY lines; everything else of a case is copied inside the database.
"""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO

from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from cases.models import Case, Party, Person, SearchEntry
from cases.queries.tokens import document_tokens, name_tokens, number_tokens, phone_tokens
from legalaid.platform.audit.chain import linked
from legalaid.platform.audit.models import Event
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.models import Counter
from legalaid.platform.core.names import name_key, name_sound
from legalaid.platform.core.office import office
from legalaid.platform.procedure.models import Deadline, Pause

from . import matters, people

BATCH = 25_000


def fill(rng, total, children, history):
    """Repeats the walked cases until there are `total`; returns how many were added.

    `children`: models with a key `case`. `history(old, new, name)`: what happened to a repeated case, as rows for the audit chain.
    """
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE clone (old bigint, new bigint) ON COMMIT DROP")
        cursor.execute(
            "CREATE TEMP TABLE clock (old bigint, new bigint, subject bigint) ON COMMIT DROP"
        )
        for table in (
            model._meta.db_table for model in (Deadline, Pause, *children)
        ):  # small and fixed, while the tables grow
            cursor.execute(
                f"CREATE TEMP TABLE walked_{table} ON COMMIT DROP AS SELECT * FROM {table}"  # noqa: S608  names of models
            )
        with _unchecked(cursor, [Case, Person, SearchEntry, Event, Deadline, Pause, *children]):
            added = _Copier(rng, cursor).copy(total, children, history)
        for statement in connection.ops.sequence_reset_sql(
            no_style(), [Case, Person, Event, Deadline, Pause, *children]
        ):
            cursor.execute(statement)
        grown = ", ".join(
            model._meta.db_table
            for model in (Case, Person, SearchEntry, Event, Deadline, Pause, *children)
        )
        cursor.execute(f"ANALYZE {grown}")  # the planner knows only the few rows that were walked
    return added


@contextmanager
def _unchecked(cursor, models):
    """Without checking keys row by row and with the indexes built once at the end: the copied rows point where their originals do.

    Only a superuser of the database may do so; for others the rows are written the slow way.
    """
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if not cursor.fetchone()[0]:
        yield
        return
    cursor.execute(
        "SET CONSTRAINTS ALL IMMEDIATE"
    )  # what is still to be checked, before the tables change
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes JOIN pg_class c ON c.relname = indexname JOIN pg_index i ON i.indexrelid = c.oid "
        "WHERE tablename = ANY(%s) AND NOT indisunique",
        [[model._meta.db_table for model in models]],
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    cursor.execute("SET LOCAL session_replication_role = replica")
    yield
    cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    for _, definition in indexes:
        cursor.execute(definition)
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _columns(model, *without):
    return [
        column.column for column in model._meta.concrete_fields if column.attname not in without
    ]


def _quoted(columns):
    return ", ".join(f'"{column}"' for column in columns)


def _cell(column, value):
    """One value as COPY reads it."""
    if value is None:
        return r"\N"

    if isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    elif isinstance(column, EncryptedTextField):
        value = column.get_prep_value(value)
    elif isinstance(value, datetime):
        value = value.isoformat()

    return str(value).replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n")


@dataclass
class _Batch:
    size: int
    persons: StringIO = field(default_factory=StringIO)
    cases: StringIO = field(default_factory=StringIO)
    entries: StringIO = field(default_factory=StringIO)
    clones: StringIO = field(default_factory=StringIO)
    events: list = field(default_factory=list)


class _Copier:
    """Holds the lines of the walked cases and people as PostgreSQL prints them, and where the values that change stand."""

    def __init__(self, rng, cursor):
        self.rng, self.cursor, self.names = rng, cursor, {}
        self.case_columns, self.person_columns, self.event_columns = (
            _columns(Case),
            _columns(Person),
            _columns(Event, "id"),
        )
        self.cases = self._lines(Case, self.case_columns)
        self.older = self.cases[: len(self.cases) - len(matters.fresh(len(self.cases)))]
        self.persons = {int(line[0]): line for line in self._lines(Person, self.person_columns)}
        self.born = {
            pk: (birth, sex == "F")
            for pk, birth, sex in Person.objects.values_list("pk", "birth", "sex")
        }

        self.parties = {}
        for case, name in Party.objects.values_list("case", "name"):
            self.parties.setdefault(case, set()).update(name_tokens(name))

        self.at = {
            name: self.case_columns.index(name)
            for name in ("id", "token", "number", "applicant_id")
        }
        self.of = {
            name: self.person_columns.index(name)
            for name in (
                *("name", "name_key", "name_sound", "being"),
                *("id_number", "id_blind", "phone", "phone_blind", "address"),
            )
        }
        self.sealed = {
            name: Person._meta.get_field(name).get_prep_value
            for name in ("id_number", "phone", "address")
        }

    def _lines(self, model, columns):
        out = StringIO()
        self.cursor.copy_expert(
            f"COPY (SELECT {_quoted(columns)} FROM {model._meta.db_table} ORDER BY id) TO STDOUT",  # noqa: S608  names of models
            out,
        )
        return [line.split("\t") for line in out.getvalue().splitlines()]

    def copy(self, total, children, history):
        year = timezone.localdate().year
        counter, _ = Counter.objects.get_or_create(series="case", year=year)

        batches = self._batches(total, year, counter.value, history)
        added = 0
        with ThreadPoolExecutor(
            1
        ) as ahead:  # the next batch is made up while the database takes this one
            coming = ahead.submit(next, batches, None)
            while batch := coming.result():
                coming = ahead.submit(next, batches, None)
                self._write(Person, self.person_columns, batch.persons)
                self._write(Case, self.case_columns, batch.cases)
                self._write(SearchEntry, ["case_id", "tokens"], batch.entries)
                self._copy_children(children, batch.clones)
                self._write(Event, self.event_columns, self._event_lines(batch.events))
                added += batch.size

        Counter.objects.filter(pk=counter.pk).update(value=counter.value + added)
        return added

    def _batches(self, total, year, serial, history):
        """The lines of the added cases, batch by batch; asks nothing of the database."""
        first_case, first_person, walked = (
            int(self.cases[-1][0]) + 1,
            max(self.persons) + 1,
            len(self.cases),
        )
        for start in range(0, total - walked, BATCH):
            batch = _Batch(min(BATCH, total - walked - start))

            for n in range(start, start + batch.size):
                old, new = self.rng.choice(self.older), first_case + n
                number = f"{office()['short']}援案〔{year}〕{serial + n + 1:04d}号"
                name, words = self._person(
                    batch.persons, int(old[self.at["applicant_id"]]), first_person + n
                )
                words |= self.parties.get(int(old[0]), set())

                self._case(batch.cases, old, new, first_person + n, number)
                batch.entries.write(f"{new}\t{' '.join(sorted(words | number_tokens(number)))}\n")
                batch.clones.write(f"{old[0]}\t{new}\n")
                batch.events += history(int(old[0]), new, name)
            yield batch

    def _person(self, out, old, new):
        """One new person of the same age and sex; returns the name and the tokens the person is found by."""
        born, female = self.born[old]
        number, phone, name = (
            people.identity(self.rng, born, female),
            people.phone(self.rng),
            people.name(self.rng, female),
        )
        line, at = list(self.persons[old]), self.of
        line[0], line[at["name"]] = str(new), name
        line[at["name_key"]], line[at["name_sound"]] = name_key(name), name_sound(name)
        line[at["id_number"]], line[at["id_blind"]] = (
            self.sealed["id_number"](number),
            blind(number, "person.id_number"),
        )
        line[at["being"]] = line[at["id_blind"]]
        line[at["phone"]], line[at["phone_blind"]] = (
            self.sealed["phone"](phone),
            blind(phone, "person.phone"),
        )
        line[at["address"]] = self.sealed["address"](people.address(self.rng))
        out.write("\t".join(line) + "\n")
        if name not in self.names:
            self.names[name] = name_tokens(name)

        return name, self.names[name] | document_tokens(number) | phone_tokens(phone)

    def _case(self, out, old, new, person, number):
        line, at = list(old), self.at
        line[at["id"]], line[at["applicant_id"]], line[at["number"]] = str(new), str(person), number
        line[at["token"]] = str(uuid.UUID(int=self.rng.getrandbits(128)))
        out.write("\t".join(line) + "\n")

    def _event_lines(self, rows):
        fields = [column for column in Event._meta.concrete_fields if column.name != "id"]
        out = StringIO()
        for event in linked(rows):
            out.write(
                "\t".join(_cell(column, getattr(event, column.attname)) for column in fields) + "\n"
            )
        return out

    def _write(self, model, columns, lines):
        lines.seek(0)
        self.cursor.copy_expert(
            f"COPY {model._meta.db_table} ({_quoted(columns)}) FROM STDIN", lines
        )

    def _copy_children(self, children, clones):
        self.cursor.execute("TRUNCATE clone, clock")
        clones.seek(0)
        self.cursor.copy_expert("COPY clone FROM STDIN", clones)
        self.cursor.execute("ANALYZE clone")

        for model in children:
            self._repeat(model, "case_id", "clone k", "k.new", "c.case_id = k.old")

        deadline = Deadline._meta.db_table
        self.cursor.execute(
            "INSERT INTO clock SELECT c.id, nextval(pg_get_serial_sequence(%s, 'id')), k.new FROM clone k "  # noqa: S608  our own table
            f"JOIN walked_{deadline} c ON c.workflow = 'case' AND c.subject_id = k.old",
            [deadline],
        )
        self._repeat(Deadline, "id, subject_id", "clock k", "k.new, k.subject", "c.id = k.old")
        self._repeat(Pause, "deadline_id", "clock k", "k.new", "c.deadline_id = k.old")

    def _repeat(self, model, keys, source, new, matches):
        """Copies the rows of `model` that match, with other keys."""
        table, columns = model._meta.db_table, _columns(model, "id", *keys.split(", "))
        copied = ", ".join(f'c."{column}"' for column in columns)
        self.cursor.execute(
            f"INSERT INTO {table} ({keys}, {_quoted(columns)}) SELECT {new}, {copied} FROM {source} JOIN walked_{table} c ON {matches}"  # noqa: S608
        )
