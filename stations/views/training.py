"""Training: what is offered and what waits for me, courses with material and questions, meetings, people who are due."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import uploads
from legalaid.platform.documents.models import Attachment
from legalaid.platform.office.asked import as_number, as_year
from legalaid.platform.office.pages import (
    EditPage,
    FormPage,
    MadeOnce,
    Page,
    RowActPage,
    RowFormPage,
    RowPage,
)
from stations.domain import training as acts
from stations.forms.roster import ReasonForm
from stations.forms.training import (
    CourseForm,
    CreditGoalForm,
    EnrolForm,
    MaterialForm,
    QuestionForm,
    SessionForm,
    TraineeSearch,
)
from stations.models import Course, CreditGoal, Question, TrainingSession
from stations.queries.roster import home_of
from stations.queries.staff import pages_of
from stations.queries.station import stations_for
from stations.queries.training import (
    courses_for,
    credits_of,
    duties_waiting,
    not_enrolled,
    rows_of,
    runs,
    sessions_for,
    training_state,
    valid_certificates,
)
from stations.tables.training import COURSES, TRAINEES

OFFERED = 200  # people on one page of ticks


class Home(Page):
    """What waits for me, meetings to come, courses, and my year."""

    permission = "training.view"
    template_name = "stations/training.html"
    table = COURSES

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        held = valid_certificates([user.pk], today).get(user.pk, {})
        courses = courses_for(user).open()

        coming = sessions_for(user).upcoming(timezone.now()).order_by("starts_at")
        sessions = list(coming[:20])
        mine = set(user.trainings.filter(session__in=sessions).values_list("session_id", flat=True))

        return super().get_context_data(
            waiting=duties_waiting(user),
            sessions=[(session, session.pk in mine) for session in sessions],
            courses=[(course, held.get(course.pk)) for course in courses],
            certificates=user.certificates.select_related("course", "paper"),
            credits=credits_of([user.pk], today.year).get(user.pk, 0),
            goal=CreditGoal.objects.filter(year=today.year).first(),
            year=today.year,
            **kwargs,
        )


class CoursePage(RowPage):
    permission = "training.view"
    template_name = "stations/training_course.html"
    context_object_name = "course"

    def get_queryset(self):
        return courses_for(self.request.user)

    def get_context_data(self, **kwargs):
        course, user = self.object, self.request.user
        manages = runs(user, course)
        held = valid_certificates([user.pk], timezone.localdate()).get(user.pk, {})

        return super().get_context_data(
            manages=manages,
            sessions=sessions_for(user).filter(course=course)[:30],
            materials=materials_of(course),
            attempts=course.attempts.submitted().filter(user=user),
            tries_left=acts.tries_left(course, user),
            certificate=held.get(course.pk),
            questions=course.questions.all() if manages else (),
            **kwargs,
        )


def materials_of(course):
    return Attachment.objects.filter(workflow="training", subject_id=course.pk, removed_at=None)


class OwnCourse:
    """A course of one's own stations, which one runs."""

    permission = "training.manage"

    def get_queryset(self):
        return Course.objects.filter(station__in=stations_for(self.request.user))


class CourseNew(MadeOnce, FormPage):
    permission = "training.manage"
    title = "新设课程"
    form_class = CourseForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Course(station=home_of(self.request.user))}

    def act(self, form):
        if form.instance.station_id is None:
            raise DomainError("您不在任何机构，不能设置课程。")
        return acts.save_course(form.save(commit=False), by=self.request.user)


class CourseEdit(OwnCourse, EditPage):
    title = "修改课程"
    form_class = CourseForm

    def act(self, form):
        return acts.save_course(form.save(commit=False), by=self.request.user)


class QuestionNew(OwnCourse, MadeOnce, RowFormPage):
    title = "新增题目"
    form_class = QuestionForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Question(course=self.object)}

    def act(self, form):
        return acts.save_question(form.save(commit=False), by=self.request.user).course


class QuestionEdit(EditPage):
    permission = "training.manage"
    title = "修改题目"
    form_class = QuestionForm

    def get_queryset(self):
        own = stations_for(self.request.user)
        return Question.objects.filter(course__station__in=own).select_related("course")

    def act(self, form):
        return acts.save_question(form.save(commit=False), by=self.request.user).course


class Material(OwnCourse, RowFormPage):
    title, submit, done = "上传培训资料", "上传", "已上传。"
    form_class = MaterialForm

    def act(self, form):
        uploads.store(
            form.cleaned_data["file"],
            workflow="training",
            subject_id=self.object.pk,
            slot="material",
            title=form.cleaned_data["title"],
            by=self.request.user,
        )
        return self.object


class RemoveMaterial(OwnCourse, RowActPage):
    def act(self):
        material = get_object_or_404(materials_of(self.object), pk=self.kwargs["file"])
        uploads.remove(material, by=self.request.user)
        self.done = f"已移除“{material.title}”。"
        return self.object


class SessionNew(OwnCourse, MadeOnce, RowFormPage):
    title, submit, done = "安排一次培训", "安排", "已安排。"
    form_class = SessionForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": TrainingSession(course=self.object)}

    def act(self, form):
        return acts.plan_session(form.save(commit=False), by=self.request.user)


class OwnSession:
    """A meeting of a course one runs."""

    permission = "training.manage"

    def get_queryset(self):
        own = stations_for(self.request.user)
        return TrainingSession.objects.filter(course__station__in=own).select_related("course")


class SessionEdit(OwnSession, EditPage):
    title = "修改培训安排"
    form_class = SessionForm

    def act(self, form):
        return acts.plan_session(form.save(commit=False), by=self.request.user)


class SessionCancel(OwnSession, RowFormPage):
    title, submit, done = "取消这次培训", "取消这次培训", "已取消，报名人员已收到通知。"
    form_class = ReasonForm

    def act(self, form):
        return acts.cancel_session(self.object, by=self.request.user, **form.cleaned_data)


class SessionEnrol(OwnSession, RowFormPage):
    """Ticks for those who may come; where they are too many, by a part of name or unit."""

    template_name = "stations/training_enrol.html"
    title, submit, done = "代为报名", "报名", "已报名。"
    form_class = EnrolForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if self.over:
            self.title, self.submit = "补登参加人员", "补登"
            self.done = "已补登到课，学时计入培训当年；符合条件的人员已发给证书。"

    @cached_property
    def over(self):
        return TrainingSession.objects.filter(
            pk=self.kwargs["pk"], ends_at__lte=timezone.now()
        ).exists()

    def word(self):
        return self.request.GET.get("q", "").replace("\0", "").strip()

    def get_form_kwargs(self):
        users = not_enrolled(self.request.user, self.object, self.word()).order_by("name", "pk")
        offered = list(users.values_list("pk", flat=True)[:OFFERED])
        return super().get_form_kwargs() | {"users": users.filter(pk__in=offered)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(offered=OFFERED, over=self.over, q=self.word(), **kwargs)

    def act(self, form):
        act = acts.enter_those_who_came if self.over else acts.enrol
        act(self.object, users=list(form.cleaned_data["users"]), by=self.request.user)
        return self.object


class Session(RowPage):
    """One meeting: the reader's seat; for those who run it, who is enrolled and who came."""

    permission = "training.view"
    template_name = "stations/training_session.html"
    context_object_name = "session"

    def get_queryset(self):
        return sessions_for(self.request.user)

    def get_context_data(self, **kwargs):
        session, user = self.object, self.request.user
        manages = runs(user, session.course)
        seats = session.attendances.select_related("user")
        begun = session.starts_at <= timezone.now()

        return super().get_context_data(
            manages=manages,
            mine=seats.filter(user=user).first(),
            seats=seats if manages else (),
            left=session.capacity - session.seats,
            open=session.cancelled_at is None and not begun,
            begun=begun,
            over=session.ends_at <= timezone.now(),
            **kwargs,
        )

    def post(self, request, pk):
        session = self.get_object()
        try:
            messages.success(request, self.take_or_leave(session))
        except DomainError as error:
            messages.error(request, error.sentence)
        return redirect(session)

    def take_or_leave(self, session):
        """The reader's own seat; the sentence that says so."""
        user = self.request.user
        if self.request.POST.get("act") == "leave":
            acts.give_seat_back(session, by=user)
            return "已取消报名。"

        acts.enrol(session, users=[user], by=user)
        return "已报名。"


class Present(OwnSession, RowActPage):
    done = "到课已登记；符合条件的人员已发给证书。"

    def act(self):
        ticked = {as_number(value) for value in self.request.POST.getlist("present")}
        acts.mark_attendance(self.object, present=ticked - {None}, by=self.request.user)
        return self.object


class People(Page):
    """Everybody's year, station by station: credits, missing basic courses, certificates that run out; on each page those who are due first."""

    permission = "training.people"
    template_name = "stations/training_people.html"
    table = TRAINEES

    def get_context_data(self, **kwargs):
        asked, user = self.request.GET, self.request.user
        year = as_year(asked.get("year"))
        form = TraineeSearch(asked)
        form.is_valid()

        rows = rows_of(user, form.cleaned_data.get("who"), form.cleaned_data.get("q"))
        page = pages_of(rows, 25).get_page(asked.get("page"))
        people = [row.user for row in page]
        page.object_list = training_state(people, courses_for(user), year, timezone.localdate())

        due = sum(row["due"] for row in page)
        return super().get_context_data(form=form, page=page, year=year, due=due, **kwargs)


class Goal(FormPage):
    permission = "training.manage"
    title = "年度学时要求"
    form_class = CreditGoalForm

    def get_initial(self):
        return {"year": timezone.localdate().year}

    def act(self, form):
        if not stations_for(self.request.user).roots().exists():
            raise PermissionDenied("学时要求由中心规定。")
        acts.set_goal(by=self.request.user, **form.cleaned_data)
        return "stations:training_people"
