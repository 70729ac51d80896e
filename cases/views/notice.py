"""An organ's notice to assign a lawyer, as the window or a reviewer registers it, and puts it right."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render

from cases.domain.notice import notify
from cases.forms.notice import AmendNoticeForm, NoticeForm, on_file
from cases.models import Cause
from cases.queries.cause import search_causes
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.asked import as_token

from .desk import Desk
from .intake_side import cause_in
from .step import CaseStepView


class NoticeDesk(Desk):
    permission, refusal = "cases.notify", "您的岗位不登记办案机关的通知。"


class NoticeNew(NoticeDesk):
    """One page: who notifies, whom about, why; no application, no means, no examination (Law art. 36)."""

    def get(self, request):
        return self.page(NoticeForm(), uuid.uuid4())

    def post(self, request):
        token, form = as_token(request.POST.get("token")) or uuid.uuid4(), NoticeForm(request.POST)
        if form.is_valid():
            said = form.facts_of()
            said["fields"]["station"] = self.station
            try:
                case = notify(by=request.user, token=token, short=settings.OFFICE["short"], **said)
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(
                    request,
                    f"已登记，案件编号{case.number}，轮到中心负责人指派。通知书扫描件请在“材料”上传。",
                )
                return redirect(case)
        return self.page(form, token, 422)

    def page(self, form, token, status=200):
        return render(
            self.request,
            "cases/notice.html",
            {"form": form, "token": token, **charges(self.request)},
            status=status,
        )


class ChargeSearch(NoticeDesk):
    """htmx: charges for what is typed, Chinese or pinyin initials."""

    def get(self, request):
        found = search_causes(request.GET.get("cause_text", "")[:40], kind="criminal")
        return render(request, "cases/_causes.html", {"causes": found})


class AmendNotice(CaseStepView):
    step_key, form_class = "amend_notice", AmendNoticeForm
    template_name = "cases/notice_amend.html"
    done = "已更正。复函随之更正的，请重新送达办案机关。"

    def get_initial(self):
        return on_file(self.subject)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "case": self.subject}

    def get_facts(self, form):
        return {**form.facts_of(), "reason": form.cleaned_data["reason"]}

    def get_context_data(self, **kwargs):
        chosen = {} if self.request.method == "POST" else {"charge": self.subject.cause}
        return super().get_context_data(**{**charges(self.request), **chosen}, **kwargs)


def charges(request):
    """The charge chosen so far, and the county's frequent ones."""
    frequent = Cause.objects.filter(frequent__gt=0, kind="criminal").order_by("-frequent")[:8]
    return {"charge": cause_in(request.POST), "frequent": frequent}
