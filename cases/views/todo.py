from django.shortcuts import redirect
from django.utils import timezone

from cases.models import Draft
from cases.queries.agenda import next_hearings
from cases.queries.case import next_steps, waiting_for
from cases.tables.case_list import AT_HAND, waiting_row
from legalaid.platform.accounts.roles import Role
from legalaid.platform.office import panels
from legalaid.platform.office.pages import ListPage


class Todo(ListPage):
    """我的待办: what waits for me, green channel first, then by clock."""

    template_name = "cases/todo.html"

    def permits(self, user):
        return True

    def get(self, request):
        if request.user.role == Role.ADMIN:
            return redirect("accounts:users")
        return super().get(request)

    def get_queryset(self):
        return waiting_for(self.request.user).for_todo()

    def get_context_data(self, **kwargs):
        user = self.request.user
        context = super().get_context_data(
            table=AT_HAND,
            overdue=waiting_for(user).overdue(timezone.now()).count(),
            panels=panels.render("home", self.request, user),
            drafts=Draft.objects.filter(owner=user)[:5],
            hearings=next_hearings(user) if user.role == Role.HANDLER else (),
            **kwargs,
        )
        steps = [(case, next_steps(case, user)) for case in context["page"]]
        return context | {"rows": [waiting_row(case, todo) for case, todo in steps]}
