from django.http import QueryDict
from django.utils import timezone

from cases.domain.closure import wants_opinion
from cases.domain.progress import hearings_ahead
from cases.enums import Outcome
from cases.forms import closure as forms
from cases.law.catalogue import HANDLER_SLOTS
from cases.law.retention import retention
from cases.periods import CLOSURE_FILE
from cases.queries.amendment import restagings_of
from cases.queries.archive import catalogue_of, stands
from cases.queries.ending import still_objectable
from cases.queries.followup import callers_for, plans_of, questions_on
from cases.queries.sevenones import seven_ones_of
from cases.tables.detail import filing
from legalaid.platform.procedure.deadlines import within

from .step import CaseStepView


def closing_file(case):
    """The seven ones, and both volumes line by line with what lies in them."""
    volumes = [
        (filing(title), [(entry, filed, stands(case, entry, filed)) for entry, filed in lines])
        for title, lines in (catalogue_of(case).items() if hasattr(case, "closure") else ())
    ]
    return {"seven": seven_ones_of(case), "volumes": volumes}


class Conclude(CaseStepView):
    step_key, form_class = "conclude", forms.ConcludeForm

    @property
    def done(self):
        return f"已登记结案日，自结案日起{within(CLOSURE_FILE, timezone.now())}报送结案材料。"

    def get_form_kwargs(self):
        ahead = hearings_ahead(self.subject, timezone.now())
        return super().get_form_kwargs() | {"case": self.subject, "ahead": ahead}

    def get_facts(self, form):
        return {**form.cleaned_data, "outcome": Outcome(form.cleaned_data["outcome"])}


class AmendClosure(CaseStepView):
    step_key, form_class, over_values = "amend_closure", forms.AmendClosureForm, True
    done = "已更正，报送结案材料和上诉、申请再审的期限已按更正后的日期重新计算。"

    def get_initial(self):
        closure = getattr(self.subject, "closure", None)
        names = ("document", "document_number", "closed_on")
        return {name: getattr(closure, name) for name in names} if closure else {}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.subject}


class ReopenHandling(CaseStepView):
    step_key, form_class = "reopen_handling", forms.ReopenForm


class ReportClosure(CaseStepView):
    step_key, form_class = "report_closure", forms.ReportClosureForm
    template_name = "cases/closure_report.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"wants_opinion": wants_opinion(self.subject)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**closing_file(self.subject), **kwargs)


class ResubmitClosure(ReportClosure):
    step_key = "resubmit_closure"

    def get_initial(self):
        closure = getattr(self.subject, "closure", None)
        if closure is None:  # sent for a case that is not there yet: the act says so
            return {}
        return {
            "summary": closure.summary,
            "discussed_on": closure.discussed_on,
            "discussion": closure.discussion,
            "no_opinion": closure.no_opinion,
        }


class ReturnClosure(CaseStepView):
    step_key, form_class = "return_closure", forms.ReturnClosureForm


class ApproveClosure(CaseStepView):
    step_key, form_class = "approve_closure", forms.ApproveClosureForm
    template_name = "cases/closure_report.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"restagings": restagings_of(self.subject)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**closing_file(self.subject), **kwargs)


class AskItem(CaseStepView):
    step_key, form_class = "ask_item", forms.AskItemForm
    template_name = "cases/closure_report.html"
    done = "已请承办人补交，补齐后案件回到原来的环节。"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**closing_file(self.subject), **kwargs)

    def get_facts(self, form):
        return form.cleaned_data | {"item": HANDLER_SLOTS[form.cleaned_data["slot"]]}


class GiveItem(CaseStepView):
    step_key, form_class = "give_item", forms.GiveItemForm
    template_name = "cases/closure_item.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            asked=self.subject.asked_items.filter(given_at=None).first(), **kwargs
        )


class PlanFollowUp(CaseStepView):
    step_key, form_class = "plan_follow_up", forms.PlanFollowUpForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"callers": callers_for(self.request.user)}

    def get_initial(self):
        plan = plans_of([self.subject.pk]).get(self.subject.pk)
        return {"officer": plan.officer, "due_on": plan.due_on} if plan else {}


class TryFollowUp(CaseStepView):
    step_key, form_class = "try_follow_up", forms.TryFollowUpForm


class FollowUp(CaseStepView):
    step_key, form_class = "follow_up", forms.FollowUpForm
    right_ends = True

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if self.draft:
            kwargs["initial"] |= QueryDict(self.draft.content).dict() | kwargs["initial"]
        return kwargs | {"questions": questions_on(timezone.localdate())}

    def get_facts(self, form):
        return form.facts()


class SecondCall(FollowUp):
    step_key, right_ends = "second_call", False
    template_name = "cases/closure_second.html"


class AboutAlarm(CaseStepView):
    template_name = "cases/closure_second.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(alarm=self.subject.alarms.last(), **kwargs)


class CheckAlarm(AboutAlarm):
    step_key, form_class = "check_alarm", forms.CheckAlarmForm


class SettleAlarm(AboutAlarm):
    step_key, form_class = "settle_alarm", forms.SettleForm

    def get_form_kwargs(self):
        alarm = self.subject.alarms.last()
        return super().get_form_kwargs() | {"found": alarm.found if alarm else ()}

    def get_facts(self, form):
        return form.facts()


class Waive(CaseStepView):
    step_key, form_class = "waive", forms.WaiveForm

    def get_form_kwargs(self):
        missing = [one for one in seven_ones_of(self.subject) if not one.settled]
        return super().get_form_kwargs() | {"missing": missing}


class Archive(CaseStepView):
    """Archiving is refused, with names, while one of the seven or a required item of the file is missing."""

    step_key, form_class = "archive", forms.ArchiveForm
    template_name = "cases/closure_archive.html"
    done = "材料齐全，正在生成卷宗；完成后自动封存。"

    def get_form_kwargs(self):
        waits = still_objectable(self.subject, timezone.localdate())
        return super().get_form_kwargs() | {"waits": waits}

    def get_initial(self):
        return {"retention": retention(life_or_death=self.subject.life_or_death)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**closing_file(self.subject), **kwargs)
