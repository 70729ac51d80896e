"""One's own duties, and the page of one duty: signing in and out, help given, absence, correction."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.access import PermissionMixin
from stations.domain import duty as acts
from stations.forms.roster import CorrectForm, HelpForm, ReasonForm
from stations.models import Shift
from stations.queries.roster import shifts_for, swaps_for, warnings

from .page import RowPage
from .roster import ShiftForms


def own_shifts(user):
    return Shift.objects.published().filter(handler__user=user).with_people()


class Mine(PermissionMixin, View):
    """A handler's duties: today's and yesterday's not yet signed for with their buttons, what is coming, what was done."""

    permission = "roster.serve"

    def get(self, request):
        now, today = timezone.now(), timezone.localdate()
        own = own_shifts(request.user)
        unsigned = Q(
            day=today - timedelta(days=1),
            signed_in_at__isnull=False,
            signed_out_at=None,
            absent_at=None,
        )
        past = own.filter(ends_at__lt=now).prefetch_related("helps").order_by("-starts_at")
        context = {
            "day": today,
            "current": own.filter(Q(day=today) | unsigned).order_by("starts_at"),
            "coming": own.filter(day__gt=today).order_by("starts_at")[:40],
            "past": past[:30],
            "swaps": swaps_for(request.user).open(),
        }
        return render(request, "stations/duty_mine.html", context)


class Detail(PermissionMixin, View):
    permission = "roster.view"

    def get(self, request, pk):
        shift = get_object_or_404(shifts_for(request.user).with_people(), pk=pk)
        own = shift.handler is not None and shift.handler.user_id == request.user.pk
        now = timezone.now()
        context = {
            "shift": shift,
            "own": own and request.user.may("roster.serve"),
            "ahead": shift.starts_at > now,
            "begun": shift.starts_at <= now,
            "helps": shift.helps.all(),
            "swaps": shift.swaps.for_lists() if own or request.user.may("roster.manage") else (),
            "warnings": warnings([shift]).get(shift.pk, ())
            if request.user.may("roster.manage")
            else (),
            "events": [
                e
                for e in events_for("roster", shift.roster_id)
                if str(shift.day) in e.sentence and str(shift.post) in e.sentence
            ],
        }
        return render(request, "stations/duty_shift.html", context)


class SignIn(PermissionMixin, View):
    permission = "roster.serve"

    def post(self, request, pk):
        shift = get_object_or_404(own_shifts(request.user), pk=pk)
        try:
            shift = acts.sign_in(shift, by=request.user)
            messages.success(request, f"已签到{'（迟到）' if shift.late else ''}。")
        except DomainError as error:
            messages.error(request, error.sentence)
        return redirect("stations:duty_mine")


class SignOut(RowPage):
    permission = "roster.serve"
    title, submit, done = "签退", "签退", "已签退，辛苦了。"

    def rows(self):
        return own_shifts(self.request.user)

    def get_form(self, data=None, files=None):
        return HelpForm(data)

    def act(self, form):
        acts.sign_out(self.subject, by=self.request.user, helps=form.helps)
        return "stations:duty_mine"


class Correct(ShiftForms):
    title, submit, done = "更正签到签退", "更正", "已更正。"

    def get_form(self, data=None, files=None):
        shift = self.subject
        times = {
            "begin": shift.signed_in_at or shift.starts_at,
            "end": shift.signed_out_at or shift.ends_at,
        }
        initial = {name: timezone.localtime(moment).time() for name, moment in times.items()}
        return CorrectForm(
            data, initial=initial | {row.kind: row.count for row in shift.helps.all()}
        )

    def act(self, form):
        begin, end = form.moments(self.subject.day)
        acts.correct(self.subject, by=self.request.user, begin=begin, end=end, helps=form.helps,
                     reason=form.cleaned_data["reason"], seen=self.seen())  # fmt: skip
        return self.subject


class Absent(ShiftForms):
    title, submit, done = "记为缺勤", "记为缺勤", "已记为缺勤，可以改排他人。"

    def get_form(self, data=None, files=None):
        return ReasonForm(data)

    def act(self, form):
        acts.mark_absent(self.subject, by=self.request.user, seen=self.seen(), **form.cleaned_data)
        return self.subject
