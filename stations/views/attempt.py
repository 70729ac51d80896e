"""The short test of a course."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.access import PermissionMixin
from stations.domain import training as acts
from stations.forms.training import LETTERS, TestForm
from stations.law.training import mark
from stations.models import Attempt
from stations.queries.training import courses_for


class Start(PermissionMixin, View):
    permission = "training.view"

    def post(self, request, pk):
        course = get_object_or_404(courses_for(request.user).open(), pk=pk)
        try:
            return redirect(acts.start_test(course, by=request.user))
        except DomainError as error:
            messages.error(request, error.sentence)
            return redirect(course)


class Sitting(PermissionMixin, View):
    """The questions, or once handed in, the result with what was right. Only one's own."""

    permission = "training.view"

    def get(self, request, pk):
        attempt = get_object_or_404(
            Attempt.objects.select_related("course"), pk=pk, user=request.user
        )
        if attempt.submitted_at is None:
            form = TestForm(questions=attempt.questions)
            return render(
                request, "stations/training_test.html", {"attempt": attempt, "form": form}
            )
        return render(
            request,
            "stations/training_result.html",
            {"attempt": attempt, "lines": self.lines(attempt)},
        )

    def lines(self, attempt):
        _, right = mark(attempt.questions, attempt.answers)
        for question, given, good in zip(attempt.questions, attempt.answers, right, strict=True):
            yield (
                question,
                self.letters(question, given) or "未答",
                self.letters(question, question["answer"]),
                good,
            )

    def letters(self, question, places):
        if question["kind"] == "true_false":
            return "".join(question["options"][place] for place in places)
        return "".join(LETTERS[place] for place in sorted(places))

    def post(self, request, pk):
        attempt = get_object_or_404(
            Attempt.objects.select_related("course"), pk=pk, user=request.user
        )
        form = TestForm(request.POST, questions=attempt.questions)
        if not form.is_valid():
            raise Http404("没有这样的答案。")
        try:
            attempt = acts.submit_test(attempt, by=request.user, answers=form.answers)
            messages.success(
                request, f"得{attempt.score}分，{'合格' if attempt.passed else '未达到合格分'}。"
            )
        except DomainError as error:
            messages.error(request, error.sentence)
        return redirect(attempt)
