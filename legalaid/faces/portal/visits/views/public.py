"""预约来访: a place, a time, a few words; then by the code to look, change, cancel. No login, no script, nothing personal in an address."""

from functools import cached_property

from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from legalaid.faces.portal.apply import codes
from legalaid.faces.portal.doubt import is_doubted
from legalaid.faces.portal.reading import places
from legalaid.faces.portal.served import can_book
from legalaid.platform.accounts import limits
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.asked import client_address

from .. import diary
from ..carried import COOKIE, carried, forget, hold, remember, token_of
from ..domain import booking
from ..enums import VisitState
from ..forms.public import BookForm, OpenForm, SlotForm, day_name, key_of, moment_of, span_of
from ..queries import is_affected, sent_by, visit_by

NOT_FOUND = "没有查到。请核对查询码。找不到了的，打电话给约好的地方；不来也不要紧，可以再约。"
MOST = 16  # times offered where the one wanted is gone


@method_decorator(never_cache, name="dispatch")
class Page(TemplateView):
    door = ""

    @property
    def is_doubted(self):
        return can_book() and is_doubted(self.door, self.request)

    def get_context_data(self, **kwargs):
        return super().get_context_data(centre=places.centre(), **kwargs)

    def show(self, status, **context):
        return self.render_to_response(self.get_context_data(**context), status=status)


class Start(Page):
    """Where one may book, with the first free time of each place; where this process takes no bookings, the other ways alone."""

    template_name = "portal/visits/start.html"

    def get_context_data(self, **kwargs):
        rows = diary.first_free(diary.offerings()) if can_book() else []
        offered = [(row.station, first and booking.when(first.begins)) for row, first in rows]
        return super().get_context_data(offered=offered, can=can_book(), **kwargs)


class OfStation(Page):
    """Pages of one place that takes bookings; any other is not there."""

    def dispatch(self, request, *args, **kwargs):
        if not can_book():
            return redirect("visit:start")
        found = (row for row in diary.offerings() if row.station_id == kwargs["pk"])
        self.row = next(found, None)
        if self.row is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def days(self):
        return diary.free_days(self.row)

    def get_context_data(self, **kwargs):
        return super().get_context_data(station=self.row.station, **kwargs)


class Days(OfStation):
    """The free times, day by day."""

    template_name = "portal/visits/days.html"

    def get_context_data(self, **kwargs):
        days = [
            (day_name(day), [(key_of(slot.begins), span_of(slot)) for slot in found])
            for day, found in self.days
        ]
        shut = [(day_name(day), reason) for day, reason in diary.shut_days(self.row)]
        told = {"days": days, "row": self.row, "shut": [one for one in shut if one[1]]}
        off = [day for day, reason in shut if not reason]
        return super().get_context_data(**told, off=off, **kwargs)


def around(days, begins):
    """The free times of the day of this one; where it is gone, those of the days after as well, not too many."""
    day = timezone.localdate(begins)
    same = [one for one in days if one[0] == day]
    if any(slot.begins == begins for _, found in same for slot in found):
        return same

    offered, left = [], MOST
    for one, found in same + [row for row in days if row[0] != day]:
        if left:
            offered.append((one, found[:left]))
            left -= len(found[:left])
    return offered


class Book(OfStation):
    """The chosen time and who comes. Gone meanwhile, it says so beside the times that are left; what was typed stays."""

    template_name, door = "portal/visits/book.html", "visit_from"

    def dispatch(self, request, *args, **kwargs):
        self.begins = moment_of(kwargs["slot"])
        if self.begins is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        token = token_of(request)
        start = {"token": token, "slot": kwargs["slot"]}
        form = BookForm(days=around(self.days, self.begins), initial=start, doubted=self.is_doubted)
        return hold(self.show(200, form=form, gone=not self.is_free), token)

    @property
    def is_free(self):
        return any(slot.begins == self.begins for _, found in self.days for slot in found)

    def post(self, request, *args, **kwargs):
        if sent := sent_by(request.POST.get("token", "")):
            return remember(redirect("visit:mine"), sent)

        form = BookForm(request.POST, days=self.days, doubted=self.is_doubted)
        if not form.is_valid():
            return self.again(form, 422)
        if form.is_trapped:
            return redirect("visit:start")
        return self.send(form)

    def send(self, form):
        data = form.cleaned_data
        asked = {"token": data["token"], "station": self.row.station, "starts_at": data["slot"]}
        try:
            limits.attempt("visit_from", client_address(self.request))
            visit, _ = booking.book(facts=form.facts(), **asked)
        except DomainError as error:
            form.add_domain_error(error)
            return self.again(form, 429 if isinstance(error, limits.TooOften) else 409)
        return remember(redirect("visit:mine"), visit)

    def again(self, form, status):
        wanted = moment_of(form["slot"].value() or "") or self.begins
        form.offer(around(diary.free_days(self.row), wanted))
        return self.show(status, form=form)


class Open(Page):
    """The same answer for a code that never was and one whose time is over."""

    template_name, door = "portal/visits/open.html", "visit_open"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{"form": OpenForm(doubted=self.is_doubted), "can": can_book()} | kwargs
        )

    def post(self, request):
        if not can_book():
            return redirect("visit:open")
        form = OpenForm(request.POST, doubted=self.is_doubted)
        if not form.is_valid():
            return self.show(422, form=form)

        try:
            limits.attempt("visit_open", client_address(request))
        except limits.TooOften as shut:
            form.add_error(None, shut.sentence)
            return self.show(429, form=form)

        visit = visit_by(form.cleaned_data["code"])
        if visit is None or form.is_trapped:
            form.add_error("code", NOT_FOUND)
            return self.show(422, form=form)
        booking.look(visit)
        return remember(redirect("visit:mine"), visit)


def may_change(visit):
    return visit.state == VisitState.BOOKED and visit.starts_at > timezone.now()


class OfVisit(Page):
    """A page of the visit this device looks at."""

    def dispatch(self, request, *args, **kwargs):
        self.visit = carried(request)
        if self.visit is None:
            back = self.ended() if request.method == "POST" else redirect("visit:open")
            return forget(back) if COOKIE in request.COOKIES else back
        return remember(super().dispatch(request, *args, **kwargs), self.visit)

    def ended(self):
        """Nothing was done: the code is asked again."""
        form = OpenForm(doubted=is_doubted(Open.door, self.request))
        told = {"form": form, "can": can_book(), "ended": True}
        return TemplateResponse(self.request, Open.template_name, told, status=422)

    @property
    def may_change(self):
        return may_change(self.visit)

    def get_context_data(self, **kwargs):
        place = next((one for one in places.stations() if one.pk == self.visit.station_id), None)
        return super().get_context_data(
            visit=self.visit,
            place=place,
            when=booking.when(self.visit.starts_at),
            may_change=self.may_change,
            **kwargs,
        )


class Mine(OfVisit):
    """When and where, the code and the words, what to bring."""

    template_name = "portal/visits/mine.html"

    def get_context_data(self, **kwargs):
        code = booking.code_of(self.visit)
        return super().get_context_data(
            code=codes.shown(code),
            words=codes.words_of(code),
            is_affected=self.may_change and is_affected(self.visit),
            **kwargs,
        )


class Changing(OfVisit):
    """What may still be done before its time; later it leads back to the visit."""

    def dispatch(self, request, *args, **kwargs):
        visit = carried(request)
        if visit and not may_change(visit):
            return redirect("visit:mine")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def days(self):
        rows = [row for row in diary.offerings() if row.station_id == self.visit.station_id]
        return diary.free_days(rows[0]) if rows else []


class Cancel(Changing):
    """Asked once, with what is lost by it; POST cancels."""

    template_name = "portal/visits/cancel.html"

    def get_context_data(self, **kwargs):
        first = next((slot for _, found in self.days for slot in found), None)
        return super().get_context_data(first=first and booking.when(first.begins), **kwargs)

    def post(self, request):
        try:
            booking.withdraw(self.visit)
        except DomainError as error:
            return self.show(409, refused=error.sentence)
        return redirect("visit:mine")


class Move(Changing):
    """Another free time at the same place."""

    template_name = "portal/visits/move.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"form": SlotForm(days=self.days)} | kwargs)

    def post(self, request):
        form = SlotForm(request.POST, days=self.days)
        if not form.is_valid():
            return self.show(422, form=form)
        try:
            limits.attempt("visit_from", client_address(request))
            booking.change(self.visit, starts_at=form.cleaned_data["slot"])
        except DomainError as error:
            form.add_domain_error(error)
            return self.show(429 if isinstance(error, limits.TooOften) else 409, form=form)
        return redirect("visit:mine")


class Out(Page):
    """This device forgets what it carried; a link alone takes nobody out."""

    def get(self, request, *args, **kwargs):
        return redirect("visit:start")

    def post(self, request):
        return forget(redirect("visit:left"))


class Left(Page):
    template_name = "portal/visits/left.html"
