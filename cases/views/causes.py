from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect

from cases.domain.cause import drop_word, keep_word
from cases.domain.setting import recount_causes, save_setting
from cases.forms.cause import WordForm
from cases.forms.setting import CauseForm
from cases.models import Cause, CauseWord
from cases.queries.cause import cause_words, search_causes
from cases.tables.setting import CAUSES, WORDS
from legalaid.platform.office.pages import EditPage, FormPage, ListPage, MadeOnce, RowActPage


class CauseList(ListPage):
    """The dictionary of causes: how often each occurs here orders the intake form, its row places it in the statistical tables."""

    permission = "office.settings"
    template_name = "cases/setting_causes.html"
    paginator_class = Paginator

    def text(self):
        return self.request.GET.get("q", "").strip()[:40]

    def get_queryset(self):
        return search_causes(self.text(), limit=None)

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=CAUSES, text=self.text(), **kwargs)

    def post(self, request):
        count = recount_causes(by=request.user)
        messages.success(request, f"已按近一年的案件数重排，{count}个案由列为本县常用。")
        return redirect("cases:settings_causes")


class CauseEdit(EditPage):
    permission = "office.settings"
    template_name = "cases/setting_form.html"
    form_class = CauseForm
    done = "案由已保存。"
    back = None

    @property
    def title(self):
        return f"案由：{self.object}"

    def get_queryset(self):
        return Cause.objects.all()

    def act(self, form):
        save_setting(form, by=self.request.user, what=self.title)
        return "cases:settings_causes"


class WordList(ListPage):
    """What people call matters."""

    permission = "office.settings"
    template_name = "cases/setting_words.html"
    paginator_class = Paginator

    def text(self):
        return self.request.GET.get("q", "").strip()[:20]

    def get_queryset(self):
        return cause_words(self.text())

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=WORDS, text=self.text(), **kwargs)


class Word:
    """A word with the causes it means."""

    permission = "office.settings"
    template_name = "cases/setting_word.html"
    form_class = WordForm
    done = "已保存。"

    def act(self, form):
        said = form.cleaned_data
        keep_word(form.instance, said["word"], said["causes"], by=self.request.user)
        return "cases:settings_cause_words"


class WordNew(Word, MadeOnce, FormPage):
    title = "新增群众的说法"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": CauseWord()}


class WordEdit(Word, EditPage):
    back = None

    @property
    def title(self):
        return f"群众的说法：{self.object}"

    def get_queryset(self):
        return CauseWord.objects.all()


class WordDrop(RowActPage):
    permission = "office.settings"

    def get_queryset(self):
        return CauseWord.objects.all()

    def act(self):
        drop_word(self.object, by=self.request.user)
        self.done = f"已删除“{self.object}”。"
        return "cases:settings_cause_words"
