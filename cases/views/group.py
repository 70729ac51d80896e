"""The list of those who apply together, page by page, and each of them; what is done there are steps (`group_steps`)."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from cases.domain.papers import OF_MEMBERS, print_paper
from cases.enums import MemberPaper
from cases.forms.group import said_of
from cases.models import FollowUp
from cases.queries import group as found
from cases.queries.case import cases_for
from cases.queries.elsewhere import heed
from cases.queries.group_serving import joint_papers, lacking, served_of, with_service
from cases.queries.serving import limit_after
from cases.tables.group import MEMBERS, decided
from cases.workflow import CASE, GROUP
from legalaid.platform.audit.views import RevealPage
from legalaid.platform.documents.kinds import PAPER_KINDS
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.pages import Page, RowMixin
from legalaid.platform.office.paging import WidePaginator

from .case import CaseAct, OneCase

PAGE = 50
SHOWN = {
    "": "全部",
    "papers": "材料未收齐",
    "refused": "不予援助",
    "waiting": "待决定",
    "left": "已退出",
    "unserved": "未送达",
    "unpaid": "款项未给付",
    "sample": "抽中回访",
}


def steps_about_members(case, user):
    """Of the steps about these people those this person may take now."""
    asked = (*GROUP, CASE.steps["serve_members"])
    return [
        step for step in asked if case.state in step.source and not CASE.refusal(step, case, user)
    ]


class GroupPage(OneCase, RowMixin, Page):
    template_name = "cases/group.html"

    def get_context_data(self, **kwargs):
        case, user, show = self.object, self.request.user, self.request.GET.get("show", "")
        sample, paper = found.sample_of(case), joint_papers(case).first()
        people = found.narrowed(found.with_calls(found.people_of(case)), show, sample)
        people = with_service(people, paper)
        if show == "unserved":
            people = (
                people.filter(pk__in=lacking(case, paper).values("pk")) if paper else people.none()
            )
        page = WidePaginator(people, PAGE).get_page(self.request.GET.get("page"))
        for one in page:
            one.drawn = bool(sample) and one.pk in sample.drawn
        steps = steps_about_members(case, user)

        return super().get_context_data(
            case=case,
            page=page,
            table=MEMBERS,
            totals=found.totals_of(case),
            sample=sample,
            served=[(one, served_of(case, one)) for one in joint_papers(case)],
            may_serve="serve_members" in {step.key for step in steps},
            elsewhere=found.elsewhere(case),
            reports=case.group_reports.select_related("by"),
            asks_report=case.applicant_count >= case.many_from and not found.is_reported(case),
            steps=steps,
            may_pay="pay_members" in {step.key for step in steps},
            may_list=not CASE.refusal(CASE.steps["list_joint"], case, user),
            papers=[(kind, PAPER_KINDS[kind].title) for kind in OF_MEMBERS],
            may_print=user.may("cases.papers") and not case.sealed,
            shown=SHOWN,
            show=show,
            **kwargs,
        )


class PersonOfGroup(OneCase, RowMixin):
    """One person of the list; of another case's list 404."""

    @property
    def member(self):
        member = found.people_of(self.object).filter(pk=self.kwargs["person"]).first()
        if member is None:
            raise Http404
        return member


class GroupPerson(PersonOfGroup, Page):
    template_name = "cases/group_person.html"

    def get_context_data(self, **kwargs):
        case, member = self.object, self.member
        steps = steps_about_members(case, self.request.user)
        papers = joint_papers(case)
        said_by = member.services.select_related("paper").defer("paper__context")
        calls = FollowUp.objects.filter(member=member).select_related("by")

        may = {
            "may_serve": "serve_members" in {step.key for step in steps},
            "may_update": not CASE.refusal(CASE.steps["update_service"], case, self.request.user),
            "may_void": "void_payment" in {step.key for step in steps},
            "may_print": self.request.user.may("cases.papers") and not case.sealed,
        }

        return super().get_context_data(
            case=case,
            member=member,
            said=said_of(member),
            decided=decided(member),
            received=[(MemberPaper(code).label, on) for code, on in member.papers.items()],
            prints=[(kind, PAPER_KINDS[kind].title) for kind in OF_MEMBERS[1:]],
            payments=member.payments.select_related("by", "voided_by"),
            calls=calls,
            acting=member.acted_for(timezone.localdate()),
            services=[(row, limit_after(row)) for row in said_by],
            lacking=[one for one in papers if lacking(case, one).filter(pk=member.pk).exists()],
            reveals=REVEALS,
            steps=[step for step in steps if step.key in OF_ONE],
            **may,
            **kwargs,
        )


OF_ONE = (
    "check_members",
    "refuse_member",
    "grant_member",
    "end_member",
    "resume_member",
    "leave_group",
    "member_died",
    "set_guardian",
    "set_contact",
    "rejoin_group",
    "change_lead",
    "call_member",
)
REVEALS = {"id_number": "证件号码", "phone": "联系电话"}


class GroupReveal(PersonOfGroup, RevealPage):
    """Number and telephone of one of them, for a reason that is kept with the case."""

    permission, workflow, reveals = "cases.reveal", "case", REVEALS

    def get_queryset(self):
        return cases_for(self.request.user).select_related("applicant")

    def post(self, request, pk, person):
        """The record tells whose it was by the place on the list, not by name."""
        place = found.place_of(self.member)
        self.reveals = {key: f"名单第{place}人的{name}" for key, name in REVEALS.items()}
        return super().post(request, pk)

    def value(self, field):
        return getattr(self.member.who, field)

    def heading(self, label):
        return f"{self.member}：{label}"

    def dial(self, field):
        """Where the applicant or the person may be reached only as agreed, nobody is dialled from here; nor against what was agreed elsewhere."""
        guarded = self.object.applicant.guarded or self.member.guarded
        allowed = not guarded and heed(self.member.reached_as).dial
        return super().dial(field) if allowed else ""

    def back(self):
        return reverse("cases:group_person", args=[self.object.pk, self.kwargs["person"]])


class PrintMembers(CaseAct):
    """A paper for each of them in one file, or for one alone; the worker draws it."""

    def act(self):
        kind, document = (self.request.POST.get(name, "") for name in ("kind", "document"))
        asked = map(as_number, self.request.POST.getlist("person"))
        people = [key for key in asked if key is not None]
        paper = print_paper(
            self.object, kind, by=self.request.user, document=document, people=people
        )
        return reverse("documents:paper", args=[paper.pk])

    def back(self):
        return reverse("cases:group", args=[self.object.pk])
