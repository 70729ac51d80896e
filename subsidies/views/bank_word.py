"""The words of banks the office has learnt."""

from legalaid.platform.office.pages import FormPage, MadeOnce, RowActPage
from subsidies.domain.bank_word import drop, learn
from subsidies.forms.payment import BankWordForm
from subsidies.models import BankWord


class BankWords(MadeOnce, FormPage):
    permission = "subsidies.pay"
    title, submit = "银行用语", "登记"
    template_name = "subsidies/bank_words.html"
    form_class = BankWordForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(words=BankWord.objects.select_related("by"), **kwargs)

    def act(self, form):
        row = learn(form.cleaned_data["word"], form.cleaned_data["paid"], by=self.request.user)
        self.done = f"已登记：回单里的“{row}”是{row.get_paid_display()}。"
        return "subsidies:bank_words"


class BankWordDrop(RowActPage):
    permission = "subsidies.pay"

    def get_queryset(self):
        return BankWord.objects.all()

    def act(self):
        drop(self.object, by=self.request.user)
        self.done = f"已删除“{self.object}”，已经入账的不受影响。"
        return "subsidies:bank_words"
