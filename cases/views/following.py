"""What is shown of a case online, and its code, for whoever asks at the window."""

from cases.domain.following import set_following
from cases.enums.following import Shown
from cases.forms.following import FollowingForm
from cases.permissions import own_station
from cases.queries.case import cases_for
from cases.queries.electronic import consent_of
from cases.queries.following import code_for, following_of, shown_of
from legalaid.platform.core.scramble import in_fours
from legalaid.platform.office.pages import RowFormPage


class Follow(RowFormPage):
    permission, refusal = "cases.following", "您的岗位不登记网上查询。"
    form_class = FollowingForm
    template_name = "cases/following.html"
    title, done = "网上查询", "已登记。"

    def get_queryset(self):
        return cases_for(self.request.user).select_related("applicant")

    def denial(self, user):
        return super().denial(user) or own_station(user, self.object)

    def get_initial(self):
        agreed = bool(consent_of(self.object))
        shown = shown_of(self.object, following_of(self.object))
        return {"shown": shown, "electronic": agreed, "agreed": agreed}

    def get_context_data(self, **kwargs):
        row = following_of(self.object)
        shown = shown_of(self.object, row)
        code = "" if shown == Shown.NOTHING else in_fours(code_for(self.object, row))
        told = {"following": row, "shown": Shown(shown), "code": code}
        return super().get_context_data(consent=consent_of(self.object), **told, **kwargs)

    @property
    def back(self):
        return self.object.get_absolute_url()

    def act(self, form):
        facts = {**form.facts(), "seen": self.seen()}
        return set_following(self.object, by=self.request.user, **facts)
