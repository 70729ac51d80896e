from django import forms

from legalaid.platform.core.money import yuan
from legalaid.platform.office.forms import OfficeForm, OfficeModelForm
from stations.forms.station import day
from subsidies.law.returns import Answer
from subsidies.models import BankWord


def words_of(payment):
    return f"{payment.firm} {yuan(payment.amount)}元"


class PaymentField(forms.ModelChoiceField):
    def label_from_instance(self, payment):
        return words_of(payment)


class ReturnFileForm(OfficeForm):
    file = forms.FileField(
        label="银行回单（CSV或Excel）",
        help_text="须有“业务编号”“金额”“处理结果”三列，失败的写明原因；前面的标题、后面的合计和制表人不影响。有一行不符，整份不入账。",
    )


RESULTS = (("", "不在这份回单上"), ("paid", "到账"), ("failed", "退回"))


class PaperReturnForm(OfficeForm):
    """A line for each transfer under way, as it stands on the paper."""

    def __init__(self, *args, payments, **kwargs):
        super().__init__(*args, **kwargs)
        self.payments = list(payments)
        for row in self.payments:
            about = f"{row.transfer} {words_of(row)}"
            self.fields[f"result_{row.pk}"] = forms.ChoiceField(
                label=about, choices=RESULTS, required=False
            )
            self.fields[f"on_{row.pk}"] = day("处理日期", required=False)
            self.fields[f"reason_{row.pk}"] = forms.CharField(
                label="退回原因（照回单写）", max_length=120, required=False
            )

    def clean(self):
        data = super().clean()
        for row in self.payments:
            result = data.get(f"result_{row.pk}")
            if result == "failed" and not data.get(f"reason_{row.pk}"):
                self.add_error(f"reason_{row.pk}", "退回的请写明回单上的原因。")
            if result and not data.get(f"on_{row.pk}") and f"on_{row.pk}" not in self.errors:
                self.add_error(f"on_{row.pk}", "请写明回单上的处理日期。")
        if not self.errors and not self.answers():
            raise forms.ValidationError("没有填写任何一笔的处理结果。")
        return data

    def answers(self):
        """[Answer] of the lines filled in."""
        data = self.cleaned_data
        return [
            Answer(
                line,
                row.transfer,
                row.amount,
                data[f"result_{row.pk}"] == "paid",
                "" if data[f"result_{row.pk}"] == "paid" else data[f"reason_{row.pk}"],
                data[f"on_{row.pk}"],
            )
            for line, row in enumerate(self.payments, 1)
            if data.get(f"result_{row.pk}")
        ]


class ConfirmPaperForm(OfficeForm):
    total = forms.DecimalField(
        label="纸质回单上到账合计（元）",
        max_digits=12,
        decimal_places=2,
        min_value=0,
        help_text="照纸质回单自己数、自己加，不要抄上面的。",
    )
    failed = forms.IntegerField(label="纸质回单上退回笔数", min_value=0)


class BankWordForm(OfficeModelForm):
    class Meta:
        model = BankWord
        fields = ["word", "paid"]
        help_texts = {"word": "照回单“处理结果”一栏写。不清楚是到账还是退回的，先问银行。"}
        widgets = {"paid": forms.RadioSelect}

    def _post_clean(self):
        """What it clashes with is said by the act."""


class RetryForm(OfficeForm):
    payments = forms.MultipleChoiceField(label="这次重付的", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, payments, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["payments"].choices = [(str(row.pk), words_of(row)) for row in payments]
        self.initial["payments"] = [str(row.pk) for row in payments]


class GiveUpForm(OfficeForm):
    payment = PaymentField(label="退回的款项", queryset=None)
    reason = forms.CharField(label="理由", max_length=100)

    def __init__(self, *args, payments, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["payment"].queryset = payments
        if len(payments) == 1:
            self.initial["payment"] = payments[0]


class ReceiptForm(OfficeForm):
    """A number for each unit that has its money; what is left empty or as it was is not written."""

    def __init__(self, *args, payments, **kwargs):
        super().__init__(*args, **kwargs)
        self.payments = {f"receipt_{row.pk}": row for row in payments}
        for name, row in self.payments.items():
            self.fields[name] = forms.CharField(
                label=f"{words_of(row)}的收据号", max_length=60, required=False, initial=row.receipt
            )

    def clean(self):
        data = super().clean()
        if not self.errors and not self.written():
            raise forms.ValidationError("没有填写新的收据号。")
        return data

    def written(self):
        """[(payment, number)] of what was written anew."""
        typed = [(row, self.cleaned_data.get(name, "")) for name, row in self.payments.items()]
        return [(row, number) for row, number in typed if number and number != row.receipt]
