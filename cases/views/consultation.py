from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from cases.domain.consultation import register
from cases.forms.consultation import ConsultationForm
from cases.models import Consultation
from cases.permissions import station_may
from stations.enums import Duty
from stations.queries.station import station_of, stations_for


class Counter(LoginRequiredMixin, View):
    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not request.user.may("cases.consult") or station_of(request.user) is None:
            raise PermissionDenied("您的岗位不办理咨询。")
        if refusal := station_may(station_of(request.user), Duty.CONSULT):
            raise PermissionDenied(refusal)
        return super().dispatch(request, *args, **kwargs)


class ConsultationList(Counter):
    def get(self, request):
        rows = Consultation.objects.filter(station__in=stations_for(request.user)).select_related("station", "by")
        return render(request, "cases/consultations.html", {"page": Paginator(rows, 25).get_page(request.GET.get("page"))})


class ConsultationNew(Counter):
    def get(self, request):
        return render(request, "cases/consultation_form.html", {"form": ConsultationForm()})

    def post(self, request):
        form = ConsultationForm(request.POST)
        if not form.is_valid():
            return render(request, "cases/consultation_form.html", {"form": form}, status=422)
        row = register(by=request.user, station=station_of(request.user), facts=form.cleaned_data, short=settings.OFFICE["short"])
        messages.success(request, f"咨询已登记，编号{row.number}。")
        if row.outcome == "引导申请法律援助":
            return redirect(f"{reverse('cases:intake')}?consultation={row.pk}")
        return redirect("cases:consultations")
