"""Complaints: the list, the form, one complaint as far as one may see it, its steps."""

from django.utils import timezone
from django.utils.functional import cached_property

from cases.periods import OBJECTION
from cases.quality.domain.complaint import FACTS, complain, merge
from cases.quality.enums.complaint import ComplaintChannel, ComplaintParty
from cases.quality.forms import complaint as forms
from cases.quality.forms.usual import ReasonForm
from cases.quality.queries.complaint import (
    alarm_for,
    alike,
    complaints_for,
    county_of,
    figures_of,
    limits_unread,
    others_open,
    reads,
    whom_to_ask,
)
from cases.quality.tables.complaint import COMPLAINTS, TAKEN
from cases.quality.workflow import COMPLAINT
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.views import RevealPage
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.pages import FormPage, ListPage, Page, RowMixin, SentOnce
from legalaid.platform.procedure.deadlines import within
from legalaid.platform.procedure.views import StepView
from stations.queries.station import station_of

YEARS = 5
CORRECT_HEARING = COMPLAINT.steps["correct_hearing"]
REVEALS = {"phone": "投诉人电话", "address": "投诉人通讯地址"}


class Complaints(ListPage):
    """The bureau: all, with the figures of a year. Everyone else: what they took down, and how far it is."""

    permission, refusal = "complaints.take", "您的岗位不登记投诉。"
    template_name = "quality/complaints.html"

    def get_queryset(self):
        return complaints_for(self.request.user).for_lists()

    def get_context_data(self, **kwargs):
        user, now = self.request.user, timezone.localdate().year
        handles = user.may("complaints.handle")
        asked = as_number(self.request.GET.get("year"))
        year = asked if asked and now - YEARS < asked <= now else now
        return super().get_context_data(
            table=COMPLAINTS if handles else TAKEN,
            figures=figures_of(user, year) if handles else None,
            unread=handles and limits_unread(timezone.localdate()),
            year=year,
            years=range(now, now - YEARS, -1),
            **kwargs,
        )


class ComplaintNew(SentOnce, FormPage):
    """Wherever somebody brings one; from the page of a case whose recipient answered badly at the call back, with their consent."""

    permission, refusal = "complaints.take", "您的岗位不登记投诉。"
    template_name = "quality/complaint_form.html"
    form_class = forms.ComplaintForm
    done = "投诉已登记，转司法局办理。"

    def denial(self, user):
        posted = "" if station_of(user) else "您的账号还没有分配站点，请联系系统管理员。"
        return super().denial(user) or posted

    @cached_property
    def alarm(self):
        return alarm_for(self.request.user, as_number(self.request.GET.get("alarm")))

    def get_form_kwargs(self):
        more = {"stations": county_of(self.request.user), "alarm": self.alarm}
        return super().get_form_kwargs() | more

    def get_initial(self):
        if self.alarm is None:
            return {"station": county_of(self.request.user).first()}
        case = self.alarm.case
        handler = self.alarm.handler.user.name if self.alarm.handler else ""
        return {
            "channel": ComplaintChannel.CALLBACK,
            "name": case.applicant.name,
            "station": county_of(self.request.user).first(),
            "party": ComplaintParty.PERSON if handler else ComplaintParty.CENTRE,
            "accused": handler,
            "content": f"回访时反映：{self.alarm.found_words}。",
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(alarm=self.alarm, **kwargs)

    def act(self, form):
        told = {
            "case_number": form.cleaned_data.get("case_number", ""),
            "consented_on": form.cleaned_data.get("consented_on"),
            "alarm": self.alarm,
        }
        return complain(by=self.request.user, token=self.token, facts=form.facts(), **told)


def idle(row):
    """Steps that no button of the page leads to: a correction stands beside what it corrects, a statement in the list of questions; what
    others were merged into is not merged itself."""
    beside = {"give_statement", "correct_hearing"}
    return beside | ({"merge_complaint"} if row.merged.exists() else set())


class ComplaintPage(RowMixin, Page):
    """To the bureau all but name and contact, which are shown for a reason; to whoever took it down what they wrote until it was taken up, and
    afterwards how far it is."""

    template_name = "quality/complaint.html"

    def permits(self, user):
        """Which complaints one may see is said by the queryset."""
        return True

    def get_queryset(self):
        return complaints_for(self.request.user).for_lists().select_related("merged_into", "by")

    def get_context_data(self, **kwargs):
        row, user = self.object, self.request.user
        kwargs["object_within"] = within(OBJECTION, timezone.now())
        handles = user.may("complaints.handle")
        papers = Paper.objects.filter(workflow="complaint", subject_id=row.pk).defer("context")

        own = {
            "task": COMPLAINT.places[row.state].task,
            "deadlines": list(row.deadlines),
            "events": events_for("complaint", row.pk),
            "papers": papers,
            "hearings": row.hearings.all(),
            "correctable": not COMPLAINT.refusal(CORRECT_HEARING, row, user),
            "inquiries": row.inquiries.select_related("to"),
            "merged": row.merged.all(),
            "alike": alike(row, user).for_lists()[:10],
            "remedies": row.remedies.all(),
        }
        return super().get_context_data(
            row=row,
            reads=reads(user, row),
            handles=handles,
            told=COMPLAINT.places[row.state].public or row.get_state_display(),
            steps=[one for one in COMPLAINT.available(row, user) if one.key not in idle(row)],
            reveals=[(key, REVEALS[key]) for key in REVEALS if getattr(row, key)],
            **(own if handles else {}),
            **kwargs,
        )


class ComplaintReveal(RevealPage):
    """Who complains and how to reach them, for a reason that is written down."""

    permission, workflow, reveals = "complaints.handle", "complaint", REVEALS

    def get_queryset(self):
        return complaints_for(self.request.user)

    def dial(self, field):
        return self.object.phone if field == "phone" else ""


class ComplaintStep(StepView):
    workflow = COMPLAINT
    template_name = "quality/complaint_step.html"

    def get_scope(self):
        return complaints_for(self.request.user).for_lists()


class Amend(ComplaintStep):
    step_key, form_class = "amend_complaint", forms.AmendComplaintForm
    done = "已更正。"

    def get_form_kwargs(self):
        more = {"stations": county_of(self.request.user), "row": self.subject}
        return super().get_form_kwargs() | more

    def get_initial(self):
        row = self.subject
        facts = {name: getattr(row, name) for name in FACTS if name not in REVEALS}
        return facts | {"case_number": row.case.number if row.case else ""}

    def get_facts(self, form):
        said = form.cleaned_data
        number = said.get("case_number", "")
        return {"reason": said["reason"], "facts": form.facts(), "case_number": number}


class Cancel(ComplaintStep):
    step_key, form_class = "cancel_complaint", ReasonForm
    done = "登记已撤销。"


class Accept(ComplaintStep):
    step_key, form_class = "accept_complaint", forms.OfficeForm
    done = "已受理，请在期限内调查处理。"


class Refuse(ComplaintStep):
    step_key, form_class = "refuse_complaint", forms.RefuseForm
    done = "不予受理告知书已开具，请交给投诉人。"


class Merge(ComplaintStep):
    step_key, form_class = "merge_complaint", forms.MergeForm
    done = "已并入，处理结果一并答复。"

    def get_form_kwargs(self):
        others = others_open(self.subject, self.request.user).for_lists()
        return super().get_form_kwargs() | {"others": others}

    def act(self, form):
        merge(self.subject, by=self.request.user, seen=self.seen(), **form.cleaned_data)
        return self.get_success_url()


class AskStatement(ComplaintStep):
    step_key, form_class = "ask_statement", forms.AskForm
    done = "已请其答复，只转去您写的这一段。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"people": whom_to_ask(self.subject)}


class RecordHearing(ComplaintStep):
    step_key, form_class = "record_hearing", forms.HearingForm
    done = "已记录。"


class CorrectHearing(ComplaintStep):
    """`?hearing=` names the one; the latest without it."""

    step_key, form_class = "correct_hearing", forms.CorrectHearingForm
    done = "已更正。"

    @cached_property
    def hearing(self):
        rows = self.subject.hearings.order_by("pk")
        return rows.filter(pk=as_number(self.request.GET.get("hearing"))).first() or rows.last()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"hearings": self.subject.hearings.all()}

    def get_initial(self):
        names = ("on", "heard", "said")
        on_file = {name: getattr(self.hearing, name) for name in names} if self.hearing else {}
        return on_file | {"hearing": self.hearing}


class Settle(ComplaintStep):
    step_key, form_class = "settle_complaint", forms.SettleForm
    done = "已作出处理，请在期限内答复投诉人。"


class Answer(ComplaintStep):
    step_key, form_class = "answer_complaint", forms.AnswerForm
    done = "处理结果答复书已开具。"


class Withdraw(ComplaintStep):
    step_key, form_class = "withdraw_complaint", forms.WithdrawForm
    done = "已登记撤回。"


class WithdrawAndGoOn(ComplaintStep):
    step_key, form_class = "withdraw_and_go_on", forms.WithdrawForm
    done = "已登记撤回，请继续调查处理。"


class Reopen(ComplaintStep):
    step_key, form_class = "reopen_complaint", ReasonForm
    done = "已撤销原来的处理，请重新调查。"


class Part(ComplaintStep):
    step_key, form_class = "part_complaint", ReasonForm
    done = "已撤销合并，请决定是否受理。"


class BringRemedy(ComplaintStep):
    step_key, form_class = "bring_remedy", forms.RemedyForm
    done = "已登记。"
