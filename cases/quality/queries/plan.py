"""Plans one sees, which cases their lines ask for, and how far they have come."""

from django.db.models import Aggregate, Count, Exists, OuterRef, Prefetch, Q, TextField

from cases.models import Case
from cases.quality.enums import Tool
from cases.quality.models import Draw, PlanLine, QualityPlan
from cases.queries.discussion import major, many_applicants
from stations.models import Station
from stations.queries.station import reach


def plans_for(user):
    if not user.may("quality.view"):
        return QualityPlan.objects.none()
    return QualityPlan.objects.filter(station__in=reach(user)).select_related("by", "station")


def lines_for(user):
    return PlanLine.objects.filter(plan__in=plans_for(user)).select_related("plan__station", "firm")


def plan_cases(plan):
    """The cases of the stations of the plan."""
    if plan.station.covers_everything:
        return Case.objects.all()
    return Case.objects.filter(station__in=Station.objects.subtree(plan.station))


def closed_in(plan):
    """The cases closed in the period of the plan, each with its handler."""
    closed = plan_cases(plan).filter(closed_on__gte=plan.first, closed_on__lte=plan.last)
    return closed.filter(handler__isnull=False)


def asked_by(line):
    """Of these the cases this line asks for."""
    return closed_in(line.plan).filter(conditions(line))


def conditions(line):
    """What a line asks of a case."""
    asked = Q()
    if line.kind:
        asked &= Q(kind=line.kind)
    if line.handler_kind:
        asked &= Q(handler__kind=line.handler_kind)
    if line.firm_id:
        asked &= Q(handler__firm=line.firm_id)
    if line.cause:
        asked &= Q(cause__name__contains=line.cause) | Q(cause__path__contains=line.cause)

    if line.tool == Tool.REVIEW:
        asked &= Q(secret=False)  # read by people of other units
    if line.group:
        asked &= many_applicants()
    if line.major:
        asked &= major()
    if line.first_time:
        earlier = Case.objects.filter(handler=OuterRef("handler"), closed_on__lt=line.plan.first)
        asked &= ~Q(Exists(earlier))
    return asked


class Lines(Aggregate):
    """All values of a column in one text, a line each: a million and a half of them are read in a second."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, CHAR(10))"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **more):
        template = "STRING_AGG(%(expressions)s, CHR(10))"
        return self.as_sql(compiler, connection, template=template, **more)


def numbers_of(line):
    """The numbers of the cases a line asks for, in the order of their characters."""
    text = asked_by(line).order_by().aggregate(text=Lines("number"))["text"]
    return sorted(text.split("\n")) if text else []


def lines_of(plan):
    """With the draw that holds of each, and how much of it is done."""
    done = Count("cases", filter=Q(cases__done_at__isnull=False))
    draws = Draw.objects.filter(voided_at=None).defer("packed").annotate(done=done)
    lines = plan.lines.select_related("firm", "plan")
    lines = list(lines.prefetch_related(Prefetch("draws", draws)))
    for line in lines:
        line.progress = f"{line.standing.done}/{line.standing.many}" if line.standing else ""
    return lines
