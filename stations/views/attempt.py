"""The short test of a course."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from legalaid.platform.office.pages import RowActPage, RowFormPage
from stations.domain import training as acts
from stations.forms.training import LETTERS, TestForm
from stations.law.training import TRUE_FALSE, mark
from stations.models import Attempt
from stations.queries.training import courses_for


class Start(RowActPage):
    permission = "training.view"

    def get_queryset(self):
        return courses_for(self.request.user).open()

    def act(self):
        return acts.start_test(self.object, by=self.request.user)


class Sitting(RowFormPage):
    """The questions, or once handed in, the result with what was right. Only one's own."""

    permission = "training.view"
    context_object_name = "attempt"
    form_class = TestForm

    def get_queryset(self):
        return Attempt.objects.filter(user=self.request.user).select_related("course")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"questions": self.object.questions}

    def get_template_names(self):
        submitted = self.object.submitted_at is not None
        return ["stations/training_result.html" if submitted else "stations/training_test.html"]

    def get_context_data(self, **kwargs):
        return super().get_context_data(lines=answers_of(self.object), **kwargs)

    def act(self, form):
        attempt = acts.submit_test(self.object, by=self.request.user, answers=form.answers)
        verdict = "合格" if attempt.passed else "未达到合格分"
        self.done = f"得{attempt.score}分，{verdict}。"
        return attempt

    def refused(self, form, error):
        """A test already handed in shows its result."""
        messages.error(self.request, error.sentence)
        return redirect(self.object)

    def form_invalid(self, form):
        raise Http404("没有这样的答案。")


def answers_of(attempt):
    """The result a question a line: (question, what was given, what is right, whether they agree)."""
    _, right = mark(attempt.questions, attempt.answers)
    for question, given, good in zip(attempt.questions, attempt.answers, right, strict=True):
        yield (
            question,
            written(question, given) or "未答",
            written(question, question["answer"]),
            good,
        )


def written(question, places):
    """The options at these places as one reads them: letters, or 正确 and 错误."""
    if question["kind"] == TRUE_FALSE:
        return "".join(question["options"][place] for place in places)
    return "".join(LETTERS[place] for place in sorted(places))
