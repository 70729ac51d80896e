from django.contrib import messages
from django.shortcuts import redirect

from cases.domain.access import ask_access
from cases.models import Case
from legalaid.platform.accounts.roles import Role
from legalaid.platform.office.pages import RowActPage


class AskAccess(RowActPage):
    """For a limited hit of the search: tells the directors of the case's station who asks, and why."""

    refusal = "您的岗位不申请查阅案件。"
    done = "已向中心负责人提出查阅申请。"

    def permits(self, user):
        return user.may("cases.search") and user.role != Role.HANDLER

    def get_queryset(self):
        return Case.objects.all()

    def act(self):
        ask_access(self.object, by=self.request.user, reason=self.request.POST.get("reason", ""))
        return "home"

    def refused(self, error):
        messages.error(self.request, error.sentence)
        return redirect("finding:find")
