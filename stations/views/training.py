"""Training: what is offered and what waits for me, courses with material and questions, meetings, people who are due."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Attachment
from legalaid.platform.documents.uploads import store
from legalaid.platform.office.access import PermissionMixin
from stations.domain import training as acts
from stations.forms.roster import ReasonForm
from stations.forms.training import (
    CourseForm,
    EnrolForm,
    GoalForm,
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
    rows_of,
    sessions_for,
    trainees_for,
    training_state,
    valid_certificates,
)

from .page import FormPage, RowPage

OFFERED = 200  # people on one page of ticks


class Home(PermissionMixin, View):
    """What waits for me, meetings to come, courses, and my year."""

    permission = "training.view"

    def get(self, request):
        user, now = request.user, timezone.now()
        day = timezone.localdate()
        courses = courses_for(user).open()
        sessions = list(sessions_for(user).upcoming(now).order_by("starts_at")[:20])
        mine = set(user.trainings.filter(session__in=sessions).values_list("session_id", flat=True))
        held = valid_certificates([user.pk], day).get(user.pk, {})
        context = {
            "waiting": duties_waiting(user),
            "sessions": [(session, session.pk in mine) for session in sessions],
            "courses": [(course, held.get(course.pk)) for course in courses],
            "certificates": user.certificates.select_related("course", "paper"),
            "credits": credits_of([user.pk], day.year).get(user.pk, 0),
            "goal": CreditGoal.objects.filter(year=day.year).first(),
            "year": day.year,
        }
        return render(request, "stations/training.html", context)


class CoursePage(PermissionMixin, View):
    permission = "training.view"

    def get(self, request, pk):
        course = get_object_or_404(courses_for(request.user), pk=pk)
        manages = (
            request.user.may("training.manage")
            and stations_for(request.user).filter(pk=course.station_id).exists()
        )
        context = {
            "course": course,
            "manages": manages,
            "sessions": sessions_for(request.user).filter(course=course)[:30],
            "materials": Attachment.objects.filter(
                workflow="training", subject_id=pk, removed_at=None
            ),
            "attempts": course.attempts.submitted().filter(user=request.user),
            "tries_left": acts.tries_left(course, request.user),
            "certificate": valid_certificates([request.user.pk], timezone.localdate())
            .get(request.user.pk, {})
            .get(pk),
            "questions": course.questions.all() if manages else (),
        }
        return render(request, "stations/training_course.html", context)


class Manage(RowPage):
    """Base of the pages with which a course of one's own stations is run."""

    permission = "training.manage"

    def rows(self):
        return Course.objects.filter(station__in=stations_for(self.request.user))


class CourseNew(FormPage):
    permission = "training.manage"
    title = "新设课程"

    def get_form(self, data=None, files=None):
        return CourseForm(data, instance=Course(station=home_of(self.request.user)))

    def act(self, form):
        if form.instance.station_id is None:
            raise DomainError("您不在任何机构，不能设置课程。")
        return acts.save_course(form.save(commit=False), by=self.request.user)


class CourseEdit(Manage):
    title = "修改课程"

    def get_form(self, data=None, files=None):
        return CourseForm(data, instance=self.subject)

    def act(self, form):
        return acts.save_course(form.save(commit=False), by=self.request.user)


class QuestionNew(Manage):
    title = "新增题目"

    def get_form(self, data=None, files=None):
        return QuestionForm(data, instance=Question(course=self.subject))

    def act(self, form):
        acts.save_question(form.save(commit=False), by=self.request.user)
        return self.subject


class QuestionEdit(Manage):
    title = "修改题目"

    def rows(self):
        return Question.objects.filter(
            course__station__in=stations_for(self.request.user)
        ).select_related("course")

    def get_form(self, data=None, files=None):
        return QuestionForm(data, instance=self.subject)

    def act(self, form):
        return acts.save_question(form.save(commit=False), by=self.request.user).course


class Material(Manage):
    title, submit, done, enctype = "上传培训资料", "上传", "已上传。", True

    def get_form(self, data=None, files=None):
        return MaterialForm(data, files)

    def act(self, form):
        data = form.cleaned_data
        store(
            data["file"],
            workflow="training",
            subject_id=self.subject.pk,
            slot="material",
            title=data["title"],
            by=self.request.user,
        )
        return self.subject


class RemoveMaterial(PermissionMixin, View):
    permission = "training.manage"

    def post(self, request, pk, file):
        course = get_object_or_404(Course, pk=pk, station__in=stations_for(request.user))
        row = get_object_or_404(
            Attachment, pk=file, workflow="training", subject_id=pk, removed_at=None
        )
        Attachment.objects.filter(pk=row.pk).update(removed_at=timezone.now())
        record("file.remove", by=request.user, workflow="training", subject_id=pk, title=row.title)
        messages.success(request, f"已移除“{row.title}”。")
        return redirect(course)


class SessionNew(Manage):
    title, submit, done = "安排一次培训", "安排", "已安排。"

    def get_form(self, data=None, files=None):
        return SessionForm(data, instance=TrainingSession(course=self.subject))

    def act(self, form):
        return acts.plan_session(form.save(commit=False), by=self.request.user)


class ManageSession(RowPage):
    permission = "training.manage"

    def rows(self):
        own = stations_for(self.request.user)
        return TrainingSession.objects.filter(course__station__in=own).select_related("course")


class SessionEdit(ManageSession):
    title = "修改培训安排"

    def get_form(self, data=None, files=None):
        return SessionForm(data, instance=self.subject)

    def act(self, form):
        return acts.plan_session(form.save(commit=False), by=self.request.user)


class SessionCancel(ManageSession):
    title, submit, done = "取消这次培训", "取消这次培训", "已取消，报名人员已收到通知。"

    def get_form(self, data=None, files=None):
        return ReasonForm(data)

    def act(self, form):
        return acts.cancel_session(self.subject, by=self.request.user, **form.cleaned_data)


class SessionEnrol(ManageSession):
    """Ticks for those who may come; where they are too many, by a part of name or unit."""

    template_name = "stations/training_enrol.html"
    title, submit, done = "代为报名", "报名", "已报名。"

    def get_form(self, data=None, files=None):
        taken, word = self.subject.attendances.values("user"), self.request.GET.get("q", "").strip()
        users = trainees_for(self.request.user).exclude(pk__in=taken)
        if word:
            users = users.filter(
                Q(name__contains=word)
                | Q(staff__station__name__contains=word)
                | Q(handler__firm__name__contains=word)
            )
        shown = list(users.order_by("name", "pk").values_list("pk", flat=True)[:OFFERED])
        return EnrolForm(data, users=users.filter(pk__in=shown).order_by("name", "pk"))

    def extra(self):
        return super().extra() | {"offered": OFFERED, "q": self.request.GET.get("q", "")}

    def act(self, form):
        acts.enrol(self.subject, users=list(form.cleaned_data["users"]), by=self.request.user)
        return self.subject


class Session(PermissionMixin, View):
    """One meeting: the reader's seat; for those who run it, who is enrolled and who came."""

    permission = "training.view"

    def get(self, request, pk):
        session = get_object_or_404(sessions_for(request.user), pk=pk)
        manages = (
            request.user.may("training.manage")
            and stations_for(request.user).filter(pk=session.course.station_id).exists()
        )
        seats = session.attendances.select_related("user")
        context = {
            "session": session,
            "manages": manages,
            "mine": seats.filter(user=request.user).first(),
            "seats": seats if manages else (),
            "left": session.capacity - session.seats,
            "open": session.cancelled_at is None and session.starts_at > timezone.now(),
            "begun": session.starts_at <= timezone.now(),
        }
        return render(request, "stations/training_session.html", context)

    def post(self, request, pk):
        session = get_object_or_404(sessions_for(request.user), pk=pk)
        try:
            if request.POST.get("act") == "leave":
                acts.leave(session, by=request.user)
                messages.success(request, "已取消报名。")
            else:
                acts.enrol(session, users=[request.user], by=request.user)
                messages.success(request, "已报名。")
        except DomainError as error:
            messages.error(request, error.sentence)
        return redirect(session)


class Present(PermissionMixin, View):
    permission = "training.manage"

    def post(self, request, pk):
        own = stations_for(request.user)
        session = get_object_or_404(TrainingSession, pk=pk, course__station__in=own)
        present = {int(value) for value in request.POST.getlist("present") if value.isdigit()}
        try:
            acts.mark_attendance(session, present=present, by=request.user)
            messages.success(request, "到课已登记；符合条件的人员已发给证书。")
        except DomainError as error:
            messages.error(request, error.sentence)
        return redirect(session)


class People(PermissionMixin, View):
    """Everybody's year, station by station: credits, missing basic courses, certificates that run out; on each page those who are due first."""

    permission = "training.people"

    def get(self, request):
        today = timezone.localdate()
        year = int(request.GET["year"]) if request.GET.get("year", "").isdigit() else today.year
        form = TraineeSearch(request.GET)
        form.is_valid()
        rows = rows_of(request.user, form.cleaned_data.get("who"), form.cleaned_data.get("q"))
        page = pages_of(rows, 25).get_page(request.GET.get("page"))
        users = [row.user for row in page]
        page.object_list = training_state(
            users, courses_for(request.user), min(max(year, 2000), 2100), today
        )
        context = {"form": form, "page": page, "year": year, "due": sum(row["due"] for row in page)}
        return render(request, "stations/training_people.html", context)


class Goal(FormPage):
    permission = "training.manage"
    title = "年度学时要求"

    def get_form(self, data=None, files=None):
        return GoalForm(data, initial={"year": timezone.localdate().year})

    def act(self, form):
        if not stations_for(self.request.user).roots().exists():
            raise PermissionDenied("学时要求由中心规定。")
        acts.set_goal(by=self.request.user, **form.cleaned_data)
        return "stations:training_people"
