"""Objections: the list with its figures, the form, one objection with what may be done with it, its steps."""

from django.utils import timezone
from django.utils.functional import cached_property

from cases.domain.objection import object_to
from cases.enums import ObjectionState
from cases.forms import objection as forms
from cases.law.serving import CORRECTED_BY
from cases.permissions import recusals_of
from cases.queries.case import cases_for
from cases.queries.objection import (
    figures_of,
    limit_of,
    objectable,
    objections_for,
    reasons_against,
    reconsider_until,
)
from cases.queries.recusal import who_acts
from cases.tables.detail import CLOCKS
from cases.tables.objection import OBJECTIONS
from cases.workflow import CASE, OBJECTION
from legalaid.platform.audit.chain import events_for
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.pages import FormPage, ListPage, Page, RowMixin, SentOnce
from legalaid.platform.procedure.views import StepView
from stations.queries.station import station_of

from .decision import offered
from .step import CaseStepView

YEARS = 5


class Objections(ListPage):
    """Newest first; above them what became of those of a year, by the ground of the decision."""

    permission, refusal = "objections.view", "您的岗位不看异议。"
    template_name = "cases/objections.html"

    def get_queryset(self):
        return objections_for(self.request.user).for_lists()

    def get_context_data(self, **kwargs):
        now = timezone.localdate().year
        asked = as_number(self.request.GET.get("year"))
        year = asked if asked and now - YEARS < asked <= now else now
        return super().get_context_data(
            table=OBJECTIONS,
            figures=figures_of(self.request.user, year),
            year=year,
            years=range(now, now - YEARS, -1),
            **kwargs,
        )


class ObjectionNew(SentOnce, FormPage):
    """At any station, for whoever brings a decision: its number and the name on it find the case."""

    permission, refusal = "objections.take", "您的岗位不登记异议。"
    template_name = "cases/objection_form.html"
    form_class = forms.ObjectionForm
    done = "异议已登记，由司法局审查。"

    def denial(self, user):
        self.station = station_of(user)
        posted = "" if self.station else "您的账号还没有分配站点，请联系系统管理员。"
        return super().denial(user) or posted

    def get_initial(self):
        """Of the case one came from, as far as one may read it."""
        case = (
            cases_for(self.request.user).filter(pk=as_number(self.request.GET.get("case"))).first()
        )
        found = objectable(case).get("objectable", ()) if case else ()
        asked = as_number(self.request.GET.get("paper"))
        one = next((one for one in found if one.paper.pk == asked), found[-1] if found else None)
        if one is None:
            return {}
        paper, name = one.paper, one.whose or case.applicant.name
        return {"number": paper.number_text, "name": name, "objector": name}

    def act(self, form):
        number, name = form.cleaned_data["number"], form.cleaned_data["name"]
        told = {"number": number, "name": name, "facts": form.facts()}
        return object_to(by=self.request.user, token=self.token, station=self.station, **told)


class ObjectionPage(RowMixin, Page):
    """What was decided, what is said against it, by when the bureau decides; of the case no more than that needs."""

    template_name = "cases/objection.html"

    def permits(self, user):
        """Which objections one may see is said by the queryset."""
        return True

    def get_queryset(self):
        return objections_for(self.request.user).for_lists()

    def get_context_data(self, **kwargs):
        row, user = self.object, self.request.user
        decides = user.may("objections.decide")
        reads = cases_for(user).filter(pk=row.case_id).exists()
        papers = Paper.objects.filter(workflow="case", subject_id=row.case_id).defer("context")

        return super().get_context_data(
            row=row,
            task=OBJECTION.places[row.state].task,
            steps=OBJECTION.available(row, user),
            limit=limit_of(row.paper, row.case, row.objector),
            barred=OBJECTION.barred(user, row),
            instead=self.instead(),
            remedy=reconsider_until(row),
            grounds=forms.ground_texts(row.grounds),
            reasons=reasons_against(row) if decides or reads else "",
            review=getattr(row.case, "review", None) if decides or reads else None,
            correcting=self.correcting(),
            papers=papers.filter(kind="objection_decision", issued_at__gte=row.at),
            opens=decides or reads,
            reads=reads,
            deadlines=list(row.deadlines),
            clocks_table=CLOCKS,
            events=events_for("objection", row.pk),
            **kwargs,
        )

    def instead(self):
        """Who of the bureau or the centre acts where somebody of them keeps out."""
        row = self.object
        kept_out = recusals_of(row.case)
        return who_acts(row.case, kept_out, row.turn, lambda user: OBJECTION.available(row, user))

    def correcting(self):
        """The step by which the centre follows what was ordered, for whoever may do it now."""
        row = self.object
        steps = [CASE.steps[key] for key in CORRECTED_BY[row.paper.kind]]
        open_to = (step for step in steps if not CASE.refusal(step, row.case, self.request.user))
        return next(open_to, None) if row.state == ObjectionState.ORDERED else None


class ObjectionStep(StepView):
    workflow = OBJECTION
    template_name = "cases/objection_step.html"

    def get_scope(self):
        return objections_for(self.request.user).for_lists()


class Amend(ObjectionStep):
    step_key, form_class = "amend_objection", forms.AmendObjectionForm
    done = "已更正。"

    def get_initial(self):
        return {name: getattr(self.subject, name) for name in forms.FACTS}

    def get_facts(self, form):
        return {"reason": form.cleaned_data["reason"], "facts": form.facts()}


class TakeBack(ObjectionStep):
    step_key, form_class = "take_back", forms.TakeBackForm
    done = "已登记撤回；异议期限以内可以再提出。"


class Cancel(ObjectionStep):
    step_key, form_class = "cancel_objection", forms.ReasonForm
    done = "登记已撤销。"


class Uphold(ObjectionStep):
    step_key, form_class = "uphold", forms.ReviewForm
    done = "已决定维持，异议审查决定书已开具，由中心窗口送达异议人。"


class OrderCorrection(ObjectionStep):
    step_key, form_class = "order_correction", forms.ReviewForm
    done = "已责令改正，异议审查决定书已开具，由中心负责人重新作出决定。"


class ReviewAgain(ObjectionStep):
    step_key, form_class = "review_again", forms.ReasonForm
    done = "已撤销，请重新审查。"


class RecordRemedy(ObjectionStep):
    step_key, form_class = "record_remedy", forms.RemedyForm
    done = "已登记。被撤销、变更的，请办理“撤销审查决定，重新审查”。"


class CorrectRefusal(CaseStepView):
    """The centre decides anew: as ordered, or by itself before anyone objects."""

    step_key, form_class = "correct_refusal", forms.CorrectForm
    template_name = "cases/decision_decide.html"
    done = "已改正为给予法律援助，请指派承办人；新的决定书请送达申请人。"

    @cached_property
    def ordered(self):
        return self.subject.objections.ordered().exists()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.subject, "ordered": self.ordered}

    def get_initial(self):
        return offered(self.subject)

    def get_facts(self, form):
        return form.facts()
