from django.template.loader import render_to_string
from django.utils.functional import cached_property

from cases.forms import serving as forms
from cases.law.serving import PERSON, SEVERAL
from cases.models import Service
from cases.queries.case import cases_for
from cases.queries.group_serving import joint_papers, lacking
from cases.queries.serving import limit_after, papers_to_serve, proofs_of
from legalaid.platform.audit.views import RevealPage
from legalaid.platform.core.words import day
from legalaid.platform.office.asked import as_number

from .group_steps import MemberStep
from .step import CaseStepView


def the_only(rows):
    """The one there is; None where there are several or none."""
    first = list(rows[:2])
    return first[0] if len(first) == 1 else None


class Serve(CaseStepView):
    step_key, form_class = "serve", forms.ServeForm

    @cached_property
    def papers(self):
        each = joint_papers(self.subject).exclude(kind__in=SEVERAL).values("pk")
        return papers_to_serve(self.subject).exclude(pk__in=each)

    def get_initial(self):
        """The paper asked for, to whom it is written."""
        asked = as_number(self.request.GET.get("paper"))
        paper = self.papers.filter(pk=asked).first() if asked else the_only(self.papers)
        to = paper.facts.get("to", "") if paper else ""
        of_several = paper is not None and paper.kind in SEVERAL
        addressee = self.request.GET.get("addressee") or (PERSON if of_several else "")
        recipient = (to or self.subject.applicant.name) if paper else ""
        return {"paper": paper and paper.pk, "addressee": addressee, "recipient": recipient}

    def get_form_kwargs(self):
        more = {"papers": self.papers, "proofs": proofs_of(self.subject)}
        return super().get_form_kwargs() | more

    def said(self):
        return f"已登记送达。{until_of(self.made)}"


class ServeMembers(MemberStep):
    """The people who have not received the paper; the one asked for, or all of them, are chosen."""

    step_key, form_class = "serve_members", forms.ServeMembersForm

    @cached_property
    def papers(self):
        return joint_papers(self.subject)

    @cached_property
    def paper(self):
        asked = as_number(self.request.POST.get("paper") or self.request.GET.get("paper"))
        return self.papers.filter(pk=asked).first() if asked else self.papers.first()

    def choice(self):
        if self.paper is None:
            return []
        rows = list(lacking(self.subject, self.paper).filter(sent_on=None).select_related("joint"))
        for row in rows:
            row.case = self.subject
        return rows

    def get_initial(self):
        asked = as_number(self.request.GET.get("person"))
        people = [asked] if asked else [one.pk for one in self.choice()]
        return {"paper": self.paper and self.paper.pk, "people": people}

    def get_form_kwargs(self):
        more = {"papers": self.papers, "proofs": proofs_of(self.subject)}
        return super().get_form_kwargs() | more


class ServiceReveal(RevealPage):
    """Where a paper was brought to, for a reason that is kept with the case."""

    permission, workflow, reveals = "cases.reveal", "case", {"address": "送达地址"}

    def get_queryset(self):
        return Service.objects.filter(case__in=cases_for(self.request.user)).select_related("case")

    def post(self, request, pk):
        return super().post(request, self.object.case_id)

    def heading(self, label):
        return f"{self.object.title}的{label}"

    def caution(self):
        return render_to_string("_safe_contact.html", {"person": self.object.case.applicant})

    def back(self):
        return f"{self.object.case.get_absolute_url()}?tab=papers"


class UpdateService(CaseStepView):
    step_key, form_class = "update_service", forms.UpdateServiceForm

    @cached_property
    def services(self):
        return _told(self.subject)

    def get_initial(self):
        asked = as_number(self.request.GET.get("service"))
        return {"service": asked or the_only(self.services)}

    def get_form_kwargs(self):
        more = {"services": self.services, "proofs": proofs_of(self.subject)}
        return super().get_form_kwargs() | more

    def get_facts(self, form):
        return form.facts()

    def said(self):
        return f"已登记。{until_of(self.made.service)}"


def _told(case):
    return case.services.standing().select_related("paper").defer("paper__context")


def until_of(service):
    """The limit that began with the receipt of this paper."""
    until = limit_after(service)
    return f"异议期限至{day(until.at)}止。" if until else ""
