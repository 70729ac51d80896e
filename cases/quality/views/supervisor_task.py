"""The tasks of supervisors: the list, one with what may be seen of its file, what is done on it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from cases.enums import FollowUpResult
from cases.quality.domain import supervisor_task as acts
from cases.quality.domain.supervision import gives as gives_opinion
from cases.quality.enums.supervisor import TaskKind
from cases.quality.forms import supervisor as forms
from cases.quality.forms.callback import AnswersForm
from cases.quality.forms.usual import ReasonForm
from cases.quality.queries.supervisor import tasks_for
from cases.quality.queries.supervisor_file import masked_file
from cases.quality.tables.supervisor import OWN_TASKS, TASKS
from cases.queries.followup import questions_on
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.text import mask_name
from legalaid.platform.office.pages import ListPage, Page, RowFormPage, RowMixin

REFUSAL = "您的岗位没有监督任务。"


class OfTasks:
    refusal = REFUSAL

    def permits(self, user):
        return user.may("supervision.serve") or user.may("supervision.manage")

    def get_queryset(self):
        return tasks_for(self.request.user)


class Tasks(OfTasks, ListPage):
    template_name = "quality/tasks.html"

    def get_context_data(self, **kwargs):
        table = TASKS if self.request.user.may("supervision.manage") else OWN_TASKS
        return super().get_context_data(table=table, **kwargs)


class TaskPage(OfTasks, RowMixin, Page):
    """For the supervisor the masked file, once it was released; for the office the same, to look it through. POST shows the number to
    whoever of the office puts a call through."""

    template_name = "quality/task.html"

    def get_context_data(self, **kwargs):
        row, user = self.object, self.request.user
        manages = user.may("supervision.manage")
        reads = manages or (row.kind == TaskKind.FILE and row.released_at)
        return super().get_context_data(
            row=row,
            manages=manages,
            opinions=row.opinions.all(),
            gives=gives_opinion(user, row),
            corrects=row.done_at and row.found and not acts.denial(user, row),
            may_act=row.state == "waiting" and not acts.denial(user, row),
            who=mask_name(row.case.applicant.name),
            file=masked_file(row) if reads else None,
            **kwargs,
        )

    def post(self, request, pk):
        try:
            number = acts.dial(self.object, by=request.user)
        except DomainError as error:
            messages.error(request, error.sentence)
            return redirect(self.object)
        return self.render_to_response(self.get_context_data(number=number, dialled=True))


class OwnTask(RowFormPage):
    permission, refusal = "supervision.serve", REFUSAL

    def get_queryset(self):
        return tasks_for(self.request.user)


class Finish(OwnTask):
    title, submit, done, form_class = "完成阅看", "完成", "已完成。", forms.FinishForm

    def act(self, form):
        return acts.finish(self.object, by=self.request.user, **form.cleaned_data)


class CorrectFound(OwnTask):
    title, done, form_class = "更正监督情况", "已更正。", forms.CorrectFoundForm

    def get_initial(self):
        return {"found": self.object.found}

    def act(self, form):
        return acts.correct_found(self.object, by=self.request.user, **form.cleaned_data)


class HandBack(OwnTask):
    title, submit, done, form_class = "退回任务", "退回", "已退回。", ReasonForm

    def act(self, form):
        acts.hand_back(self.object, by=self.request.user, **form.cleaned_data)
        return "quality:tasks"


class Attempt(OwnTask):
    title, submit, done, form_class = "没有接通", "登记", "已登记，任务仍待办。", forms.AttemptForm

    def act(self, form):
        return acts.call(self.object, by=self.request.user, **form.cleaned_data)


class Reached(OwnTask):
    title, submit, done, form_class = "登记回访", "登记", "已登记。", AnswersForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"questions": questions_on(timezone.localdate())}

    def act(self, form):
        said = form.facts()
        return acts.call(self.object, by=self.request.user, result=FollowUpResult.REACHED, **said)


class Managed(RowFormPage):
    permission, refusal = "supervision.manage", "您的岗位不安排监督工作。"

    def get_queryset(self):
        return tasks_for(self.request.user)


class Release(Managed):
    title, submit, form_class = "核对遮蔽，交监督员阅看", "核对无误，交阅", forms.ReleaseForm
    done, template_name = "已交监督员阅看。", "quality/task_release.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(file=masked_file(self.object), **kwargs)

    def act(self, form):
        return acts.release(self.object, by=self.request.user, **form.cleaned_data)


class Cancel(Managed):
    title, submit, done, form_class = "取消任务", "取消任务", "任务已取消。", ReasonForm

    def act(self, form):
        acts.cancel(self.object, by=self.request.user, **form.cleaned_data)
        return self.object.supervisor
