"""Staff pages: on what terms a station takes bookings, and on which days it receives nobody."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from legalaid.platform.office.pages import FormPage, Page, RowActPage
from stations.queries.station import stations_for

from ..domain import terms as acts
from ..forms.desk import ClosedForm, TermsForm
from ..models import ClosedDay, Offering
from ..queries import closed_days, terms_for
from ..tables import TERMS

REFUSAL = "您的岗位不设置来访预约。"


class Terms(Page):
    permission, refusal = "visits.set", REFUSAL
    template_name, table = "portal/visits/terms.html", TERMS

    def get_context_data(self, **kwargs):
        rows = [
            {
                "station": station,
                "page": reverse("visits:station", args=[station.pk]),
                "terms": acts.terms_of(row) if row else "",
            }
            for station, row in terms_for(self.request.user)
        ]
        return super().get_context_data(rows=rows, **kwargs)


class OfStation(FormPage):
    """A form about one of one's stations."""

    permission, refusal = "visits.set", REFUSAL

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and self.permits(request.user):
            self.station = get_object_or_404(stations_for(request.user).open(), pk=kwargs["pk"])
        return super().dispatch(request)

    @property
    def page(self):
        return reverse("visits:station", args=[self.station.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(station=self.station, **kwargs)


class StationTerms(OfStation):
    """The terms, and the closed days beside them."""

    template_name, form_class = "portal/visits/station.html", TermsForm

    @property
    def row(self):
        row = Offering.objects.filter(station=self.station).first()
        return row or Offering(station=self.station)

    def version(self):
        return self.row.version

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.row}

    def get_context_data(self, **kwargs):
        return super().get_context_data(closed=closed_days(self.station), **kwargs)

    def act(self, form):
        acts.save_terms(form.save(commit=False), by=self.request.user, seen=self.seen())
        return self.page


class CloseDay(OfStation):
    form_class = ClosedForm
    title, submit = "登记不接待的日子", "登记"
    done = "已登记。这一天已经约好的，在“值班有变、要联系的”里。"

    @property
    def back(self):
        return self.page

    def act(self, form):
        acts.close_day(self.station, by=self.request.user, **form.cleaned_data)
        return self.page


class ReopenDay(RowActPage):
    permission, refusal, done = "visits.set", REFUSAL, "已恢复接待。"

    def get_queryset(self):
        stations = stations_for(self.request.user).open()
        return ClosedDay.objects.filter(station__in=stations).select_related("station")

    def back(self):
        return reverse("visits:station", args=[self.object.station_id])

    def act(self):
        acts.reopen_day(self.object, by=self.request.user)
        return self.back()
