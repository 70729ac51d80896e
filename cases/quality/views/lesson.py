"""What reviews found weak, and the courses set against it."""

from django.urls import reverse_lazy

from cases.models.threshold import thresholds
from cases.quality.domain.lesson import drop_lesson, set_lesson
from cases.quality.forms.lesson import LessonForm
from cases.quality.models import ItemSheet, Lesson
from cases.quality.queries.lesson import weak_items
from legalaid.platform.office.pages import FormPage, MadeOnce, Page, RowActPage
from stations.queries.training import courses_for

REFUSAL = "您的岗位不安排针对评估结果的培训。"


class Lessons(Page):
    permission, refusal = "reviews.manage", REFUSAL
    template_name = "quality/lessons.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            weak=weak_items(self.request.user),
            lessons=Lesson.objects.select_related("course"),
            set_at=thresholds(),
            **kwargs,
        )


class LessonNew(MadeOnce, FormPage):
    permission, refusal = "reviews.manage", REFUSAL
    title, done, form_class = (
        "弱项对应的课程",
        "已保存；这一项得分低的承办人会在“今日”看到。",
        LessonForm,
    )
    back = reverse_lazy("quality:lessons")

    def get_form_kwargs(self):
        sheets = ItemSheet.objects.current()
        items = dict.fromkeys(item.third for sheet in sheets for item in sheet.items)
        items |= dict.fromkeys(one.item for one, _ in weak_items(self.request.user))
        courses = courses_for(self.request.user).open().order_by("title")
        return super().get_form_kwargs() | {"items": list(items), "courses": courses}

    def get_initial(self):
        return {"item": self.request.GET.get("item", "")}

    def act(self, form):
        set_lesson(by=self.request.user, **form.cleaned_data)
        return "quality:lessons"


class LessonDrop(RowActPage):
    permission, refusal, done = "reviews.manage", REFUSAL, "已取消。"

    def get_queryset(self):
        return Lesson.objects.select_related("course")

    def act(self):
        drop_lesson(self.object, by=self.request.user)
        return "quality:lessons"
