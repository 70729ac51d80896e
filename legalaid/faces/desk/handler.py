"""The first page of whoever handles cases: the next hearing, each limit with its next act, places for photographs, a note."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from urllib.parse import quote

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.html import format_html_join

from cases.enums import REPLACEABLE
from cases.enums import State as S
from cases.law.catalogue import HANDLER_SLOTS
from cases.law.grounds import LOG_KINDS
from cases.law.urgency import SHORT
from cases.models import Case, Hearing, LogEntry, Notice
from cases.models.case_rows import GUARD
from cases.permissions import HANDING_IN
from cases.queries.case import cases_for, next_steps, waiting_for
from cases.queries.slots import slots_due
from cases.workflow import CASE
from legalaid.platform.core.calendar import day_span
from legalaid.platform.core.safety import WARNS
from legalaid.platform.core.words import left, short
from legalaid.platform.documents.models import Attachment, Paper
from legalaid.platform.documents.uploads import ACCEPT
from legalaid.platform.office import agenda
from legalaid.platform.office.addresses import address
from legalaid.platform.office.paging import kept

SHOWN, PLACES = 5, 6  # cases and places in sight; the others are a link or a choice away
TAKEN = 20  # the nearest by limit; the others from the page of the case
DAYS = 7
JOINED = ("applicant", "cause", "handler")
# all that a line, a place and the steps of a handler ask of a case
READ = (
    "state",
    "channel",
    "version",
    "recused",
    "due_at",
    "due_from",
    "applicant__name",
    *GUARD,
    "cause__name",
    "handler__user",
)
# what stands under the next hearing
SUMMONED = (
    "case__channel",
    "case__applicant__name",
    *(f"case__applicant__{name}" for name in WARNS),
    "case__cause__name",
)
IN_TIME = REPLACEABLE | {
    S.OFFERED,
    S.TERMINATING,
}  # where what a limitation asks for can still be done
LOG = CASE.steps["add_log"]
BY_LIMIT = F("due_at").asc(nulls_last=True)
# what a court asks of the lawyer first, and what the case lives on there
PAPERS = ("official_letter", "power_of_attorney", "agreement")
FILES = ("pleading", "evidence", "opinion")


@dataclass(frozen=True)
class Act:
    """A case and what is done on it next."""

    case: Case
    key: str
    label: str

    @property
    def url(self):
        return f"{self.case.get_absolute_url()}{self.key}/"

    @property
    def left(self):
        return left(self.case.due_at, timezone.now()) if self.case.due_at else ""

    @property
    def until(self):
        return f"{short(self.case.due_at)}满" if self.case.due_at else ""


@dataclass(frozen=True)
class Limitation:
    """The day a limitation, or a limit of the law, ends for the recipient of a case (Law art. 44)."""

    case: Case
    now: datetime

    @property
    def on(self):
        return self.case.limitation_on

    @property
    def left(self):
        return left(day_span(self.on, self.on)[1] - timedelta(seconds=1), self.now)

    @property
    def near(self):
        return (self.on - timezone.localdate(self.now)).days < SHORT


@dataclass(frozen=True)
class Court:
    """The next hearing: where, whom to ring there, what to take along."""

    hearing: Hearing
    now: datetime
    notice: Notice | None = None
    papers: list = field(default_factory=list)
    files: list = field(default_factory=list)

    @property
    def case(self):
        return self.hearing.case

    @property
    def today(self):
        return timezone.localdate(self.hearing.starts_at) == timezone.localdate(self.now)

    @property
    def left(self):
        """还有 3 小时 50 分 on the day itself, else the days."""
        if not self.today:
            return left(self.hearing.starts_at, self.now)
        if self.hearing.starts_at <= self.now:
            return "已到时间"

        hours, minutes = divmod(int((self.hearing.starts_at - self.now).total_seconds()) // 60, 60)
        return f"还有 {hours} 小时 {minutes} 分" if hours else f"还有 {minutes} 分"

    @property
    def map(self):
        """A link the telephone opens with its own map."""
        return f"geo:0,0?q={quote(self.hearing.organ)}"


class Pocket:
    """What a lawyer's first page shows beside what waits; each part is read once, however many cases there are."""

    def __init__(self, user, now):
        self.user, self.now = user, now

    @cached_property
    def cases(self):
        """Where it is this person's turn, by limit."""
        waiting = waiting_for(self.user).order_by(BY_LIMIT, "id")
        return list(waiting.select_related(*JOINED).only(*READ)[:TAKEN])

    @cached_property
    def acts(self):
        """What is done next on the first of them."""
        cases = self.cases[:SHOWN]
        keys = [case.pk for case in cases]
        reports = LogEntry.objects.filter(case__in=keys, to_recipient=True)
        told = set(reports.values_list("case", flat=True))
        ahead = set(_coming(self.now).filter(case__in=keys).values_list("case", flat=True))
        return [self._act(case, case.pk in told, case.pk in ahead) for case in cases]

    @cached_property
    def count(self):
        """Of all of them; asked only of whoever has more than were read, and of them only every few seconds."""
        read = len(self.cases)
        if read < TAKEN:
            return read

        def count():
            return waiting_for(self.user).order_by().count()

        return kept("desk:waiting", self.user.pk, count, bool)

    @property
    def more_acts(self):
        return max(self.count - SHOWN, 0)

    def _act(self, case, told, ahead):
        """Within the handling: first the recipient is told, then one waits for the hearing, then it is concluded."""
        if case.state == S.HANDLING and not told:
            step = CASE.steps["report_progress"]
        elif case.state == S.HANDLING and ahead:
            step = LOG
        else:
            step = next(iter(next_steps(case, self.user)), LOG)
        return Act(case, step.key, step.label)

    @cached_property
    def limitations(self):
        """Of every case still in hand, whoever's turn it is, the first to end first; one that passed is shown for a week."""
        since = timezone.localdate(self.now) - timedelta(days=DAYS)
        running = cases_for(self.user).filter(state__in=IN_TIME, limitation_on__gte=since)
        cases = running.select_related(*JOINED).only(*READ, "limitation_on", "prior")
        return [
            Limitation(case, self.now) for case in cases.order_by("limitation_on", "id")[:TAKEN]
        ]

    @cached_property
    def court(self):
        rows = _coming(self.now - timedelta(hours=1)).filter(case__in=cases_for(self.user))
        near = rows.select_related("case__applicant", "case__cause").order_by("starts_at")
        hearing = near.only("starts_at", "organ", "place", "note", *SUMMONED).first()
        if hearing is None:
            return None

        of_case = {"workflow": "case", "subject_id": hearing.case_id}
        papers = Paper.objects.filter(**of_case, kind__in=PAPERS, superseded_by=None)
        files = Attachment.objects.filter(**of_case, slot__in=FILES, removed_at=None)
        notice = (
            Notice.objects.filter(case=hearing.case_id).first() if hearing.case.by_notice else None
        )
        return Court(
            hearing, self.now, notice, list(papers.only("title")), list(files.only("title"))
        )

    @cached_property
    def slots(self):
        return slots_due(self.cases)

    @cached_property
    def first_slots(self):
        """The first, and those that took pages today."""
        return [slot for number, slot in enumerate(self.slots) if number < PLACES or slot.pages]

    @property
    def more_slots(self):
        return len(self.slots) - len(self.first_slots)

    @cached_property
    def open_cases(self):
        """The cases whose volume takes files."""
        return [case for case in self.cases if case.state in HANDING_IN]

    @cached_property
    def handed(self):
        """[(case, file)] of what this person handed in today and may still take back, the last first."""
        cases = {case.pk: case for case in self.open_cases}
        begin, _ = day_span(timezone.localdate(self.now), timezone.localdate(self.now))
        own = {"uploaded_by": self.user, "uploaded_at__gte": begin, "removed_at": None}
        files = Attachment.objects.filter(workflow="case", subject_id__in=cases, **own)
        return [(cases[file.subject_id], file) for file in files.order_by("-pk")[:PLACES]]

    @cached_property
    def logged(self):
        """The cases a note may be written on."""
        return [case for case in self.cases if case.state in LOG.source]

    @property
    def places_of_photos(self):
        return _options(self.open_cases, "cases:pocket_photo")

    @property
    def places_of_notes(self):
        return _options(self.logged, "cases:pocket_note")


def week(user, now):
    """[(day, [(source, entry)])] of today and the six days that follow: hearings, duties, leave."""
    today = timezone.localdate(now)
    span = day_span(today, today + timedelta(days=DAYS - 1))
    entries = agenda.entries(user, *span, kinds=("hearing", "duty", "leave"))
    return [
        (day, list(rows)) for day, rows in groupby(entries, key=lambda pair: _day_of(pair, today))
    ]


def _day_of(pair, today):
    return max(timezone.localdate(pair[1].at), today)


def _options(cases, page):
    """The cases to choose from: where what is chosen is sent to, and the version it was seen in."""
    line = '<option value="{}" data-seen="{}">{}　{}</option>'
    return format_html_join(
        "",
        line,
        (
            (address(page, case.pk), case.version, case.applicant.name, case.cause.name)
            for case in cases
        ),
    )


def _coming(moment):
    return Hearing.objects.filter(cancelled=False, starts_at__gte=moment)


def read(user, now):
    """What the template of the handler's page gets beside the desk."""
    return {
        "pocket": Pocket(user, now),
        "slot_kinds": HANDLER_SLOTS,
        "log_kinds": LOG_KINDS,
        "accept": ACCEPT,
        "limit": settings.UPLOAD_MAX_BYTES,
        "today": timezone.localdate(now),
    }
