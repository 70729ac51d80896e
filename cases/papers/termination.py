"""The end of aid before its time: forms 18 and 19, the notice to the unit, what undoes them, and the letter to the bureau."""

from django.utils import timezone

from cases.periods import CLOSURE_FILE, OBJECTION
from cases.queries.termination import decided
from cases.workflow import CASE
from legalaid.platform.core.money import yuan
from legalaid.platform.core.office import office_at
from legalaid.platform.core.words import day
from legalaid.platform.procedure.deadlines import rule_for, within

from .facts import base, contact, letter, named, notice


def _ground(row):
    return {
        "ground": row.what.ground,
        "article": row.what.article.removeprefix("法律援助法"),
        "provision": row.provision,
    }


@CASE.paper("termination_decision")
def termination_decision(case, *, by, at, **facts):
    """Form 18: ground, reasons, and how to object (Law art. 48, 49)."""
    row = decided(case)
    return {
        **letter(case, by, at, to=f"{named(case)}的近亲属" if row.what.death else named(case)),
        **_ground(row),
        "granted_on": day(case.decided_at) if case.decided_at else "",
        "provided_on": _provided_on(case),
        "notice": notice(case),
        "dead": row.what.death,
        "reasons": row.reasons,
        **objecting(at),
    }


def objecting(at):
    """How long one may object to what is received."""
    return {"object_within": rule_for(OBJECTION.key, timezone.localdate(at)).limit_text}


def _provided_on(case):
    """Since when aid was provided before anybody decided on it (Law art. 44); "" where it was not."""
    prior = case.priors.order_by("at").last() if case.prior else None
    return day(prior.at) if prior else ""


@CASE.paper("termination_letter")
def termination_letter(case, *, by, at, **facts):
    """Form 19, to the organ that deals with the matter."""
    row = decided(case)
    offer = row.assignment if row.assignment and row.assignment.accepted_at else None

    return {
        **letter(case, by, at, to=case.organ),
        **_ground(row),
        "notice": notice(case),
        "organ_number": case.organ_number,
        "role": case.applicant_role,
        "firm": str(offer.firm) if offer else "",
        "handler": str(offer.handler) if offer else "",
        "defender": case.defended,
    }


@CASE.paper("termination_notice")
def termination_notice(case, *, by, at, **facts):
    """To the unit whose handler has the case; the day it receives this is the closing date (Procedure Rules art. 40)."""
    row = decided(case)
    offer = row.assignment

    return {
        **letter(case, by, at, to=str(offer.firm)),
        **_ground(row),
        "handler": str(offer.handler),
        "dead": row.what.death,
        "accepted": offer.accepted_at is not None,
        "file_within": within(CLOSURE_FILE, at),
    }


@CASE.paper("termination_revoked")
def termination_revoked(case, *, by, at, reason, **facts):
    """To the recipient, the unit and the organ: aid goes on."""
    row = case.terminations.filter(end="revoked").last()
    return {
        **letter(case, by, at, to=named(case)),
        "organ": case.organ,
        "firm": str(row.assignment.firm) if row.assignment else "",
        "decided_on": day(row.decided_at),
        "reason": reason,
    }


@CASE.paper("fraud_referral")
def fraud_referral(case, *, by, at, account, cost, **facts):
    """To the bureau (Law art. 64)."""
    return {
        **base(case, by, at),
        "to": office_at(at)["bureau"],
        "contact": contact(case),
        "seal": office_at(at)["center"],
        "account": account,
        "cost": yuan(cost),
    }
