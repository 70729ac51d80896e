"""The register of cooperation (协作): requests of other agencies and ours to them."""

from cases.domain import inbound as acts
from cases.forms import inbound as forms
from cases.papers.inbound import cooperation_reply
from cases.queries.inbound import inbound_for, outbound_for, workers_at
from cases.tables.inbound import INBOUND, OUTBOUND
from legalaid.platform.audit.chain import events_for
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.pages import FormPage, MadeOnce, Page, RowFormPage, RowFormsPage
from legalaid.platform.office.paging import WidePaginator
from stations.queries.station import station_of


class Cooperations(Page):
    """In, or out (`show=out`), newest first."""

    permission, template_name = "cooperation.record", "cases/cooperations.html"

    def get_context_data(self, **kwargs):
        out, user = self.request.GET.get("show") == "out", self.request.user
        rows = (
            outbound_for(user).order_by("-issued_at", "-id")
            if out
            else inbound_for(user).for_lists()
        )
        page = WidePaginator(rows, 25).get_page(self.request.GET.get("page"))
        table = OUTBOUND if out else INBOUND
        return super().get_context_data(page=page, table=table, out=out, **kwargs)


class InboundNew(MadeOnce, FormPage):
    permission, form_class = "cooperation.record", forms.InboundForm
    title, submit, done = "登记外地协作请求", "登记", "已登记，请中心负责人分派。"

    def act(self, form):
        station = station_of(self.request.user)
        return acts.register(by=self.request.user, station=station, facts=form.cleaned_data)


class InboundPage(RowFormsPage):
    """One request: who has it, the answer, what was put right."""

    permission, template_name = "cooperation.record", "cases/inbound.html"

    def get_queryset(self):
        return inbound_for(self.request.user).select_related(
            "assigned_to", "answered_by", "by", "station"
        )

    @property
    def act_forms(self):
        people = workers_at(self.object.station)

        def assign(*args, **kwargs):
            return forms.AssignForm(*args, people=people, **kwargs)

        return {
            "assign": assign,
            "answer": forms.AnswerForm,
            "reopen": forms.ReasonForm,
            "void": forms.ReasonForm,
        }

    def offered(self):
        if self.object.voided_at:
            return ()
        return ("reopen",) if self.object.answered_on else ("assign", "answer", "void")

    def get_context_data(self, **kwargs):
        about = {"workflow": "inbound", "subject_id": self.object.pk}
        papers = Paper.objects.filter(**about).defer("context")
        events = events_for("inbound", self.object.pk)
        return super().get_context_data(papers=papers, events=events, **kwargs)

    def assign(self, form):
        return acts.assign(self.object, by=self.request.user, **form.cleaned_data)

    def answer(self, form):
        said = form.cleaned_data
        return acts.answer(self.object, by=self.request.user, context=cooperation_reply, **said)

    def reopen(self, form):
        return acts.reopen(self.object, by=self.request.user, **form.cleaned_data)

    def void(self, form):
        return acts.void(self.object, by=self.request.user, **form.cleaned_data)


class InboundCorrect(RowFormPage):
    permission, form_class = "cooperation.record", forms.CorrectForm
    title, done = "更正协作请求登记", "已更正。"

    def get_queryset(self):
        return inbound_for(self.request.user).filter(voided_at=None)

    def get_initial(self):
        return {name: getattr(self.object, name) for name in acts.FIELDS}

    def act(self, form):
        facts = dict(form.cleaned_data)
        reason = facts.pop("reason")
        return acts.correct(self.object, by=self.request.user, reason=reason, facts=facts)
