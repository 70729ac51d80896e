"""Sitting in hearings: those ahead, who is sent, the form of the corridor, the handler's answer."""

from django.utils import timezone

from cases.models import Hearing
from cases.quality.domain import observation as acts
from cases.quality.forms import observation as forms
from cases.quality.queries.observation import (
    hearings_ahead,
    observations_for,
    observers_for,
    to_ask_about,
)
from cases.quality.queries.supervisor_file import masker
from cases.quality.queries.term import from_outside
from cases.quality.tables.observation import AHEAD, OBSERVATIONS, TO_ASK
from cases.quality.workflow import OBSERVATION
from legalaid.platform.audit.chain import events_for
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.pages import ListPage, Page, RowFormPage, RowMixin
from legalaid.platform.procedure.views import StepView
from stations.queries.station import reach

SHOWN = 50


class Hearings(ListPage):
    """Hearings one may send somebody to."""

    permission, template_name = "quality.plan", "quality/hearings.html"

    def get_queryset(self):
        return hearings_ahead(self.request.user, self.now)

    @property
    def now(self):
        """To the minute: what is counted is kept a while."""
        return timezone.now().replace(second=0, microsecond=0)

    def get_context_data(self, **kwargs):
        asking = to_ask_about(self.request.user, self.now)[:SHOWN]
        tables = {"table": AHEAD, "ask_table": TO_ASK}
        return super().get_context_data(asking=asking, **tables, **kwargs)


class OneHearing(RowFormPage):
    permission, template_name = "quality.plan", "quality/hearing.html"
    context_object_name, back = "hearing", ""

    def get_queryset(self):
        within = Hearing.objects.filter(case__station__in=reach(self.request.user))
        return within.select_related("case__cause", "case__applicant", "case__handler__firm")


class Assign(OneHearing):
    form_class, title, submit = forms.AssignForm, "安排旁听", "安排"
    done = "已安排，旁听人已收到通知。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"observers": observers_for(self.object.case)}

    def act(self, form):
        return acts.assign(self.object, by=self.request.user, **form.cleaned_data)


class TellPublicity(OneHearing):
    form_class, title, done = forms.PublicityForm, "登记是否公开审理", "已登记。"

    def act(self, form):
        acts.tell_publicity(self.object, by=self.request.user, **form.cleaned_data)
        return "quality:hearings"


class Observations(ListPage):
    """Those one plans or oversees, goes to, or was seen in."""

    permission, template_name = "quality.observe", "quality/observations.html"

    def get_queryset(self):
        return observations_for(self.request.user).for_lists()

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=OBSERVATIONS, **kwargs)


class ObservationPage(RowMixin, Page):
    permission, template_name = "quality.observe", "quality/observation.html"

    def get_queryset(self):
        return observations_for(self.request.user).for_lists()

    def get_context_data(self, **kwargs):
        row = self.object
        papers = Paper.objects.filter(workflow="observation", subject_id=row.pk)
        outside = from_outside(self.request.user)
        return super().get_context_data(
            row=row,
            answer=masker(row.case)(row.answer) if outside else row.answer,
            task=OBSERVATION.places[row.state].task,
            steps=OBSERVATION.available(row, self.request.user),
            papers=papers.defer("context"),
            events=() if outside else events_for("observation", row.pk),
            **kwargs,
        )


class ObservationStep(StepView):
    workflow, template_name = OBSERVATION, "quality/step.html"

    def get_scope(self):
        return observations_for(self.request.user).for_lists()


class Fill(ObservationStep):
    step_key, form_class = "fill_observation", forms.FillForm
    done = "已填写，承办人已收到通知。"


class Correct(ObservationStep):
    step_key, form_class = "correct_observation", forms.CorrectForm
    done = "已更正，记录表已重新出具，由承办人重新回应。"

    def get_initial(self):
        seen = {name: getattr(self.subject, name) for name in forms.SEEN}
        return seen | {name: str(int(bool(seen[name]))) for name in ("on_time", "dressed")}


class Answer(ObservationStep):
    step_key, form_class = "answer_observation", forms.AnswerForm
    done = "已回应。"


class Release(ObservationStep):
    step_key, form_class = "release_observer", forms.ReleaseForm
    done = "旁听已取消。"


STEPS = (Fill, Correct, Answer, Release)
