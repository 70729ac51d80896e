"""A case that is to be graded 不合格: why, what its handler says to it."""

from cases.domain import fail as acts
from cases.enums import GRADED, Grade
from cases.forms import fail as forms
from cases.permissions.handling import handles
from cases.queries.case import cases_for
from cases.workflow import CASE
from legalaid.platform.office.pages import RowFormsPage


class Fail(RowFormsPage):
    """For whoever grades the case, and its handler."""

    permission, template_name = "cases.view", "cases/fail.html"
    act_forms = {
        "propose": forms.ProposeForm,
        "state": forms.StateForm,
        "take_back": forms.TakeBackForm,
    }

    def get_queryset(self):
        return cases_for(self.request.user).for_lists()

    @property
    def row(self):
        return self.object.proposed_fails.open().first()

    def offered(self):
        case, user, row = self.object, self.request.user, self.row
        if row is None:
            may = case.state in GRADED and case.handler_id and case.grade != Grade.FAIL
            return ("propose",) if may and not CASE.denial("cases.grade", user, case) else ()
        if handles(user, case):
            return () if row.stated_at else ("state",)
        return () if CASE.denial("cases.grade", user, case) else ("take_back",)

    def get_context_data(self, **kwargs):
        user, case = self.request.user, self.object
        reads = user.may("cases.grade") or handles(user, case) or user.may("cases.settle")
        rows = case.proposed_fails.select_related("by") if reads else ()
        return super().get_context_data(case=case, proposals=rows, **kwargs)

    def propose(self, form):
        acts.propose(self.object, by=self.request.user, **form.cleaned_data)
        return self.request.path

    def state(self, form):
        if self.row is None:
            raise acts.StaleState(acts.OVER)
        acts.state(self.row, by=self.request.user, **form.cleaned_data)
        return self.request.path

    def take_back(self, form):
        if self.row is None:
            raise acts.StaleState(acts.OVER)
        acts.take_back(self.row, by=self.request.user, **form.cleaned_data)
        return self.request.path
