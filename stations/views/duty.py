"""One's own duties, and the page of one duty: signing in and out, help given, absence, correction."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from legalaid.platform.audit.chain import events_for
from legalaid.platform.office import panels
from legalaid.platform.office.pages import Page, RowActPage, RowFormPage, RowPage
from stations.domain import duty as acts
from stations.forms.roster import CorrectForm, HelpForm, ReasonForm
from stations.models import Shift
from stations.queries.roster import shifts_for, swaps_for, warnings
from stations.tables.roster import MINE

from .roster import OneShift


def own_shifts(user):
    return Shift.objects.published().filter(handler__user=user).with_people()


class Mine(Page):
    """A handler's duties: today's and yesterday's not yet signed for with their buttons, what is coming, what was done."""

    permission = "roster.serve"
    template_name = "stations/duty_mine.html"
    table = MINE

    def get_context_data(self, **kwargs):
        today, own = timezone.localdate(), own_shifts(self.request.user)
        past = own.filter(ends_at__lt=timezone.now()).prefetch_related("helps")
        not_signed_out = Q(
            day=today - timedelta(days=1),
            signed_in_at__isnull=False,
            signed_out_at=None,
            absent_at=None,
        )

        current = list(own.filter(Q(day=today) | not_signed_out).order_by("starts_at"))
        for shift in current:
            shift.panels = panels.render("duty", self.request, shift)

        return super().get_context_data(
            day=today,
            current=current,
            coming=own.filter(day__gt=today).order_by("starts_at")[:40],
            past=past.order_by("-starts_at")[:30],
            swaps=swaps_for(self.request.user).open(),
            **kwargs,
        )


class Detail(RowPage):
    permission = "roster.view"
    template_name = "stations/duty_shift.html"
    context_object_name = "shift"

    def get_queryset(self):
        return shifts_for(self.request.user).with_people()

    def get_context_data(self, **kwargs):
        shift, user, now = self.object, self.request.user, timezone.now()
        own = shift.handler is not None and shift.handler.user_id == user.pk
        plans = user.may("roster.manage")

        return super().get_context_data(
            own=own and user.may("roster.serve"),
            ahead=shift.starts_at > now,
            begun=shift.starts_at <= now,
            helps=shift.helps.all(),
            panels=panels.render("duty", self.request, shift),
            swaps=shift.swaps.for_lists() if own or plans else (),
            warnings=warnings([shift]).get(shift.pk, ()) if plans else (),
            events=events_of(shift),
            **kwargs,
        )


def events_of(shift):
    """What the history of the month's plan tells of this duty."""
    day, post = str(shift.day), str(shift.post)
    history = events_for("roster", shift.roster_id)
    return [event for event in history if day in event.sentence and post in event.sentence]


class OwnShift:
    """A duty of one's own, once the plan is published."""

    permission = "roster.serve"

    def get_queryset(self):
        return own_shifts(self.request.user)


class SignIn(OwnShift, RowActPage):
    def act(self):
        shift = acts.sign_in(self.object, by=self.request.user)
        self.done = "已签到（迟到）。" if shift.late else "已签到。"
        return "stations:duty_mine"

    def back(self):
        return "stations:duty_mine"


class SignOut(OwnShift, RowFormPage):
    submit, done = "签退", "已签退，辛苦了。"
    form_class = HelpForm

    @property
    def title(self):
        helped = self.object.helped
        return "签退" if helped is None else f"签退（已逐人登记帮助 {helped} 人）"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"shift": self.object}

    def act(self, form):
        acts.sign_out(self.object, by=self.request.user, helps=form.helps)
        return "stations:duty_mine"


class Correct(OneShift, RowFormPage):
    title, submit, done = "更正签到签退", "更正", "已更正。"
    form_class = CorrectForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"shift": self.object}

    def get_initial(self):
        shift = self.object
        begin = timezone.localtime(shift.signed_in_at or shift.starts_at)
        end = timezone.localtime(shift.signed_out_at or shift.ends_at)
        helps = {row.kind: row.count for row in shift.helps.all()}
        return {"begin": begin.time(), "end": end.time(), **helps}

    def act(self, form):
        begin, end = form.moments(self.object.day)
        acts.correct(
            self.object,
            by=self.request.user,
            begin=begin,
            end=end,
            helps=form.helps,
            reason=form.cleaned_data["reason"],
            seen=self.seen(),
        )
        return self.object


class Absent(OneShift, RowFormPage):
    title, submit, done = "记为缺勤", "记为缺勤", "已记为缺勤，可以改排他人。"
    form_class = ReasonForm

    def act(self, form):
        acts.mark_absent(self.object, by=self.request.user, seen=self.seen(), **form.cleaned_data)
        return self.object
