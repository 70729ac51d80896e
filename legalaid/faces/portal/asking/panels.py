"""On the page of a consultation that came in online: how its answer is read, and what must be known before anybody is called."""

from django.template.loader import render_to_string

from legalaid.platform.office import panels

from .enums import AnswerState
from .models import Asked


def of_consultation(request, consultation):
    row = Asked.objects.filter(consultation=consultation).first()
    if row is None:
        return ""
    further = list(consultation.further_questions.all())
    told = {
        "row": row,
        "asked": consultation,
        "rounds": further,
        "published": list(consultation.public_answers.exclude(state=AnswerState.DROPPED)),
    }
    return render_to_string("portal/asking/panel.html", told, request)


panels.register("consultation", of_consultation)
