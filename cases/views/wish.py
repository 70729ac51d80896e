"""Whom the recipient asks for, out of the published roster."""

from cases.domain.wish import WISHED_IN, set_wishes
from cases.forms.wish import PLACES, WishForm
from cases.permissions import own_station
from cases.queries.case import cases_for
from legalaid.platform.office.pages import RowFormPage
from stations.queries.handler import public_roster


class Wishes(RowFormPage):
    permission, refusal = "cases.wish", "您的岗位不登记点援。"
    form_class = WishForm
    title, done = "受援人点选承办人（点援）", "已登记，指派时优先考虑。"

    def get_queryset(self):
        return cases_for(self.request.user).filter(state__in=WISHED_IN)

    def denial(self, user):
        return super().denial(user) or own_station(user, self.object)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"roster": public_roster()}

    def get_initial(self):
        wished = [wish.handler_id for wish in self.object.wishes.all()]
        return {name: key for (name, _), key in zip(PLACES, wished, strict=False)}

    def act(self, form):
        facts = {"handlers": form.handlers(), "seen": self.seen()}
        return set_wishes(self.object, by=self.request.user, **facts)
