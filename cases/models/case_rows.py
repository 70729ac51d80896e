"""How cases are read: what a list, a line and a page of them take along."""

from django.db import models

from cases.enums import AIDED, Notified, State
from cases.law.major import DEATH_REVIEWED
from cases.workflow import CASE
from legalaid.platform.core.safety import WARNS

DISCUSSED = models.Q(state__in=[State.AGREEMENT, State.FIRST_MEETING, State.HANDLING])  # while
GRAVE = models.Q(notified__in=[Notified.LIFE_OR_DEATH, Notified.DEATH_REVIEW]) | models.Q(
    stage=DEATH_REVIEWED
)  # of life or death: major by rule
GUARD = tuple(f"applicant__{name}" for name in WARNS)  # what a warning before contact is made of


class CaseQuerySet(models.QuerySet):
    def open(self):
        return self.exclude(state__in=CASE.final)

    def aided(self):
        return self.filter(state__in=AIDED)

    def overdue(self, now):
        return self.filter(due_at__lt=now)

    def of_person(self, person):
        """Every case of this human being, under whatever record of them."""
        return self.filter(applicant__being=person.being)

    def by_clock(self):
        """Green channel first, then what falls due first; what has no clock comes last."""
        return self.order_by("-green", models.F("due_at").asc(nulls_last=True), "id")

    def for_lists(self):
        joined = ("applicant", "cause", "station", "handler__user", "handler__firm")
        return self.select_related(*joined)

    def for_todo(self):
        """With what the to-do list shows, and what the steps that wait ask of a case, but for `queries.case.with_reviews`: more tables in
        one join take the planner longer than all its rows."""
        unread = ("facts", "anew", "green_ground", "token")
        fields = self.model._meta.concrete_fields
        own = [field.attname for field in fields if field.name not in unread]
        names = ("applicant__name", *GUARD, "cause__name", "handler__user__name")

        joined = self.select_related("applicant", "cause", "station", "handler__user")
        return joined.only(*own, *names, "station")

    def for_names(self):
        """With whom it is about, what, and who handles it, for a line that names a case."""
        names = ("applicant__name", *GUARD, "cause__name", "handler__user__name")
        joined = self.select_related("applicant", "cause", "handler__user")
        return joined.only("applicant", "cause", "handler", *names)

    def for_page(self):
        """With what the page of one case shows of its beginning; `queries.case.complete` adds the rest. One join of all that hangs on
        a case takes the planner longer than its rows."""
        own = [field.attname for field in self.model._meta.concrete_fields]
        names = ("cause__name", "station__name", "station__parent", "station__path")
        rows = ("applicant", "review", "means", "pre_review")

        joined = self.select_related("cause", "station", *rows)
        return joined.only(*own, *names, *rows).prefetch_related("parties")
