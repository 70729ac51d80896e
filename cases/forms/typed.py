"""What an intake form says while it is being filled in, complete or not."""

from decimal import Decimal, InvalidOperation
from functools import cached_property

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date

from cases.law.exemption import PROOF_42
from cases.law.scope import BASES, PROPERTY
from cases.models import Cause, HouseholdMember, MeansTest
from cases.queries.eligibility import assess, cause_path
from cases.queries.intake import checklist_for, favours, questions_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind, read_id
from legalaid.platform.office.asked import as_number

from .intake import crowds_of
from .intake_rows import Member, Rows

HIGHEST = 10**10  # no sum of a household comes near it


class Typed:
    """`data`: the QueryDict of the form as sent or as a draft kept it; None for a blank one."""

    def __init__(self, data):
        self.data = QueryDict() if data is None else data

    def text(self, name):
        return self.data.get(name, "").strip()

    @property
    def known(self):
        """The record of whom the window said the visitor is."""
        return as_number(self.text("known_person"))

    @cached_property
    def cause(self):
        pk = as_number(self.text("cause"))
        return Cause.objects.filter(pk=pk).first() if pk else None

    @cached_property
    def path(self):
        return cause_path(self.cause) if self.cause else []

    @property
    def role(self):
        return self.text("applicant_role")

    @property
    def id_kind(self):
        return self.data.get("id_kind") or IdKind.RESIDENT

    @cached_property
    def read(self):
        """(what the identity document tells, "") or, while it is not yet right, (None, why)."""
        try:
            return read_id(self.id_kind, self.data.get("id_number", "")), ""
        except DomainError as error:
            return None, error.sentence

    @property
    def identity(self):
        return self.read[0]

    @property
    def identity_error(self):
        return self.read[1]

    @cached_property
    def birth(self):
        told = self.identity and self.identity.birth
        return told or _date(self.text("birth"))

    @property
    def sex(self):
        told = self.identity and self.identity.sex
        return told or self.data.get("sex")

    @cached_property
    def crowds(self):
        return crowds_of(self.data.getlist("crowds"), self.sex, self.birth)

    @cached_property
    def basis(self):
        """The ground of art. 31 to 33 chosen so far; a criminal matter has none to choose."""
        chosen = self.text("basis")
        to_choose = self.cause is not None and self.cause.kind != "criminal"
        known = {PROPERTY, *(ground.code for ground in BASES)}
        return chosen if to_choose and chosen in known else ""

    @property
    def status(self):
        chosen = self.text("status")
        return chosen if chosen in PROOF_42 else ""

    @cached_property
    def favour(self):
        """What art. 32 or 42 spares this applicant, or None."""
        not_limited, exempt = favours(self.crowds, self.path, self.basis, self.status, self.role)
        return not_limited or exempt

    @cached_property
    def questions(self):
        return questions_for(
            self.cause,
            self.crowds,
            role=self.role,
            id_kind=self.id_kind,
            identity=self.identity,
            basis=self.basis,
        )

    @cached_property
    def checklist(self):
        if not self.cause:
            return ()

        counted = self.text("applicant_count")
        several = "separable" in self.data and counted not in ("", "0", "1")
        represented = bool(self.text("representative_name"))
        return checklist_for(
            self.cause,
            self.crowds,
            represented,
            several,
            basis=self.basis,
            status=self.status,
            role=self.role,
        )

    @property
    def means(self):
        """The means test on the figures so far; None before the applicant's own income is there."""
        own = _amount(self.text("own_income"))
        if own is None:
            return None

        others = [_amount(row["monthly_income"].data) or 0 for row in Rows(Member, self.data).rows]
        household = [HouseholdMember(monthly_income=income) for income in (own, *others)]
        means = MeansTest(
            savings=_amount(self.text("savings")),
            own_savings=_amount(self.text("own_savings")),
            opponent_in_household="opponent_in_household" in self.data,
            committed="committed" in self.data,
        )
        return assess(means, household, timezone.localdate())[0]


def _date(text):
    try:
        return parse_date(text)
    except ValueError:
        return None


def _amount(text):
    try:
        amount = Decimal((text or "").strip())
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount < HIGHEST else None
