"""Supervisors and their terms; what is drawn for them."""

from django.urls import reverse_lazy
from django.utils import timezone

from cases.quality.domain import supervisor as acts
from cases.quality.domain import supervisor_task as tasks
from cases.quality.forms import supervisor as forms
from cases.quality.forms.usual import EndForm, VoidForm
from cases.quality.queries.supervisor import appointable, draws_for, supervisors_for
from cases.quality.tables.supervisor import SUPERVISORS, TASKS
from legalaid.platform.accounts.second import settled_note
from legalaid.platform.audit.chain import events_for
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.pages import FormPage, ListPage, MadeOnce, Page, RowFormPage, RowMixin
from stations.queries.station import station_of

MANAGED = "您的岗位不安排监督工作。"
BY_DIRECTOR = "监督员由中心负责人聘任。"
SHOWN = 200  # of a list drawn again


class Supervisors(ListPage):
    permission, refusal = "supervision.manage", MANAGED
    template_name = "quality/supervisors.html"

    def get_queryset(self):
        return supervisors_for(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=SUPERVISORS, **kwargs)


class SupervisorNew(MadeOnce, FormPage):
    permission, refusal = "supervision.appoint", BY_DIRECTOR
    title, submit = "聘任监督员", "聘任，出具聘书"
    form_class, back = forms.AppointForm, reverse_lazy("quality:supervisors")

    def denial(self, user):
        self.station = station_of(user)
        posted = "" if self.station else "您的账号还没有分配站点，请联系系统管理员。"
        return super().denial(user) or posted

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"people": appointable(self.request.user)}

    def act(self, form):
        row, token = acts.appoint(by=self.request.user, station=self.station, **form.facts())
        link = settled_note(self.request, row.user, token) if token else ""
        self.done = f"已聘任{row}，聘书可以打印。{link}"
        return row


class OneSupervisor:
    permission, refusal = "supervision.manage", MANAGED

    def get_queryset(self):
        return supervisors_for(self.request.user)


class SupervisorPage(OneSupervisor, RowMixin, Page):
    template_name = "quality/supervisor.html"

    def get_context_data(self, **kwargs):
        row = self.object
        return super().get_context_data(
            row=row,
            serves=row.serves(timezone.localdate()),
            tasks=row.tasks.for_lists().order_by("-pk")[:SHOWN],
            table=TASKS,
            draws=row.draws.defer("packed").select_related("by"),
            papers=Paper.objects.filter(workflow="supervisor", subject_id=row.pk).defer("context"),
            events=events_for("supervisor", row.pk)[-20:],
            **kwargs,
        )


class Correct(OneSupervisor, RowFormPage):
    permission, refusal = "supervision.appoint", BY_DIRECTOR
    title, done, form_class = "更正聘任", "已更正，聘书已重新出具。", forms.CorrectForm

    def get_initial(self):
        return {name: getattr(self.object, name) for name in ("unit", "from_on", "to_on", "note")}

    def act(self, form):
        by = self.request.user
        return acts.correct(self.object, by=by, seen=self.seen(), **form.cleaned_data)


class End(OneSupervisor, RowFormPage):
    permission, refusal = "supervision.appoint", BY_DIRECTOR
    title, done, form_class = "提前结束聘期", "聘期已改，期满以后看不到任何任务。", EndForm

    def act(self, form):
        by = self.request.user
        return acts.end_term(self.object, by=by, seen=self.seen(), **form.cleaned_data)


class Draw(OneSupervisor, RowFormPage):
    title, submit, form_class = "抽取监督任务", "抽取", forms.DrawForm
    done = "已抽取，名单和种子已固定；阅看案卷的，请先核对遮蔽。"

    def get_initial(self):
        last = timezone.localdate() + timezone.timedelta(days=30)
        return {"due_on": min(last, self.object.to_on)}

    def act(self, form):
        return tasks.draw(self.object, by=self.request.user, **form.cleaned_data)


class OneDraw:
    permission, refusal = "supervision.manage", MANAGED

    def get_queryset(self):
        return draws_for(self.request.user)


class DrawPage(OneDraw, RowMixin, Page):
    """What was drawn, and the same drawn again before one's eyes."""

    template_name = "quality/task_draw.html"

    def get_context_data(self, **kwargs):
        row, again = self.object, tasks.repeated(self.object)
        kept = [_drawn(task) for task in row.tasks.select_related("case").order_by("position")]
        found = {"again": (again or [])[:SHOWN], "same": again == kept, "table": TASKS}
        rows = row.tasks.for_lists().order_by("position")
        return super().get_context_data(row=row, tasks=rows, **found, **kwargs)


def _drawn(task):
    """As it stood in the list that was drawn from."""
    return f"{task.case.number}#{task.hearing_id}" if task.hearing_id else task.case.number


class DrawVoid(OneDraw, RowFormPage):
    title, submit, form_class = "作废抽取", "作废", VoidForm
    done = "已作废，没有完成的任务已取消。"

    def act(self, form):
        return tasks.void(self.object, by=self.request.user, **form.cleaned_data)
