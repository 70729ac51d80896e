"""Work without a case that is still to be paid (司发通〔2019〕27号 and the provincial kinds, facts section 5): duties by the working day,
the duty lawyer's help in 认罪认罚, or of whomever, by the person, what was given outside of a duty by the person or the day, documents drafted
by the piece, closed files read by a peer (案件质量评估补贴) by the file.

Only what the standard of its day pays: work done before a published standard had a rate of its kind stays unpaid, however late the first
batch is; so does what comes to nothing, as that of staff of the centre or of who holds a public post: their direct costs are reimbursed by
receipt, and only a case has a claim with receipts; those of other work are an expense entered and approved like any other.

A file is read for pay when an evaluator of another unit stands beside its grade, or an expert scored it blind: each who did, once; a grade
given by staff alone pays nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from cases.models import DraftedDocument, Evaluation, Help
from cases.quality.enums.review import ENDED
from cases.quality.models import ScoreSheet
from legalaid.platform.core.words import near
from stations.enums import HandlerKind, HelpKind, PostKind
from stations.models import Handler, Shift, Station
from subsidies.enums import Service
from subsidies.law.calculation import Facts, workdays
from subsidies.models import Calculation

from .calculation import first_dates, first_payable
from .standard import paying_spans


@dataclass(frozen=True)
class Piece:
    """One piece of work: whose, on which day, under which words, and the facts of its sum."""

    on: date
    handler: Handler
    words: str
    facts: Facts

    @property
    def title(self):
        return f"{near(self.on)}{self.words}"


@dataclass(frozen=True)
class WorkKind:
    """How one kind of work is found and read. `key` and the row's id name the piece for good: no piece is paid twice."""

    key: str
    service: object  # of a row, as an expression
    services: tuple[Service, ...]  # what it may be
    day: str
    done: Callable[[date], QuerySet]
    station: str
    handler: str
    read: Callable[[object], Piece]

    def name(self, pk):
        """How a calculation names the piece with this id."""
        return f"{self.key}:{pk}"

    def named(self, work):
        """Whether a calculation's work is of this kind."""
        return work.startswith(f"{self.key}:")

    @staticmethod
    def pk_of(work):
        return int(work.partition(":")[2])

    def unpaid(self, last_day, spans=None):
        """What was done by `last_day`, is paid by the standard of its day, and stands in no batch. `spans`: `paying_spans()`, where it was
        read already."""
        name = Concat(Value(f"{self.key}:"), Cast(OuterRef("pk"), models.CharField()))
        batched = Calculation.objects.live().exclude(work="").filter(work=name)

        return (
            self.done(last_day)
            .annotate(service=self.service)
            .filter(~Exists(batched), self._earns(), self._paid_for(spans))
        )

    def _earns(self):
        no_public_post = Q(**{f"{self.handler}__public_post": False})
        of_the_centre = Q(**{f"{self.handler}__kind": HandlerKind.AGENCY})
        return no_public_post & ~of_the_centre

    def _paid_for(self, spans):
        """On a day whose standard has a rate for it."""
        spans = paying_spans() if spans is None else spans
        named = [
            Q(service=service) & _within(self.day, spans[service])
            for service in self.services
            if service in spans
        ]
        return reduce(or_, named, NOTHING)

    def payable(self, station, last_day, spans=None):
        """Of a station's subtree."""
        rows = self.unpaid(last_day, spans).order_by("pk")
        if station.covers_everything:
            return rows

        within = Station.objects.subtree(station)
        return rows.filter(**{f"{self.station}__in": within})

    def days(self, station, last_day, spans):
        """On which days they were done, in order."""
        rows = self.payable(station, last_day, spans).order_by(self.day)
        return rows.values_list(self.day, flat=True)

    def waiting(self, handler, last_day):
        return self.unpaid(last_day).filter(**{self.handler: handler})


NOTHING = Q(pk__in=())


def _within(field, spans):
    """On a day of one of these spans; the last may have no end."""
    ranges = [
        Q(**{f"{field}__gte": first} | ({f"{field}__lte": last} if last else {}))
        for first, last in spans
    ]
    return reduce(or_, ranges)


def reimbursed(handler):
    """Whether this person earns no labour fee and is only reimbursed the direct costs."""
    return handler.public_post or handler.kind == HandlerKind.AGENCY


def _facts(service, handler, quantity=1):
    return Facts(service=service, quantity=quantity, public_post=reimbursed(handler))


def _served(last_day):
    worked = Shift.objects.published().worked().with_people()
    return worked.filter(day__lte=last_day, handler__isnull=False)


# The window is a consultation duty; a duty at court, procuratorate or detention centre is a duty lawyer's (facts 6.4).
AT_WINDOW = models.When(post__kind=PostKind.WINDOW, then=Value(Service.CONSULTATION))
AT_POST = models.Case(AT_WINDOW, default=Value(Service.DUTY))


def _duty(shift):
    facts = _facts(shift.service, shift.handler, workdays(shift.hours))
    return Piece(shift.day, shift.handler, shift.post.name, facts)


def _witnessed(last_day):
    """Duties with signatures witnessed: each is one person of an 认罪认罚 case, which the guidance lets a standard pay by the case."""
    at_posts = _served(last_day).exclude(post__kind=PostKind.WINDOW)
    return at_posts.filter(helps__kind=HelpKind.WITNESS).annotate(persons=F("helps__count"))


def _helped(last_day):
    """Duties whose helps are registered by person."""
    at_posts = _served(last_day).exclude(post__kind=PostKind.WINDOW)
    return at_posts.filter(helped__gt=0).annotate(persons=F("helped"))


def _help(shift):
    facts = _facts(shift.service, shift.handler, shift.persons)
    return Piece(shift.day, shift.handler, shift.post.name, facts)


def _called(last_day):
    """Helps given outside of a duty of the roster."""
    given = Help.objects.given().filter(shift=None, lawyer__isnull=False, on__lte=last_day)
    return given.select_related("lawyer__firm", "lawyer__user")


def _called_days(last_day):
    """The first of each lawyer's day, which stands for it, unless another did when the day was put into a batch."""
    of_day = Help.objects.given().filter(shift=None, lawyer=OuterRef("lawyer"), on=OuterRef("on"))
    name = Concat(Value("called_day:"), Cast(OuterRef("pk"), models.CharField()))
    batched = Calculation.objects.live().filter(
        service=Service.CALLED_DAY, handler=OuterRef("lawyer"), on=OuterRef("on")
    )
    first = ~Exists(of_day.filter(pk__lt=OuterRef("pk")))
    return _called(last_day).filter(first, ~Exists(batched.exclude(work=name)))


def _call(help):
    return Piece(help.on, help.lawyer, help.organ, _facts(help.service, help.lawyer))


def _handed_over(last_day):
    rows = DraftedDocument.objects.filter(handed_on__lte=last_day, by__handler__isnull=False)
    return rows.select_related("by__handler__firm", "by__handler__user", "consultation")


def _draft(document):
    handler = document.by.handler
    facts = _facts(document.service, handler)
    return Piece(document.handed_on, handler, document.consultation.number, facts)


def _evaluated(last_day):
    rows = Evaluation.objects.filter(evaluated_on__lte=last_day)
    return rows.annotate(number=F("case__number")).select_related("evaluator")


def _review(evaluation):
    facts = _facts(evaluation.service, evaluation.evaluator)
    return Piece(evaluation.evaluated_on, evaluation.evaluator, evaluation.number, facts)


def _scored(last_day):
    """Sheets of experts (同行评估), when their review or their round of it is over: before, nobody hears who scores."""
    over = Q(review__state__in=ENDED) | Q(round__lt=F("review__round"))
    rows = ScoreSheet.objects.filter(over, handed_on__lte=last_day, user__handler__isnull=False)
    return rows.annotate(number=F("review__case__number")).select_related("user__handler__firm")


def _score(sheet):
    handler = sheet.user.handler
    return Piece(sheet.handed_on, handler, sheet.number, _facts(sheet.service, handler))


DUTY = WorkKind(
    key="shift",
    service=AT_POST,
    services=(Service.CONSULTATION, Service.DUTY),
    day="day",
    done=_served,
    station="roster__station",
    handler="handler",
    read=_duty,
)
HELP = WorkKind(
    key="help",
    service=Value(Service.DUTY_HELP),
    services=(Service.DUTY_HELP,),
    day="day",
    done=_witnessed,
    station="roster__station",
    handler="handler",
    read=_help,
)
PERSON = WorkKind(
    key="person",
    service=Value(Service.DUTY_PERSON),
    services=(Service.DUTY_PERSON,),
    day="day",
    done=_helped,
    station="roster__station",
    handler="handler",
    read=_help,
)
CALLED = WorkKind(
    key="called",
    service=Value(Service.CALLED_PERSON),
    services=(Service.CALLED_PERSON,),
    day="on",
    done=_called,
    station="station",
    handler="lawyer",
    read=_call,
)
CALLED_DAY = WorkKind(
    key="called_day",
    service=Value(Service.CALLED_DAY),
    services=(Service.CALLED_DAY,),
    day="on",
    done=_called_days,
    station="station",
    handler="lawyer",
    read=_call,
)
DRAFT = WorkKind(
    key="document",
    service=Value(Service.DRAFTING),
    services=(Service.DRAFTING,),
    day="handed_on",
    done=_handed_over,
    station="consultation__station",
    handler="by__handler",
    read=_draft,
)
REVIEW = WorkKind(
    key="review",
    service=Value(Service.QUALITY_REVIEW),
    services=(Service.QUALITY_REVIEW,),
    day="evaluated_on",
    done=_evaluated,
    station="case__station",
    handler="evaluator",
    read=_review,
)
SCORE = WorkKind(
    key="score",
    service=Value(Service.QUALITY_REVIEW),
    services=(Service.QUALITY_REVIEW,),
    day="handed_on",
    done=_scored,
    station="review__case__station",
    handler="user__handler",
    read=_score,
)
WORK_KINDS = (DUTY, HELP, PERSON, CALLED, CALLED_DAY, DRAFT, REVIEW, SCORE)


def waiting_work(handler):
    """{words: number} of a handler's work that waits for a batch."""
    today = timezone.localdate()
    words = {
        DUTY: "已签到签退的值班",
        HELP: "有见证具结的值班",
        PERSON: "逐人登记帮助的值班",
        CALLED: "班外提供的帮助",
        CALLED_DAY: "有班外帮助的日子",
        DRAFT: "已交付的代拟文书",
        REVIEW: "已评估的案卷",
        SCORE: "已评分的案卷",
    }
    numbers = {text: kind.waiting(handler, today).count() for kind, text in words.items()}
    return {text: number for text, number in numbers.items() if number}


COUNTED = 200  # beyond it is said that there are more


def computable(station, *days):
    """[(cases, pieces of other work)] a batch up to each of these days would take in, COUNTED at the most."""
    cases = first_payable(station, COUNTED, *days)
    spans = paying_spans()
    work = (kind.days(station, max(days), spans) for kind in WORK_KINDS)
    done = first_dates(work, COUNTED, days)
    return [(_by(day, cases), _by(day, done)) for day in days]


def _by(day, dates):
    return sum(date <= day for date in dates)
