"""The page of one case."""

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from cases.domain.away import standing
from cases.enums import WITH_HANDLER, Channel, Prior, State
from cases.law.grounds import CROWDS, text_of
from cases.models import Foreign
from cases.permissions import kept_from, recusals_of
from cases.queries.age import comes_of_age_on, grown
from cases.queries.case import cases_for, complete, next_steps, readable_for
from cases.queries.dossier import dossier_of
from cases.queries.elsewhere import heed
from cases.queries.help import helps_for
from cases.queries.objection import objectable
from cases.queries.owed import not_yet
from cases.queries.prior import prior_of
from cases.queries.punctual import forwarding_of
from cases.queries.recusal import who_acts_on
from cases.queries.replacement import waiting_request
from cases.queries.returned import why_back
from cases.queries.sevenones import progress_of
from cases.queries.stage import beside_of, matters_of
from cases.queries.turn import turn_of
from cases.queries.twin import may_join, refused_before
from cases.queries.volunteer import coming_of, pool_of
from cases.workflow import CASE, GROUP, PHASES
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
OPENING = ("record_appeal", "open_stage", "open_notified_stage")  # what follows a stage
NAMED = 12  # of those who apply together
ON_LEAVE = "keep_over_leave"  # offered where a leave asks for it
BESIDE = "add_log"  # stands by itself beside the menu


def may_end_prior(case, user):
    """Whether aid that could not be confirmed may be proposed to end by this person now."""
    step = CASE.steps["propose_termination"]
    return case.prior == Prior.FAILED and not CASE.refusal(step, case, user)


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
        by_duty_lawyer, turn = case.channel == Channel.DUTY_LAWYER, turn_of(case)

        return {
            "phases": list(phases_of(case)),
            "turn": turn,
            "forwarding": forwarding_of(case),
            "given": case.assignments.kept().last() if case.handler_id else None,
            "alarm": case.alarms.last() if case.held and told else None,
            "seven": progress_of(case, told=told) if case.aided else (),
            "dossier": dossier_of(case),
            "back": why_back(case),
            "transfers": transfers_of(case),
            **called_for(case, user),
            "asked": waiting_request(case),
            "recusals": recusals_of(case),
            "instead": who_acts_on(case, recusals_of(case)),
            "away": standing(case) if case.state == State.REFERRED_AWAY else None,
            "came_from": case.received_package if case.channel == Channel.AGENCY else None,
            "prior": prior_of(case),
            "may_end_prior": may_end_prior(case, user),
            "job": dossier_in_work(case),
            "of_age_on": comes_of_age_on(case) if grown(case, timezone.localdate()) else None,
            **listed_of(case),
            "crowds": [text_of(CROWDS, code) for code in case.crowds],
            "reveals": Reveal.offered(case.applicant),
            "panels": panels.render("case", self.request, case),
            **beside_it(case, user),
            "consultations": case.consultations.only("number") if consults else (),
            **objectable(case),
            "helps": helps_for(user).filter(case=case).only("number") if by_duty_lawyer else (),
            **steps_for(case, user, turn.owed),
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


def listed_of(case):
    """The first of those who apply together, by name, and what all of them ask; the rest stands on the page of the list."""
    if case.applicant_count < 2:
        return {}
    names = list(case.joint_applicants.values_list("name", flat=True)[: NAMED + 1])
    total = case.joint_applicants.order_by().aggregate(sum=Sum("amount"))["sum"]
    return {"joint": names[:NAMED], "joint_more": len(names) > NAMED, "joint_sum": total}


def transfers_of(case):
    """What an earlier handler still has to hand over."""
    if case.state not in WITH_HANDLER:
        return ()
    return case.transfers.filter(done_at=None).select_related("before__user")


def called_for(case, user):
    """The call for volunteers that stands, before who calls and chooses."""
    waits = case.state == State.GRANTED and user.may("cases.assign")
    pool = pool_of(case) if waits else None
    return {"pool": pool, "coming": coming_of(pool), "now": timezone.now()} if pool else {}


def steps_for(case, user, owed):
    """The steps this person may take now, as the page offers them; `amend`: where what was registered is put right, "" where it is not;
    `may_owed`: what is owed and they may do; `not_yet`: why they cannot take a step yet that is theirs."""
    available, main = CASE.available(case, user), next_steps(case, user)
    keys = {step.key for step in available}
    waits, may_owed = not_yet(case), [one for one in owed if one.step in keys]
    shown = {*waits, *(one.step for one in may_owed)}
    main = [step for step in main if step.key not in shown]
    elsewhere = {BESIDE, UPDATING, ON_LEAVE, *OPENING, *(step.key for step in GROUP)}
    minor = [step for step in available if step.minor and step.key not in elsewhere]
    danger = [step for step in available if step.danger and not step.minor]
    danger = [step for step in danger if step.key not in shown]
    aside = [step for step in available if not (step.minor or step.danger or step in main)]
    aside = [step for step in aside if step.key not in shown]
    # read before it is known which of the two it will be; or nobody can take it yet
    if case.state == State.DECISION or (case.state == State.ARCHIVING and not case.turn):
        main, aside = [], main + aside
    amending = next((key for key in AMENDING if key in keys), "")

    return {
        "main_steps": main,
        "may_owed": [one for one in may_owed if one.step not in waits],
        "not_yet": [said for key, said in waits.items() if key in keys],
        "read_at": f"{reverse('cases:decisions')}?case={case.pk}" if "grant" in keys else "",
        "other_steps": aside,
        "minor_steps": minor,
        "may_open": [step for step in available if step.key in OPENING],
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
        done = phase not in REACHED and phase != "审查" or reached[phase] is not None
        yield name, _mark(number, now, case.finished, done), reached.get(phase)


def _mark(number, now, finished, done):
    """What lies behind the case and has no day was never done; of what is over the last phase is where it ended."""
    if number == now:
        return "done" if finished else "now"
    return "done" if number < now and done else ""


def dossier_in_work(case):
    """The job that builds the volumes of a case being sealed."""
    return last_job("build_dossier", case=case.pk) if case.state == State.SEALING else None


def beside_it(case, user):
    """The stages of the matter and what else the person applied for; fees spared, a foreigner's ground, an earlier refusal."""
    matters, closed = matters_of(case, user), case.closed_on
    joined, again = case.state == State.JOINED, case.anew

    return {
        "chain": matters.chain,
        "earlier": matters.others[:10],
        "twins": may_join(case) if matters.alike else (),
        "before": stage_before(case, matters.others, user),
        "appeal": case.appeals.last() if closed else None,
        "reliefs": case.reliefs.all() if case.aided else (),
        "foreign": Foreign.objects.filter(case=case).first()
        if "foreigner" in case.crowds
        else None,
        "union": case.unions.select_related("into").last() if joined else None,
        "refused": refused_before(case.applicant.being, case.cause_id, case.pk) if again else None,
    }


def stage_before(case, others, user):
    """The same matter a stage earlier, to which a case that stands alone may be tied by this person."""
    alone = case.earlier_id is None and any(row.stage != case.stage for row in others)
    if not alone or CASE.refusal(CASE.steps["link_stage"], case, user):
        return None
    seen = {row.pk for row in others}
    found = (row.case for row in beside_of(case) if row.before and row.case.pk in seen)
    return next(found, None)


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
        return heed(self.object.applicant)

    def heading(self, label):
        return f"{self.object.applicant.name}的{label}"
