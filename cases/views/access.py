from cases.domain.access import ask_access
from legalaid.platform.accounts.roles import Role
from legalaid.platform.office.pages import ActPage


class AskAccess(ActPage):
    """For a limited hit of the search: tells the directors of the case's station who asks, and why. A number that is no case's gets
    the same answer."""

    refusal = "您的岗位不申请查阅案件。"
    done = "已记下您的查阅申请，由管理该案的中心负责人答复。"

    def permits(self, user):
        return user.may("cases.search") and user.role != Role.HANDLER

    def act(self):
        reason = self.request.POST.get("reason", "")
        ask_access(self.kwargs["pk"], by=self.request.user, reason=reason)
        return "home"

    def back(self):
        return "finding:find"
