from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.utils import timezone

from legalaid.platform.accounts.invitations import invitation_note
from legalaid.platform.accounts.models import User
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.disclosure import disclose
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.core.identifiers import check_licence
from legalaid.platform.office import panels
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.keeping import NamedView
from legalaid.platform.office.listing import WorkList
from legalaid.platform.office.pages import EditPage, FormPage, MadeOnce, Page, RowFormPage, RowPage
from stations.domain import handler as acts
from stations.domain.staff import change
from stations.enums import FirmKind
from stations.forms.handler import LICENSED, FirmFilter, FirmForm, HandlerFilter, HandlerForm
from stations.forms.staff import RevealForm
from stations.queries.handler import firms_for, handlers_for
from stations.queries.staff import tell_leave
from stations.queries.station import station_of, stations_for
from stations.tables.handler import FIRMS, HANDLERS, OF_FIRM

from .staff import person_panel


class HandlerList(WorkList):
    key = "stations:handler_list"
    permission = "people.view"
    template_name = "stations/handler_list.html"
    filterset_class, table = HandlerFilter, HANDLERS
    views = (
        NamedView("全部"),
        NamedView("可指派", "状态:可指派"),
        NamedView("请假", "状态:请假"),
        NamedView("证件到期", "状态:证件到期"),
    )
    unit, sorted_by, placeholder = (
        "人",
        "按机构、姓名",
        "姓名、机构、专长、执业证号，或者 状态:可指派",
    )
    paginator_class = Paginator

    def get_queryset(self):
        return handlers_for(self.request.user).order_by("firm__name", "user__name", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        tell_leave(context["page"], timezone.localdate())
        return context


def licence_words(handler):
    """What the licence number itself says, e.g. "2015年颁证，公职律师"; "" for one that is no lawyer's."""
    try:
        licence = check_licence(handler.licence)
    except DomainError:
        return ""
    return f"{licence.year}年颁证，{licence.category_name}律师"


class HandlerDetail(RowPage):
    permission = "people.view"
    template_name = "stations/handler.html"
    context_object_name = "row"

    def get_queryset(self):
        return handlers_for(self.request.user)

    def get_context_data(self, **kwargs):
        handler, today = self.object, timezone.localdate()
        return super().get_context_data(
            licence_words=licence_words(handler),
            unavailable=handler.unavailable(today),
            years=handler.years(today),
            panels=panels.render("handler", self.request, handler),
            **person_panel(self.request.user, handler.user),
            **kwargs,
        )


class Registered:
    """A page that registers a handler, or changes what is registered, at one's own stations."""

    permission = "people.manage"
    template_name = "stations/station_form.html"
    form_class = HandlerForm

    def get_form_kwargs(self):
        user = self.request.user
        own = {"stations": stations_for(user), "firms": firms_for(user)}
        return super().get_form_kwargs() | own


class HandlerNew(Registered, MadeOnce, FormPage):
    title, submit = "登记承办人", "登记并开设账号"

    def get_initial(self):
        own = station_of(self.request.user)
        return {
            "station": own.name if own else "",
            "firm": as_number(self.request.GET.get("firm")),
        }

    def act(self, form):
        row, token = acts.engage(by=self.request.user, account=form.account(), **form.facts())
        self.done = f"已登记{row.user}。{invitation_note(self.request, row.user, token)}"
        return row


class HandlerEdit(Registered, EditPage):
    title = "修改承办人资料"

    def get_queryset(self):
        return handlers_for(self.request.user)

    def act(self, form):
        row, _ = change(
            self.object,
            by=self.request.user,
            account=form.account(),
            seen=self.seen(),
            **form.facts(),
        )
        return row


class LicenceHint(Page):
    """What a licence number says, while it is typed: its year, its category, and that a public post gets no subsidy."""

    permission = "people.manage"
    template_name = "stations/_handler_licence.html"

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        grassroots = asked.get("kind") not in ("", *LICENSED)
        try:
            kwargs["licence"] = check_licence(asked.get("licence", ""))
        except DomainError as error:
            kwargs["error"] = error.sentence
        return super().get_context_data(grassroots=grassroots, **kwargs)


class FirmList(WorkList):
    key = "stations:firm_list"
    permission = "people.view"
    template_name = "stations/handler_firms.html"
    filterset_class, table = FirmFilter, FIRMS
    unit, sorted_by, placeholder = "家", "按名称", "名称、信用代码，或者 类别:律师事务所"
    paginator_class = Paginator

    def get_queryset(self):
        working = Q(handlers__active=True, handlers__user__is_active=True)
        firms = firms_for(self.request.user).order_by("name")
        return firms.annotate(working=Count("handlers", filter=working))


class FirmDetail(RowFormPage):
    """The firm; POST with a reason shows its account number once, as an event."""

    permission = "people.view"
    template_name = "stations/handler_firm.html"
    form_class, table = RevealForm, OF_FIRM
    context_object_name = "firm"

    def get_queryset(self):
        return firms_for(self.request.user).select_related("station")

    def get_context_data(self, **kwargs):
        firm = self.object
        handlers = handlers_for(self.request.user).filter(firm=firm)
        events = events_for("firm", firm.pk)
        managers = User.objects.filter(manages__firm=firm).order_by("-is_active", "name")
        shown = {"managers": managers, "own": firm.kind == FirmKind.CENTER}
        return super().get_context_data(
            handlers=handlers[:100], events=events[-20:], **shown, **kwargs
        )

    def form_valid(self, form):
        firm, user, why = self.object, self.request.user, form.cleaned_data["reason"]
        try:
            disclose("账号", of=("firm", firm.pk), by=user, why=why, right="people.reveal")
        except NotAllowed as error:
            raise PermissionDenied(error.sentence) from None
        return self.show(form, 200, account=firm.account_number)


class FirmNew(MadeOnce, FormPage):
    permission = "people.manage"
    template_name = "stations/station_form.html"
    title, submit, done = "登记承办机构", "登记", "承办机构已登记。"
    form_class = FirmForm

    def get_initial(self):
        own = station_of(self.request.user)
        return {"station": own.name if own else ""}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"stations": stations_for(self.request.user)}

    def act(self, form):
        return acts.save_firm(None, by=self.request.user, **form.cleaned_data)


class FirmEdit(EditPage):
    permission = "people.manage"
    template_name = "stations/station_form.html"
    title = "修改承办机构"
    form_class = FirmForm

    def get_queryset(self):
        return firms_for(self.request.user).select_related("station")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"stations": stations_for(self.request.user)}

    def act(self, form):
        return acts.save_firm(
            self.object, by=self.request.user, seen=self.seen(), **form.cleaned_data
        )
