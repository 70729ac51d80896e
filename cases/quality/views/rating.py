"""好差评: given on the clerk's tablet, by the code of a slip or by telephone; what is bad is called back and rectified; figures by window."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from cases.quality.domain.rating import TWICE, rate
from cases.quality.forms import rating as forms
from cases.quality.queries.rating import (
    answered_consultations,
    bad_ratings_for,
    by_window,
    closed_cases,
    ratings_for,
    served_tickets,
    ticket_by_code,
)
from cases.quality.tables.rating import BAD_RATINGS, WINDOWS
from cases.quality.workflow import RATING
from legalaid.platform.accounts.limits import attempt
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.views import RevealPage
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.asked import as_number, as_token, client_address
from legalaid.platform.office.pages import ListPage, Page, RowFormPage, RowMixin
from legalaid.platform.procedure.views import StepView
from stations.hall.models import Hall

SPANS = (30, 90, 365)
REVEALS = {"phone": "评价人留下的电话"}


class Windows(Page):
    """How each window stands in these last days: counts alone."""

    permission, refusal = "ratings.view", "您的岗位不看评价统计。"
    template_name = "quality/rating_windows.html"

    def get_context_data(self, **kwargs):
        asked = as_number(self.request.GET.get("days"))
        days, today = asked if asked in SPANS else SPANS[0], timezone.localdate()
        rows = by_window(self.request.user, today - timedelta(days=days), today)
        return super().get_context_data(table=WINDOWS, rows=rows, days=days, spans=SPANS, **kwargs)


class BadRatings(ListPage):
    permission, refusal = "ratings.handle", "您的岗位不办理差评。"
    template_name = "quality/rows.html"

    def get_queryset(self):
        return bad_ratings_for(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=BAD_RATINGS, title=BAD_RATINGS.title, **kwargs)


class RatingPage(RowMixin, Page):
    template_name = "quality/rating.html"

    def permits(self, user):
        """Which ratings one may read is said by the queryset."""
        return True

    def get_queryset(self):
        return ratings_for(self.request.user).for_lists()

    def get_context_data(self, **kwargs):
        row = self.object
        steps = RATING.available(row, self.request.user)
        return super().get_context_data(
            row=row,
            task=RATING.places[row.state].task,
            # nothing to put right before somebody was called
            steps=[one for one in steps if row.reached or one.key != "correct_rating"],
            deadlines=list(row.deadlines),
            events=events_for("rating", row.pk),
            **kwargs,
        )


class RatingReveal(RevealPage):
    permission, workflow, reveals = "ratings.handle", "rating", REVEALS

    def get_queryset(self):
        return ratings_for(self.request.user)


class RatingStep(StepView):
    workflow = RATING
    template_name = "quality/rating_step.html"

    def get_scope(self):
        return ratings_for(self.request.user).for_lists()


class CallRater(RatingStep):
    step_key, form_class = "call_rater", forms.CallForm
    done = "回访已记录。"


class Correct(RatingStep):
    step_key, form_class = "correct_rating", forms.CorrectForm
    done = "已更正。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"rectified": bool(self.subject.how)}

    def get_initial(self):
        return {name: getattr(self.subject, name) for name in ("reached", "told", "how")}


class Rectify(RatingStep):
    step_key, form_class = "rectify_rating", forms.RectifyForm
    done = "整改已登记。"


class Tablet(RowFormPage):
    """Turned to the visitor; what they answered is not shown again."""

    permission, refusal = "ratings.take", "您的岗位不登记评价。"
    template_name = "quality/rating_form.html"
    form_class = forms.RatingForm
    done = "谢谢您的评价。"
    back = "/"

    def version(self):
        return None

    def dispatch(self, request, *args, **kwargs):
        """A second tap finds what was rated by the first."""
        may, pk = request.user.is_authenticated and self.permits(request.user), kwargs["pk"]
        if may and self.rated(request.user).filter(pk=pk).exists():
            messages.info(request, TWICE)
            return redirect("home")
        return super().dispatch(request, *args, **kwargs)

    def rated(self, user):
        """Those this person may have rated and that were."""
        return self.open_to(user).exclude(rating=None)

    def get_queryset(self):
        return self.open_to(self.request.user).filter(rating=None)

    def act(self, form):
        rate(self.object, by=self.request.user, **form.cleaned_data)
        return "home"


class OfTicket(Tablet):
    open_to = staticmethod(served_tickets)


class OfConsultation(Tablet):
    open_to = staticmethod(answered_consultations)


class OfCase(Tablet):
    open_to = staticmethod(closed_cases)


class ByCode(FormView):
    """On one's own telephone or at the machine of the hall, without a login: number and code of the slip."""

    template_name = "quality/rate.html"
    form_class = forms.CodeForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(back=self.kiosk(), **kwargs)

    def kiosk(self):
        """The machine one came from, or ""."""
        token = as_token(self.request.GET.get("kiosk"))
        found = token and Hall.objects.filter(kiosk=token).exists()
        return reverse("hall:kiosk", args=[token]) if found else ""

    def form_valid(self, form):
        facts = dict(form.cleaned_data)
        number, code = facts.pop("number"), facts.pop("code")
        try:
            attempt("link", client_address(self.request))
            if (ticket := ticket_by_code(number, code)) is None:
                raise DomainError(
                    "没有找到这个号码，请核对小票上的号码和评价码；接待结束以后七天以内可以评价。",
                    field="code",
                )
            rate(ticket, **facts)
        except DomainError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, done=True))

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)
