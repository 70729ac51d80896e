"""An organ's notice to assign a lawyer, as the window or a reviewer registers it, and puts it right."""

from functools import cached_property

from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import View

from cases.domain.filled import tell_filled
from cases.domain.notice import notify
from cases.domain.referral import come_of
from cases.forms.notice import AmendNoticeForm, NoticeForm, notice_on_file, notice_sent
from cases.forms.typed import Typed
from cases.models import Cause
from cases.periods import NOTIFIED_ASSIGNMENT
from cases.queries.cause import search_causes
from legalaid.platform.core.office import office_at
from legalaid.platform.office.pages import FormPage, SentOnce
from legalaid.platform.procedure.deadlines import within

from .desk import Desk
from .origin import slip_in
from .step import CaseStepView


class NoticeDesk(Desk):
    permission, refusal = "cases.notify", "您的岗位不登记办案机关的通知。"


class NoticeNew(NoticeDesk, SentOnce, FormPage):
    """One page: who notifies, whom about, why; no application, no means, no examination (Law art. 36).

    What an organ sent in by its own account (`referral`) stands in the form already.
    """

    template_name = "cases/notice.html"
    form_class = NoticeForm

    @cached_property
    def slip(self):
        found = slip_in(self.request.user, self.request.POST or self.request.GET)
        return found if found and found.is_notice else None

    def get(self, request, *args, **kwargs):
        if self.slip:
            why = "由转介单登记办案机关的通知"
            tell_filled(of=("referral", self.slip.pk), by=request.user, why=why)
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return notice_sent(self.slip) if self.slip else {}

    def get_context_data(self, **kwargs):
        charge = Typed(self.request.POST).cause
        return super().get_context_data(
            slip=self.slip,
            charge=charge,
            frequent=frequent_charges(),
            assign_within=within(NOTIFIED_ASSIGNMENT, timezone.now()),
            **kwargs,
        )

    def act(self, form):
        facts = form.facts_of()
        facts["fields"]["station"] = self.station
        short = office_at(timezone.now())["short"]
        with transaction.atomic():
            case = notify(by=self.request.user, token=self.token, short=short, **facts)
            if self.slip:
                come_of(case, self.slip, by=self.request.user, at=timezone.now())

        said = "轮到中心负责人指派。通知书扫描件请在“材料”上传。"
        self.done = f"已登记，案件编号{case.number}，{said}"
        return case


class ChargeSearch(NoticeDesk, View):
    """htmx: charges for what is typed, Chinese or pinyin initials."""

    def get(self, request):
        charges = search_causes(request.GET.get("cause_text", "")[:40], kind="criminal")
        return render(request, "cases/_causes.html", {"causes": charges})


class AmendNotice(CaseStepView):
    step_key, form_class = "amend_notice", AmendNoticeForm
    template_name = "cases/notice_amend.html"
    over_values = True
    done = "已更正。复函随之更正的，请重新送达办案机关。"

    def get_initial(self):
        return notice_on_file(self.subject)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.subject}

    def get_facts(self, form):
        return form.facts_of() | {"reason": form.cleaned_data["reason"]}

    @property
    def known_charge(self):
        """None where it could not be read."""
        return None if "cause" in self.subject.notice.unread else self.subject.cause

    def get_context_data(self, **kwargs):
        posted = self.request.method == "POST"
        charge = Typed(self.request.POST).cause if posted else self.known_charge
        return super().get_context_data(charge=charge, frequent=frequent_charges(), **kwargs)


def frequent_charges():
    return Cause.objects.filter(frequent__gt=0, kind="criminal").order_by("-frequent")[:8]
