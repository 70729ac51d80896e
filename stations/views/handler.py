from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View

from legalaid.platform.accounts.invitations import invitation_note
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.disclosure import disclose
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.core.identifiers import check_licence
from legalaid.platform.office import panels
from legalaid.platform.office.access import PermissionMixin
from stations.domain import handler as acts
from stations.domain.staff import change
from stations.forms.handler import LICENSED, FirmForm, FirmSearch, HandlerForm, HandlerSearch
from stations.forms.staff import RevealForm
from stations.models import Leave
from stations.queries.handler import firms_for, handlers_for
from stations.queries.staff import away_on
from stations.queries.station import station_of, stations_for

from .page import FormPage
from .staff import person_panel


class HandlerList(PermissionMixin, View):
    permission = "people.view"

    def get(self, request):
        form = HandlerSearch(request.GET)
        form.is_valid()
        today = timezone.localdate()
        rows = self.chosen(handlers_for(request.user), form.cleaned_data, today)
        page = Paginator(rows.order_by("firm__name", "user__name", "pk"), 25).get_page(
            request.GET.get("page")
        )
        context = {
            "form": form,
            "page": page,
            "today": today,
            "soon": today + timedelta(days=acts.SOON[0]),
        }
        context["away"] = away_on(today, [row.user_id for row in page])
        return render(request, "stations/handler_list.html", context)

    def chosen(self, rows, asked, today):
        if word := asked.get("q"):
            found = (
                Q(user__name__contains=word)
                | Q(firm__name__contains=word)
                | Q(specialities__contains=word)
            )
            rows = rows.filter(found | Q(licence__startswith=word))
        if asked.get("kind"):
            rows = rows.filter(kind=asked["kind"])
        match asked.get("state"):
            case "available":
                rows = rows.available(today)
            case "leave":
                rows = rows.filter(user__in=Leave.objects.on(today).values("user"))
            case "expired":
                rows = rows.filter(licence_expires__lt=today)
            case "off":
                rows = rows.filter(Q(active=False) | Q(user__is_active=False))
        return rows


def licence_words(handler):
    """What the licence number itself says, e.g. "2015年颁证，公职律师"; "" for one that is no lawyer's."""
    try:
        licence = check_licence(handler.licence)
    except DomainError:
        return ""
    return f"{licence.year}年颁证，{licence.category_name}律师"


class HandlerDetail(PermissionMixin, View):
    permission = "people.view"

    def get(self, request, pk):
        row = get_object_or_404(handlers_for(request.user), pk=pk)
        today = timezone.localdate()
        context = {
            "row": row,
            "licence_words": licence_words(row),
            "unavailable": row.unavailable(today),
            "years": row.years(today),
            "panels": panels.render("handler", request, row),
        }
        return render(
            request, "stations/handler.html", context | person_panel(request.user, row.user)
        )


class HandlerForms(FormPage):
    permission = "people.manage"

    def form_for(self, data, **kwargs):
        user = self.request.user
        return HandlerForm(data, stations=stations_for(user), firms=firms_for(user), **kwargs)


class HandlerNew(HandlerForms):
    title, submit = "登记承办人", "登记并开设账号"

    def get_form(self, data=None, files=None):
        own = station_of(self.request.user)
        firm = self.request.GET.get("firm", "")
        return self.form_for(
            data,
            initial={"station": own.name if own else "", "firm": firm if firm.isdigit() else None},
        )

    def act(self, form):
        row, token = acts.engage(by=self.request.user, account=form.account(), **form.facts())
        self.done = f"已登记{row.user}。{invitation_note(self.request, row.user, token)}"
        return row


class HandlerEdit(HandlerForms):
    title = "修改承办人资料"

    def row(self):
        return get_object_or_404(handlers_for(self.request.user), pk=self.kwargs["pk"])

    def get_form(self, data=None, files=None):
        self.back = self.row().get_absolute_url()
        return self.form_for(data, instance=self.row())

    def act(self, form):
        return change(
            self.row(),
            by=self.request.user,
            account=form.account(),
            seen=self.seen(),
            **form.facts(),
        )

    def version(self):
        return self.row().version


class LicenceHint(PermissionMixin, View):
    """What a licence number says, while it is typed: its year, its category, and that a public post gets no subsidy."""

    permission = "people.manage"

    def get(self, request):
        context = {"grassroots": request.GET.get("kind") not in ("", *LICENSED)}
        try:
            context["licence"] = check_licence(request.GET.get("licence", ""))
        except DomainError as error:
            context["error"] = error.sentence
        return render(request, "stations/_handler_licence.html", context)


class FirmList(PermissionMixin, View):
    permission = "people.view"

    def get(self, request):
        form = FirmSearch(request.GET)
        form.is_valid()
        rows, asked = firms_for(request.user), form.cleaned_data
        if word := asked.get("q"):
            rows = rows.filter(Q(name__contains=word) | Q(credit_code__startswith=word.upper()))
        if asked.get("kind"):
            rows = rows.filter(kind=asked["kind"])
        working = Count("handlers", filter=Q(handlers__active=True, handlers__user__is_active=True))
        page = Paginator(rows.annotate(working=working).order_by("name"), 25).get_page(
            request.GET.get("page")
        )
        return render(request, "stations/handler_firms.html", {"form": form, "page": page})


class FirmPage(FormPage):
    permission = "people.manage"

    def firm(self):
        return get_object_or_404(
            firms_for(self.request.user).select_related("station"), pk=self.kwargs["pk"]
        )


class FirmDetail(FirmPage):
    """The firm; POST with a reason shows its account number once, as an event."""

    permission = "people.view"

    def get(self, request, pk):
        return self.page(self.firm())

    def page(self, firm, status=200, **extra):
        context = {
            "firm": firm,
            "handlers": handlers_for(self.request.user).filter(firm=firm)[:100],
            "events": events_for("firm", firm.pk)[-20:],
            "reveal": RevealForm(),
        }
        return render(self.request, "stations/handler_firm.html", context | extra, status=status)

    def post(self, request, pk):
        firm, why = self.firm(), request.POST.get("reason", "")
        try:
            disclose("账号", of=("firm", pk), by=request.user, why=why, right="people.reveal")
        except NotAllowed:
            return self.page(firm, 403)
        except DomainError as error:
            form = RevealForm(request.POST)
            form.add_domain_error(error)
            return self.page(firm, 422, reveal=form)
        return self.page(firm, account=firm.account_number)


class FirmNew(FirmPage):
    title, submit, done = "登记承办机构", "登记", "承办机构已登记。"

    def get_form(self, data=None, files=None):
        own = station_of(self.request.user)
        return FirmForm(
            data,
            initial={"station": own.name if own else ""},
            stations=stations_for(self.request.user),
        )

    def act(self, form):
        return acts.save_firm(None, by=self.request.user, **form.cleaned_data)


class FirmEdit(FirmPage):
    title = "修改承办机构"

    def get_form(self, data=None, files=None):
        firm = self.firm()
        self.back = firm.get_absolute_url()
        return FirmForm(data, instance=firm, stations=stations_for(self.request.user))

    def act(self, form):
        return acts.save_firm(
            self.firm(), by=self.request.user, seen=self.seen(), **form.cleaned_data
        )

    def version(self):
        return self.firm().version
