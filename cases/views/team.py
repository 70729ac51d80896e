"""Who works on a case beside its handler: said by himself or by the director."""

from functools import partial

from cases.domain import team as acts
from cases.enums import AIDED
from cases.forms import team as forms
from cases.permissions import the_handler
from cases.queries.assignment import keeping_out_of
from cases.queries.case import cases_for
from legalaid.platform.accounts.roles import Role
from legalaid.platform.office.pages import RowFormsPage
from stations.models import Handler


class Team(RowFormsPage):
    permission, refusal = "cases.team", "您的岗位不登记协办人。"
    template_name = "cases/team.html"

    def get_queryset(self):
        return (
            cases_for(self.request.user).filter(state__in=AIDED).exclude(handler=None).for_lists()
        )

    def denial(self, user):
        own = user.role == Role.HANDLER
        return super().denial(user) or (the_handler(user, self.object) if own else "")

    @property
    def act_forms(self):
        lead = self.object.handler
        mates = Handler.objects.working().filter(firm=lead.firm).exclude(pk=lead.pk)
        mates = mates.exclude(user__in=keeping_out_of(self.object))
        members = self.object.team.filter(until=None)
        registered = self.object.team.filter(void_why="")
        people = {"mates": mates.select_related("user"), "trainees": acts.supervises(lead)}
        return {
            "join": partial(forms.JoinForm, **people),
            "leave": partial(forms.LeaveForm, members=members),
            "void": partial(forms.VoidForm, members=registered),
        }

    def offered(self):
        rows = [row for row in self.object.team.all() if not row.void_why]
        leaves = ("leave",) if any(row.until is None for row in rows) else ()
        return ("join", *leaves, *(("void",) if rows else ()))

    def get_context_data(self, **kwargs):
        team = self.object.team.select_related("supervisor__user")
        return super().get_context_data(case=self.object, team=team, **kwargs)

    def join(self, form):
        acts.join(self.object, by=self.request.user, **form.cleaned_data)
        return self.request.path

    def leave(self, form):
        acts.leave(form.cleaned_data["member"], by=self.request.user)
        return self.request.path

    def void(self, form):
        acts.void(by=self.request.user, **form.cleaned_data)
        return self.request.path
