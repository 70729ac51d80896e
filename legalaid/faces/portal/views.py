"""Staff pages of the public notices: list with archive, prepare, one notice with its check and its log, and its steps."""

import uuid
from calendar import monthrange
from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.procedure.views import StepView

from . import domain, forms
from .enums import NoticeKind
from .models import Notice
from .workflow import NOTICE


class NoticeList(PermissionMixin, View):
    permission = "notices.view"

    def get(self, request):
        page = Paginator(Notice.objects.select_related("prepared_by", "published_by"), 25).get_page(
            request.GET.get("page")
        )
        return render(request, "portal/notices.html", {"page": page})


class Prepare(PermissionMixin, View):
    permission = "notices.prepare"

    def get(self, request):
        kind = request.GET.get("kind")
        return self.page(
            request,
            forms.PrepareForm(
                initial=usual(NoticeKind(kind) if kind in NoticeKind else NoticeKind.CASES)
            ),
        )

    def post(self, request):
        form = forms.PrepareForm(request.POST)
        if form.is_valid():
            try:
                notice = domain.prepare(by=request.user, **form.cleaned_data)
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, "公示已拟制，请核对内容，再由另一人发布。")
                return redirect(notice)

        return self.page(request, form, 422)

    def page(self, request, form, status=200):
        return render(
            request,
            "portal/prepare.html",
            {"form": form, "kinds": NoticeKind.choices},
            status=status,
        )


def usual(kind):
    """What such a notice usually is: last month's figures, but this month's duties."""
    today = timezone.localdate()
    last = today.replace(day=1) - timedelta(days=1)
    if kind == NoticeKind.DUTY:
        last = last + timedelta(days=monthrange(today.year, today.month)[1])

    return {
        "kind": kind, "first_day": last.replace(day=1), "last_day": last, "title": f"{last.year}年{last.month}月{kind.label}公示",
        "shown_from": today, "shown_to": today + timedelta(days=30), "token": uuid.uuid4(),
    }  # fmt: skip


class NoticePage(PermissionMixin, View):
    permission = "notices.view"

    def get(self, request, pk):
        notice = get_object_or_404(Notice, pk=pk)
        context = {
            "notice": notice,
            "findings": domain.findings_of(notice) if notice.state == "prepared" else [],
            "steps": NOTICE.available(notice, request.user),
            "events": events_for("notice", notice.pk),
            "paper": Paper.objects.filter(workflow="notice", subject_id=notice.pk).first(),
        }

        return render(request, "portal/notice.html", context)


class NoticeStep(StepView):
    workflow = NOTICE
    template_name = "portal/step.html"
    form_class = forms.OfficeForm

    def get_scope(self):
        return (
            Notice.objects.all() if self.request.user.may("notices.view") else Notice.objects.none()
        )


class Revise(NoticeStep):
    step_key, form_class = "revise", forms.WordsForm
    done = "已保存。"

    def get_initial(self):
        return {
            name: getattr(self.subject, name)
            for name in ("title", "intro", "shown_from", "shown_to")
        }


class HideSmall(NoticeStep):
    step_key = "hide_small"
    done = "过小的数字已隐去。"


class Publish(NoticeStep):
    step_key = "publish"
    done = "已发布，公众网页现在可以看到。"

    def get_facts(self, form):
        return {"title": self.subject.title, "shown_to": self.subject.shown_to}


class Discard(NoticeStep):
    step_key, form_class = "discard", forms.ReasonForm


class Withdraw(NoticeStep):
    step_key, form_class = "withdraw", forms.ReasonForm
    done = "已撤下，公众网页不再显示；原件存档。"
