from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from cases.models import Case, Draft
from cases.queries.case import cases_for, next_steps, waiting_for
from cases.tables.case_list import TODO, waiting_row
from legalaid.platform.accounts.roles import Role
from legalaid.platform.office import panels
from legalaid.platform.office.paging import WidePaginator


class Todo(LoginRequiredMixin, TemplateView):
    """我的待办: what waits for me, green channel first, then by clock."""

    template_name = "cases/todo.html"

    def get(self, request, *args, **kwargs):
        if request.user.role == Role.ADMIN:
            return redirect("accounts:users")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        user = self.request.user
        waiting = waiting_for(user)
        page = WidePaginator(waiting.for_todo(), 25).get_page(self.request.GET.get("page"))
        hearings = Case.objects.none()
        if user.role == Role.HANDLER:
            hearings = cases_for(user).filter(
                hearings__starts_at__gte=timezone.now(), hearings__cancelled=False
            )
        return super().get_context_data(
            page=page,
            table=TODO,
            rows=[waiting_row(case, next_steps(case, user)) for case in page],
            overdue=waiting.overdue(timezone.now()).count(),
            panels=panels.render("home", self.request, user),
            drafts=Draft.objects.filter(owner=user)[:5],
            hearings=hearings.values(
                "pk", "number", "hearings__starts_at", "hearings__organ"
            ).order_by("hearings__starts_at")[:5],
            **kwargs,
        )
