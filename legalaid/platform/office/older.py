"""Our stylesheets in the words of older browsers: what Chromium 86 does not know is said so that it does (decision 51)."""

import functools
from pathlib import Path

import lightningcss
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse
from django.views.decorators.cache import cache_control

OLDEST = ["chrome 86"]
SHEETS = {"office": "css/office.css", "hall": "css/hall.css"}


@functools.cache
def translated(path, changed):
    return lightningcss.process_stylesheet(
        path.read_text(), filename=path.name, browsers_list=OLDEST, minify=True
    )


@cache_control(max_age=3600)
def sheet(request, name):
    if name not in SHEETS:
        raise Http404
    path = Path(finders.find(SHEETS[name]))
    return HttpResponse(translated(path, path.stat().st_mtime), content_type="text/css")
