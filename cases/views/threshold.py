"""Where the office sets from where on a matter is major, how early it is warned, and which items of reviews are weak."""

from django.urls import reverse_lazy

from cases.domain.threshold import set_thresholds
from cases.forms.threshold import ThresholdForm
from cases.models.threshold import thresholds
from legalaid.platform.office.pages import FormPage


class Thresholds(FormPage):
    permission, form_class = "office.settings", ThresholdForm
    title, done = "预警、重大疑难和弱项的标准", "已保存，从现在起按新的标准。"
    back = reverse_lazy("cases:settings")

    def get_initial(self):
        return thresholds()

    def act(self, form):
        set_thresholds(form.cleaned_data, by=self.request.user)
        return "cases:settings"
