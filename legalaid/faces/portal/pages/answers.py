"""What others asked, as the public reads it."""

from django.shortcuts import render

from legalaid.faces.portal.reading import answers as reading
from legalaid.platform.office.access import public


@public
def answers(request):
    return render(request, "portal/answers.html", {"groups": reading.by_topic()})


@public
def answer(request, pk):
    return render(request, "portal/answer.html", {"row": reading.one(pk)})
