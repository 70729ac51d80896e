"""Staff pages of the public notices: list with archive, prepare, one notice with its check and its log, and its steps."""

import uuid
from calendar import monthrange
from datetime import timedelta

from django.utils import timezone

from legalaid.platform.audit.chain import events_for
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.pages import FormPage, ListPage, RowPage
from legalaid.platform.procedure.views import StepView

from . import domain, forms
from .enums import NoticeKind
from .models import Notice
from .tables import NOTICES
from .workflow import NOTICE


class NoticeList(ListPage):
    permission, template_name = "notices.view", "portal/notices.html"
    table = NOTICES
    queryset = Notice.objects.select_related("prepared_by", "published_by")


class Prepare(FormPage):
    permission, template_name = "notices.prepare", "portal/prepare.html"
    form_class = forms.PrepareForm
    done = "公示已拟制，请核对内容，再由另一人发布。"

    def get_initial(self):
        kind = self.request.GET.get("kind")
        return usual(NoticeKind(kind) if kind in NoticeKind else NoticeKind.CASES)

    def act(self, form):
        return domain.prepare(by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        return super().get_context_data(kinds=NoticeKind.choices, **kwargs)


def usual(kind):
    """What such a notice usually is: last month's figures, but this month's duties."""
    today = timezone.localdate()
    last = today.replace(day=1) - timedelta(days=1)
    if kind == NoticeKind.DUTY:
        last = last + timedelta(days=monthrange(today.year, today.month)[1])

    return {
        "kind": kind,
        "first_day": last.replace(day=1),
        "last_day": last,
        "title": f"{last.year}年{last.month}月{kind.label}公示",
        "shown_from": today,
        "shown_to": today + timedelta(days=30),
        "token": uuid.uuid4(),
    }


class NoticePage(RowPage):
    permission, template_name = "notices.view", "portal/notice.html"
    model, context_object_name = Notice, "notice"

    def get_context_data(self, **kwargs):
        notice = self.object
        return super().get_context_data(
            findings=domain.findings_of(notice) if notice.state == "prepared" else [],
            steps=NOTICE.available(notice, self.request.user),
            events=events_for("notice", notice.pk),
            paper=Paper.objects.filter(workflow="notice", subject_id=notice.pk).first(),
            **kwargs,
        )


class NoticeStep(StepView):
    workflow = NOTICE
    template_name = "portal/step.html"
    form_class = forms.OfficeForm

    def get_scope(self):
        notices = Notice.objects
        return notices.all() if self.request.user.may("notices.view") else notices.none()


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
    step_key, form_class = "publish", forms.PublishForm
    done = "已发布，公众网页现在可以看到。"

    def get_form_kwargs(self):
        found = [one for one in domain.findings_of(self.subject) if one.doubtful]
        return super().get_form_kwargs() | {"findings": found}

    def get_facts(self, form):
        told = {"title": self.subject.title, "shown_to": self.subject.shown_to}
        return told | {"why": form.cleaned_data.get("why", "")}


class Discard(NoticeStep):
    step_key, form_class = "discard", forms.ReasonForm


class Withdraw(NoticeStep):
    step_key, form_class = "withdraw", forms.ReasonForm
    done = "已撤下，公众网页不再显示；原件存档。"
