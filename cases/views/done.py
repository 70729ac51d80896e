"""Where a step ends: what was done, who has the case now and until when, its papers, and what comes next."""

from datetime import timedelta

from django.http import Http404

from cases.queries.case import next_alike, next_steps
from cases.workflow import CASE
from legalaid.platform.audit.chain import latest_of
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.pages import Page, RowMixin

from .case import OneCase

LOOKS = 10  # at papers being made, two seconds apart


class Done(OneCase, RowMixin, Page):
    """Read from the record of the act and the case as it stands, so that it is true whenever it is opened."""

    template_name = "cases/done.html"

    def get_context_data(self, **kwargs):
        case, user, step = self.object, self.request.user, CASE.steps.get(self.kwargs["key"])
        event = step and latest_of("case", case.pk, [f"case.{step.key}"], actor=user)
        if event is None:
            raise Http404("您没有在此案办理过这一步。")

        papers, looked = papers_of(event, step), as_number(self.request.GET.get("looked")) or 0
        making = any(paper.state == Paper.State.PENDING for paper in papers)
        return super().get_context_data(
            case=case,
            step=step,
            event=event,
            sentence=sentence(event),
            papers=papers,
            look_again=looked + 1 if making and looked < LOOKS else 0,
            next_steps=next_steps(case, user),
            following=next_alike(user, step, case),
            **kwargs,
        )


def papers_of(event, step):
    """What the act issued; the record of it keeps whole seconds."""
    moment = (event.at, event.at + timedelta(seconds=1))
    issued = Paper.objects.filter(
        workflow="case", subject_id=event.subject_id, kind__in=step.papers
    )
    return list(issued.filter(issued_at__gte=moment[0], issued_at__lt=moment[1]).defer("context"))
