"""The script that gives a page where there is no network: served from the root, because it answers only for what lies below it."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse


def worker(request):
    script = Path(finders.find("js/worker.js")).read_bytes()
    answer = HttpResponse(script, content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer
