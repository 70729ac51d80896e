"""The line of the hall on the first page: who is served, the half hour promised, who waits, and the next number."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.pages import ActPage, Page
from stations.hall.domain import ticket as acts
from stations.hall.enums import TicketState
from stations.hall.models import Window
from stations.hall.queries.ticket import line_of, promise, promise_words, tickets_for
from stations.hall.workflow import TICKET
from stations.queries.station import desk_of

BUTTONS = ("receive", "call_again", "miss", "finish")
SHOWN = 4
COUNTER = (Role.WINDOW, Role.STATION)  # told how to begin; the others know where the hall is


def queue_of(user, now):
    """What the strip shows; None for those who do not serve a hall, or where there is none."""
    station = desk_of(user) if user.may("queue.serve") else None
    if station is None:
        return None
    window = Window.objects.open().filter(station=station, clerk=user).first()
    if window is None:
        has_windows = (
            user.role in COUNTER and Window.objects.open().filter(station=station).exists()
        )
        return {"window": None} if has_windows else None

    current, waiting = line_of(window, timezone.localdate(now))
    mine = [row for row in waiting if row.purpose in window.purposes]
    return {
        "window": window,
        "current": current,
        "serving": current is not None and current.state == TicketState.SERVING,
        "steps": _steps(current, user),
        "promise": _promise(current, now),
        "waiting": [(row, _minutes(now - row.taken_at)) for row in mine[:SHOWN]],
        "count": len(mine),
        "next": mine[0] if mine else None,
    }


def _steps(current, user):
    if current is None:
        return []
    return [step for step in TICKET.available(current, user) if step.key in BUTTONS]


def _promise(current, now):
    """{words, passed, left: minutes, of: all of them} of the promise that runs from the number."""
    if current is None:
        return None
    passed, whole = _minutes(now - current.taken_at), _minutes(promise())
    return {
        "words": promise_words(),
        "passed": min(passed, whole),
        "left": whole - passed,
        "of": whole,
    }


def _minutes(span):
    return int(span.total_seconds() // 60)


class Queue(Page):
    """The strip alone."""

    permission, template_name = "queue.serve", "desk/_queue.html"

    def get_context_data(self, **kwargs):
        queue = queue_of(self.request.user, timezone.now())
        return super().get_context_data(queue=queue, **kwargs)


class QueueAct(ActPage):
    """A button of the strip: it comes back as it then stands; without script the whole page does."""

    permission = "queue.serve"

    def post(self, request, *args, **kwargs):
        said = ""
        try:
            self.act()
        except DomainError as error:
            said = error.sentence

        if not request.htmx:
            if said:
                messages.error(request, said)
            return redirect("home")
        queue = queue_of(request.user, timezone.now())
        return render(request, "desk/_queue.html", {"queue": queue, "said": said})


class Next(QueueAct):
    """The next number; whoever is being served is thereby finished."""

    def act(self):
        if acts.call_next(by=self.request.user) is None:
            raise DomainError("现在没有等候这个窗口的号。")


class Step(QueueAct):
    def act(self):
        key, user = self.kwargs["key"], self.request.user
        ticket = tickets_for(user).filter(pk=self.kwargs["pk"]).first()
        if ticket is None or key not in BUTTONS:
            raise Http404
        TICKET.acts[key](ticket, by=user)
