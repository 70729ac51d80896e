"""Staff pages: who comes today and later, whom the roster does not carry any more, and what is done with each."""

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property

from cases.queries.elsewhere import heed
from legalaid.faces.portal.apply import codes
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.views import PersonReveal
from legalaid.platform.core.calendar import day_span
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.pages import FormPage, ListPage, RowFormPage, RowPage, SentOnce
from legalaid.platform.procedure.views import StepView
from stations.hall.enums import TicketState

from .. import diary
from ..came import came_of, loose_numbers
from ..domain import booking, calls
from ..domain.renewing import is_watched
from ..enums import Shown, VisitState, Way
from ..forms import desk as forms
from ..forms.public import day_name
from ..queries import affected, offered_to, to_remind, visits_for
from ..tables import VISITS
from ..workflow import VISIT

SERVED = (TicketState.SERVING, TicketState.SERVED)
REFUSAL = "您的岗位不办理来访预约。"
REVEALS = {"phone": "电话"}
SHOWN = (
    ("today", "今天"),
    ("coming", "以后"),
    ("affected", "值班有变、要联系的"),
    ("remind", "待电话提醒"),
    ("all", "全部"),
)


class VisitList(ListPage):
    permission, refusal = "visits.view", REFUSAL
    template_name = "portal/visits/list.html"

    @cached_property
    def show(self):
        asked = self.request.GET.get("show", "today")
        return asked if asked in dict(SHOWN) else "today"

    @cached_property
    def affected(self):
        return {row.pk for row in affected(visits_for(self.request.user))}

    @cached_property
    def reminded(self):
        return set(to_remind(self.request.user))

    def get_queryset(self):
        rows, today = visits_for(self.request.user).for_lists(), timezone.localdate()
        begin, end = day_span(today, today)
        return {
            "today": lambda: rows.filter(starts_at__gte=begin, starts_at__lt=end),
            "coming": lambda: rows.booked().filter(starts_at__gte=end),
            "affected": lambda: rows.filter(pk__in=self.affected),
            "remind": lambda: rows.filter(pk__in=self.reminded),
            "all": lambda: rows.order_by("-starts_at", "-pk"),
        }[self.show]()

    def get_context_data(self, **kwargs):
        counts = {"affected": len(self.affected), "remind": len(self.reminded)}
        tabs = [(key, label, counts.get(key, 0)) for key, label in SHOWN]
        return super().get_context_data(table=VISITS, tabs=tabs, show=self.show, **kwargs)


class VisitPage(RowPage):
    permission, refusal = "visits.view", REFUSAL
    template_name, context_object_name = "portal/visits/detail.html", "row"

    def get_queryset(self):
        return visits_for(self.request.user).select_related("station", "ticket", "booked_by")

    def get_context_data(self, **kwargs):
        row, user = self.object, self.request.user
        return super().get_context_data(
            steps=VISIT.available(row, user),
            is_affected=bool(affected(visits_for(user).filter(pk=row.pk))),
            reminder=to_remind(user).get(row.pk),
            reveals=VisitReveal.offered(row),
            events=events_for("visit", row.pk),
            serves=row.ticket and row.ticket.state in SERVED,
            **came_of(row, user),
            **kwargs,
        )


class VisitReveal(PersonReveal):
    permission, workflow, reveals = "cases.reveal", "visit", REVEALS

    def get_queryset(self):
        return visits_for(self.request.user)

    @property
    def person(self):
        return heed(self.object)


def times_at(row):
    """What a form offers of one offering, or of none: the free times, and of days that are full what is kept."""
    days = diary.days_of(row) if row else []
    free = [(day, found) for day, found, _ in days if found]
    return {"days": free, "kept": [(day, found) for day, _, found in days if found]}


class VisitStep(StepView):
    workflow = VISIT
    template_name = "portal/visits/step.html"
    form_class = forms.NothingForm

    def get_scope(self):
        return visits_for(self.request.user).select_related("station", "ticket")


class Arrive(VisitStep):
    step_key, form_class = "arrive", forms.ArriveForm
    done = ""

    def get_form_kwargs(self):
        numbers = loose_numbers(self.subject, self.request.user)
        return super().get_form_kwargs() | {"numbers": numbers}

    def said(self):
        return f"已登记到访，{self.subject.ticket}号。"


class Move(VisitStep):
    step_key, form_class = "move", forms.MoveForm
    done = "已改时间，请告诉本人。"

    def get_form_kwargs(self):
        rows = [row for row in diary.offerings() if row.station_id == self.subject.station_id]
        return super().get_form_kwargs() | times_at(next(iter(rows), None))

    def get_facts(self, form):
        return form.facts()


class Miss(VisitStep):
    step_key = "miss"
    done = "已登记没有来。"


class Cancel(VisitStep):
    step_key, form_class = "cancel", forms.CancelForm
    done = "已取消，本人凭查询码可以看到原因；能联系的请告诉本人。"


class Undo(VisitStep):
    step_key, form_class = "undo", forms.ReasonForm
    done = "已恢复为已预约。"


def slip(request, visit, *, prints):
    """预约单, with the code: shown and printed once, on a page no cache keeps. `prints`: whoever it is for stands there."""
    code = booking.code_of(visit)
    told = {
        "code": codes.shown(code),
        "words": codes.words_of(code),
        "is_watched": is_watched(visit),
    }
    told |= {"visit": visit, "when": booking.when(visit.starts_at), "prints": prints}
    answer = TemplateResponse(request, "portal/visits/slip.html", told)
    answer["Cache-Control"] = "private, no-store"
    return answer


class Renew(VisitStep):
    """A new code on a new slip; the old one opens nothing any more."""

    step_key, form_class = "renew", forms.RenewForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_watched=is_watched(self.subject), **kwargs)

    def form_valid(self, form):
        try:
            self.act(form)
        except DomainError as error:
            return self.refused(form, error)
        return slip(self.request, self.subject, prints=form.cleaned_data["shown"] != Shown.CALL)


class Enter(SentOnce, FormPage):
    """For somebody who calls or stands at the window; the code is read out or given to them once, on a slip."""

    permission, refusal = "visits.handle", REFUSAL
    template_name, form_class = "portal/visits/enter.html", forms.EnterForm

    @cached_property
    def rows(self):
        return offered_to(self.request.user)

    @cached_property
    def row(self):
        """The station asked for, else the first that this person may book at."""
        asked = as_number(self.request.GET.get("station"))
        found = [row for row in self.rows if asked in (None, row.station_id)]
        return next(iter(found), None)

    @cached_property
    def times(self):
        return times_at(self.row)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | self.times

    def get_context_data(self, **kwargs):
        station = self.row.station if self.row else None
        stations = [row.station for row in self.rows]
        full = [
            (day_name(day), sum(left for _, left in found)) for day, found in self.times["kept"]
        ]
        told = {"station": station, "stations": stations, "full": full}
        return super().get_context_data(**told, **kwargs)

    def act(self, form):
        said = {"by": self.request.user, "token": self.token, "facts": form.facts()}
        said |= {"station": self.row.station, "starts_at": form.cleaned_data["slot"]}
        if form.takes_kept:
            made, _ = booking.squeeze_in(why=form.cleaned_data["why"], **said)
        else:
            made, _ = booking.enter(**said)
        return made

    def post(self, request, *args, **kwargs):
        """A page loaded again books nothing more."""
        mine = visits_for(request.user).filter(booked_by=request.user, emptied_at=None)
        sent = mine.filter(token=self.token).select_related("station").first()
        return self.given(sent) if sent else super().post(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            visit = self.act(form)
        except DomainError as error:
            return self.refused(form, error)
        return self.given(visit)

    def given(self, visit):
        """The slip; once the code was made anew, or nobody is to come any more, the visit alone."""
        if visit.renewed or visit.state != VisitState.BOOKED:
            return redirect(visit)
        return slip(self.request, visit, prints=visit.way == Way.WINDOW)


class Told(RowFormPage):
    """Whom no text reached was called; what came of it."""

    permission = "cases.reveal"
    form_class, title, submit, done = forms.ToldForm, "电话提醒来访人", "登记", "已登记。"
    template_name = "portal/visits/told.html"

    def get_queryset(self):
        waiting = to_remind(self.request.user)
        return visits_for(self.request.user).filter(pk__in=waiting).select_related("station")

    def version(self):
        return None

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            words=calls.words_for(self.object), when=booking.when(self.object.starts_at), **kwargs
        )

    def act(self, form):
        calls.tell(self.object, by=self.request.user, **form.cleaned_data)
        return self.object
