"""Steps about one, some or all of several applicants; each leads back to the list of them."""

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from cases.forms import group as forms
from cases.queries.followup import questions_on
from cases.queries.group import payments_of, people_of, sample_of
from legalaid.platform.core.money import yuan
from legalaid.platform.office.asked import as_number

from .step import CaseStepView


class MemberStep(CaseStepView):
    """`?person=` is the one the page is opened for."""

    over_values = True

    def get_success_url(self):
        return reverse("cases:group", args=[self.subject.pk])

    def said(self):
        return self.done or f"已办理：{self.step.label}。"

    def choice(self):
        """The people who may be chosen here."""
        return list(people_of(self.subject))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"members": self.choice()}

    def get_initial(self):
        asked = as_number(self.request.GET.get("person"))
        return {"person": asked, "people": [asked] if asked else []}

    def get_facts(self, form):
        return form.facts() if hasattr(form, "facts") else form.cleaned_data


class Others(MemberStep):
    """Whoever stands first is not among them."""

    def choice(self):
        return [one for one in super().choice() if self.fits(one)]

    def fits(self, one):
        return one.stands and not one.leads


class CheckMembers(MemberStep):
    step_key, form_class = "check_members", forms.CheckForm


class RefuseMember(Others):
    step_key, form_class = "refuse_member", forms.RefuseMemberForm

    def fits(self, one):
        return super().fits(one) and one.granted is None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.subject}


class GrantMember(Others):
    step_key, form_class = "grant_member", forms.GrantMemberForm

    def fits(self, one):
        return not one.granted and one.left_on is None


class EndMember(Others):
    step_key, form_class = "end_member", forms.EndMemberForm
    done = "已决定终止，请将决定书送达其本人；其余的人继续。"

    def fits(self, one):
        return super().fits(one) and bool(one.granted)


class ResumeMember(MemberStep):
    step_key, form_class = "resume_member", forms.ResumeMemberForm
    done = "已撤销，通知书请送达其本人。"

    def choice(self):
        return [one for one in super().choice() if one.ended]


class LeaveGroup(Others):
    step_key, form_class = "leave_group", forms.LeaveForm


class MemberDied(Others):
    step_key, form_class = "member_died", forms.DiedForm

    def fits(self, one):
        return not one.leads and one.died_on is None


class SetGuardian(MemberDied):
    step_key, form_class = "set_guardian", forms.GuardianForm

    def get_initial(self):
        """Who acts for the person asked for now."""
        initial = super().get_initial()
        one = next((one for one in self.choice() if one.pk == initial["person"]), None)
        if one is None:
            return initial
        return initial | {"name": one.guardian, "relation": one.guardian_relation}


class SetContact(MemberDied):
    step_key, form_class = "set_contact", forms.ContactForm

    def get_initial(self):
        """What was said of safe contact by the person asked for."""
        initial = super().get_initial()
        one = next((one for one in self.choice() if one.pk == initial["person"]), None)
        shown = ("safe", "safe_hours", "forbidden", "contact_note")
        return initial | ({name: getattr(one, name) for name in shown} if one else {})


class RejoinGroup(MemberStep):
    step_key, form_class = "rejoin_group", forms.PersonForm

    def choice(self):
        return [one for one in super().choice() if one.left_on and not one.ended]


class ChangeLead(Others):
    step_key, form_class = "change_lead", forms.LeadForm


class Elect(MemberStep):
    step_key, form_class = "elect", forms.ElectForm

    def choice(self):
        return [one for one in super().choice() if one.stands]

    def get_initial(self):
        return {"people": [one.pk for one in self.choice() if one.representative]}


class ReportGroup(MemberStep):
    step_key, form_class = "report_group", forms.GroupReportForm
    done = "已报告中心。请安排集体讨论，报送结案材料时填写讨论情况。"

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        del kwargs["members"]
        return kwargs


class Sums(MemberStep):
    template_name = "cases/group_sums.html"

    def choice(self):
        return [one for one in super().choice() if one.has_share]

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        saved = QueryDict(self.draft.content) if self.draft else None
        rows = kwargs.get("data", saved)
        people = kwargs["members"]
        told = {one.pk: self.told(one) for one in people}
        return kwargs | {"rows": rows, "standing": self.standing(people), "told": told}


class SetWon(Sums):
    step_key, form_class = "set_won", forms.WonForm

    def standing(self, people):
        return {one.pk: one.won for one in people}

    def told(self, one):
        claimed = f"请求{yuan(one.claimed)}元" if one.claimed is not None else ""
        paid = f"已给付{yuan(one.paid)}元" if one.paid else ""
        return "，".join(filter(None, [claimed, paid]))


class PayMembers(Sums):
    """What is still to be paid stands in the boxes only where it is asked for: nothing is registered that nobody typed."""

    step_key, form_class = "pay_members", forms.PayForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"sealed": self.subject.sealed}

    def choice(self):
        return [one for one in super().choice() if one.won and one.won > (one.paid or 0)]

    def standing(self, people):
        if "rest" not in self.request.GET:
            return {}
        return {one.pk: one.won - (one.paid or 0) for one in people}

    def told(self, one):
        return f"未给付{yuan(one.won - (one.paid or 0))}元"


class VoidPayment(MemberStep):
    step_key, form_class = "void_payment", forms.VoidForm

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        del kwargs["members"]
        return kwargs | {"payments": payments_of(self.subject).filter(voided_at=None)}

    def get_initial(self):
        return {"payment": as_number(self.request.GET.get("payment"))}


class DrawCalls(MemberStep):
    step_key, form_class = "draw_calls", forms.DrawForm

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        del kwargs["members"]
        return kwargs


class CallMember(MemberStep):
    step_key, form_class = "call_member", forms.CallForm

    def choice(self):
        sample = sample_of(self.subject)
        return [one for one in super().choice() if sample and one.pk in sample.drawn]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"questions": questions_on(timezone.localdate())}
