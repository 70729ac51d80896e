"""On the page of a consultation that came in online: how its answer is read, and what must be known before anybody is called."""

from django.template.loader import render_to_string

from legalaid.platform.office import panels
from legalaid.platform.office.templatetags.office import chip

from .enums import AnswerState
from .models import Asked

PRESSING = chip("可能紧急", "late")


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


def of_consultations(request, rows):
    """Beside those of a list that may be pressing."""
    pressing = Asked.objects.filter(consultation__in=rows, pressing=True)
    return dict.fromkeys(pressing.values_list("consultation", flat=True), PRESSING)


panels.register("consultation", of_consultation)
panels.register("consultations", of_consultations)
