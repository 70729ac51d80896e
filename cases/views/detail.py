"""The page of one case."""

from django.urls import reverse

from cases.enums import WITH_HANDLER, State
from cases.law.grounds import CROWDS, text_of
from cases.permissions import kept_from
from cases.queries.case import cases_for, complete, next_steps, readable_for
from cases.queries.dossier import dossier_of
from cases.queries.returned import why_back
from cases.queries.sevenones import progress_of
from cases.queries.turn import turn_of
from cases.workflow import CASE, PHASES
from legalaid.platform.audit.views import PersonReveal
from legalaid.platform.jobs.queue import last_job
from legalaid.platform.office import panels
from legalaid.platform.office.pages import Page, RowMixin

from .case import OneCase
from .tabs import TABS

REVEALS = {
    "id_number": "证件号码",
    "phone": "联系电话",
    "reach": "没有电话时找谁",
    "address": "住所地",
    "household_address": "户籍地",
}

# the field that holds the day on which a phase was reached
REACHED = {
    "申请": "received_at",
    "受理": "accepted_at",
    "决定": "decided_at",
    "指派": "assigned_at",
    "办理": "first_met_on",
    "结案": "closed_on",
    "回访": "followed_up_at",
    "归档": "archived_at",
}
EXAMINED = ("受理", "审查", "决定")  # what a notified case goes without (Law art. 36)

AMENDING = ("amend", "amend_notice")  # the steps that put right what was registered
UPDATING = "update_matter"  # where it is said what they are today
BESIDE = "add_log"  # stands by itself beside the menu


class Detail(OneCase, RowMixin, Page):
    """Who, what, whose turn, by when, why, what next; ten phases; the seven ones; the facts; the tabs, each when it is opened."""

    template_name = "cases/detail.html"

    def get_queryset(self):
        return readable_for(self.request.user).for_page()

    def get_template_names(self):
        tab = self.tab_alone()
        return [tab.template] if tab else [self.template_name]

    def get_context_data(self, **kwargs):
        if tab := self.tab_alone():
            kwargs |= tab.read(self.object, self.request.user, self.request.GET)
        else:
            kwargs |= self.head() | self.tabs()
        return super().get_context_data(case=self.object, **kwargs)

    def tab_alone(self):
        """The tab the page fetches as it is opened."""
        return TABS.get(self.tab_asked()) if self.request.htmx else None

    def tab_asked(self):
        return self.request.GET.get("tab", "")

    def head(self):
        case, user = complete(self.object), self.request.user
        consults, told = user.may("cases.consult"), not kept_from(user, case)

        return {
            "phases": list(phases_of(case)),
            "turn": turn_of(case),
            "alarm": case.alarms.last() if case.held and told else None,
            "seven": progress_of(case, told=told) if case.aided else (),
            "dossier": dossier_of(case),
            "back": why_back(case),
            "transfers": transfers_of(case),
            "job": dossier_in_work(case),
            "crowds": [text_of(CROWDS, code) for code in case.crowds],
            "reveals": Reveal.offered(case.applicant),
            "panels": panels.render("case", self.request, case),
            "earlier": others_of(case, user),
            "consultations": case.consultations.only("number") if consults else (),
            **steps_for(case, user),
        }

    def tabs(self):
        """The one asked for is read at once, each other when it is opened; for paper, all."""
        whole, asked = "all" in self.request.GET, self.tab_asked()
        opened = [key for key in TABS if whole or key == asked]
        shown = [
            (key, tab.label, tab.template if key in opened else "") for key, tab in TABS.items()
        ]

        context = {"whole": whole, "tab": asked, "tabs": shown}
        for key in opened:
            context |= TABS[key].read(self.object, self.request.user, self.request.GET)
        return context


def transfers_of(case):
    """What an earlier handler still has to hand over."""
    if case.state not in WITH_HANDLER:
        return ()
    return case.transfers.filter(done_at=None).select_related("before__user")


def steps_for(case, user):
    """The steps this person may take now, as the page offers them; `amend`: where what was registered is put right, "" where it is not."""
    available, main = CASE.available(case, user), next_steps(case, user)
    minor = [step for step in available if step.minor and step.key not in (BESIDE, UPDATING)]
    danger = [step for step in available if step.danger and not step.minor]
    aside = [step for step in available if not (step.minor or step.danger or step in main)]
    keys = {step.key for step in available}
    # read before it is known which of the two it will be; or nobody can take it yet
    if case.state == State.DECISION or (case.state == State.ARCHIVING and not case.turn):
        main, aside = [], main + aside
    amending = next((key for key in AMENDING if key in keys), "")

    return {
        "main_steps": main,
        "read_at": f"{reverse('cases:decisions')}?case={case.pk}" if "grant" in keys else "",
        "other_steps": aside,
        "minor_steps": minor,
        "danger_steps": danger,
        "may_log": BESIDE in keys,
        "amend": reverse(f"cases:{amending}", args=[case.pk]) if amending else "",
        "updating": reverse(f"cases:{UPDATING}", args=[case.pk]) if UPDATING in keys else "",
    }


def phases_of(case):
    """(name, whether done or now, the day it was reached) of the ten phases of a case."""
    now = PHASES.index(CASE.places[case.state].phase)
    reached = {phase: getattr(case, field) for phase, field in REACHED.items()}
    reached["审查"] = case.review.reviewed_at if hasattr(case, "review") else None

    for number, phase in enumerate(PHASES):
        if case.by_notice and phase in EXAMINED:
            continue
        name = "通知" if case.by_notice and phase == "申请" else phase
        yield name, _mark(number, now, case.finished), reached.get(phase)


def _mark(number, now, finished):
    if finished or number < now:
        return "done"
    return "now" if number == now else ""


def dossier_in_work(case):
    """The job that builds the volumes of a case being sealed."""
    return last_job("build_dossier", case=case.pk) if case.state == State.SEALING else None


def others_of(case, user):
    """What else the same person applied for, within the user's rights, newest first."""
    others = cases_for(user).of_person(case.applicant).exclude(pk=case.pk)
    return others.order_by("-received_at").only("number", "state", "received_at")[:10]


class Reveal(PersonReveal):
    permission, workflow, reveals = "cases.reveal", "case", REVEALS

    def get_queryset(self):
        return cases_for(self.request.user).select_related("applicant")

    @property
    def person(self):
        return self.object.applicant

    def heading(self, label):
        return f"{self.object.applicant.name}的{label}"
