"""Do I qualify? A question a page; the answers travel in the page itself, signed: nothing is stored, nothing stands in an address."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from legalaid.faces.portal.qualify.judged import judge
from legalaid.faces.portal.qualify.questions import asked, current
from legalaid.faces.portal.qualify.state import sealed, unsealed
from legalaid.faces.portal.reading import places
from legalaid.faces.portal.reading.standard import standard
from legalaid.faces.portal.served import can_apply
from legalaid.platform.office.access import public


@public
@never_cache
@csrf_exempt  # changes nothing anywhere, and works without cookies
def qualify(request):
    if request.method != "POST":
        return _ask(request, {})

    answers = unsealed(request.POST.get("state", ""))
    if answers is None:
        return _ask(request, {}, error="网页放得太久了，请从头再来。", status=422)
    if "back" in request.POST:
        return _ask(request, _without_last(answers))

    question = current(answers, assets=_assets())
    if question is None:
        return _ask(request, answers)
    given = request.POST.getlist("answer")
    answer, error = question.read(given)
    if error:
        return _ask(request, answers, error=error, given=given, status=422)
    return _ask(request, answers | {question.key: answer})


def _assets():
    found = standard()
    return bool(found and found.asset_limit is not None)


def _without_last(answers):
    """One question back."""
    done = [one.key for one in asked(answers, assets=_assets()) if one.key in answers]
    return {key: answers[key] for key in done[:-1]}


def _ask(request, answers, *, error="", given=(), status=200):
    assets = _assets()
    question = current(answers, assets=assets)
    if question is None:
        return _tell(request, answers)

    told = {
        "question": question,
        "number": len(answers) + 1,
        "state": sealed(answers),
        "started": bool(answers),
        "error": error,
        "given": given,
    }
    return render(request, "portal/qualify.html", told, status=status)


def _tell(request, answers):
    judged = judge(answers, standard())
    told = {"judged": judged, "state": sealed(answers), "centre": places.centre()}
    told["can"] = can_apply() and not judged.is_elsewhere
    return render(request, "portal/qualified.html", told)
