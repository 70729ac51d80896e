"""The person of a case: all records of one human being, who else it may be, and joining and parting them."""

from django.http import Http404
from django.urls import reverse

from cases.domain import person as acts
from cases.forms.person import JoinForm, PartForm
from cases.queries.case import cases_for
from cases.queries.person import case_of, joinings_of, likely_beside, owned_by, records_of
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.pages import RowFormsPage

from .case import OneCase

NOT_FOUND = "没有找到这个编号的案件，请核对；其他站点的案件，请联系中心合并。"


class PersonPage(OneCase, RowFormsPage):
    template_name = "cases/person.html"
    act_forms = {"join": JoinForm, "part": PartForm}

    def denial(self, user):
        """Once the case is known to be within one's rights; any other is 404."""
        return "" if user.may("cases.amend") else self.refusal

    def get_queryset(self):
        return cases_for(self.request.user).select_related("applicant")

    def get_context_data(self, **kwargs):
        user, person = self.request.user, self.object.applicant
        cases, asked = owned_by(user, person)
        return super().get_context_data(
            records=records_of(person, cases),
            cases=cases,
            asked=asked,
            likely=likely_beside(user, person),
            joinings=joinings_of(person),
            **kwargs,
        )

    def offered(self):
        standing = joinings_of(self.object.applicant).filter(parted_at=None)
        return {"join", "part"} if standing.exists() else {"join"}

    def join(self, form):
        other = case_of(self.request.user, form.cleaned_data["number"])
        if other is None:
            raise DomainError(NOT_FOUND, field="number")

        reason = form.cleaned_data["reason"]
        acts.join(self.object.applicant, other.applicant, by=self.request.user, reason=reason)
        return self.here()

    def part(self, form):
        standing = joinings_of(self.object.applicant).filter(pk=form.cleaned_data["joining"])
        if not (made := standing.first()):
            raise Http404
        acts.part(made, by=self.request.user, reason=form.cleaned_data["reason"])
        return self.here()

    def here(self):
        return reverse("cases:person", args=[self.object.pk])
