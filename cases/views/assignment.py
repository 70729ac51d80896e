from dataclasses import replace
from functools import cached_property

from django.urls import reverse

from cases.forms.assignment import AssignForm, RecallForm, ReplaceForm, TakeOverForm
from cases.law.recommendation import ORDER
from cases.queries.assignment import candidates_for, explained, needs_consent, wished_of
from cases.queries.replacement import waiting_request
from cases.queries.volunteer import pool_of
from cases.tables.assignment import CANDIDATES
from stations.models import Handler

from .step import CaseStepView

BY = "、".join(name for name, _ in ORDER)
SHOWN = 30  # of an office with hundreds of handlers the first; the others are found by name
CONSENT = "双方书面同意的可以指派"


def _said_of(handler):
    return f"{handler} {handler.firm} {handler.specialities}"


def with_consent(candidates):
    """Where nobody else is left, those whose unit acts for the other side are told apart from whoever cannot have the case at all."""
    if not needs_consent(candidates):
        return candidates
    return [
        replace(one, reasons=(*one.reasons, CONSENT)) if one.consentable else one
        for one in candidates
    ]


class Assign(CaseStepView):
    """The director picks from the eligible handlers: load, speciality, licence, years; who is not eligible is shown with the reason."""

    step_key, form_class = "assign", AssignForm
    template_name = "cases/assignment_assign.html"
    done = "已指派，指派通知书可打印，承办人已收到提醒。"

    @cached_property
    def candidates(self):
        return with_consent(candidates_for(self.subject))

    def get_initial(self):
        """Whoever handled the stage before is proposed."""
        before = next((one for one in self.candidates if one.eligible and one.before), None)
        return {"handler": before.handler.pk} if before else {}

    def get_form_kwargs(self):
        consenting = needs_consent(self.candidates)
        able = [
            one.handler.pk
            for one in self.candidates
            if one.eligible or (consenting and one.consentable)
        ]
        handlers = Handler.objects.filter(pk__in=able)
        return super().get_form_kwargs() | {"handlers": handlers, "consenting": consenting}

    def get_facts(self, form):
        return form.facts()

    def get_context_data(self, **kwargs):
        shown = {
            "table": CANDIDATES,
            "candidates": explained(self.shown()),
            "wished": wished_of(self.subject, self.candidates),
            "more": len(self.narrowed()) - SHOWN,
            "who": self.who,
            "order": BY,
        }
        return super().get_context_data(**shown, **self.pools(), **kwargs)

    @property
    def who(self):
        return self.request.GET.get("who", "").strip()[:20]

    def narrowed(self):
        """Whoever's name, unit or speciality holds what is asked for; else all of them."""
        return [one for one in self.candidates if self.who in _said_of(one.handler)]

    def shown(self):
        """In the order of the ranking; the one chosen before stands below the others where he is not among the first."""
        first = self.narrowed()[:SHOWN]
        chosen = self.request.POST.get("handler", "")
        also = [
            one for one in self.candidates if str(one.handler.pk) == chosen and one not in first
        ]
        return [*first, *also]

    def pools(self):
        """The call for volunteers that stands, or the way to one."""
        return {
            "pool": pool_of(self.subject),
            "pool_new": reverse("cases:pool_new", args=[self.subject.pk]),
        }


class ReplaceHandler(Assign):
    """Another handler for a case at work; the one who has it is not among those to choose from."""

    step_key, form_class = "replace_handler", ReplaceForm
    done = "承办人已更换，更换通知书、指派通知书和公函可打印，原承办人和新承办人已收到提醒。"

    def get_context_data(self, **kwargs):
        return super().get_context_data(asked=waiting_request(self.subject), **kwargs)

    def pools(self):
        return {}

    @cached_property
    def candidates(self):
        others = candidates_for(self.subject)
        return with_consent([one for one in others if one.handler.pk != self.subject.handler_id])


class RecallOffer(CaseStepView):
    step_key, form_class = "recall_offer", RecallForm
    done = "指派已撤回，请另行指派。"


class TakeOver(CaseStepView):
    step_key, form_class = "take_over", TakeOverForm
    done = "已签收，原承办人不再查看此案。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "transfers": self.subject.transfers.filter(done_at=None)
        }
