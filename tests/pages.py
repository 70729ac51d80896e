"""What a page sends along by itself when a test posts its form: the version of the row it showed.

A test says what is typed. Whoever asks what becomes of a form without it sends the header `as-is`.
"""

from legalaid.platform.office.pages import FormPage
from legalaid.platform.procedure.views import StepView


class VersionMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        page = getattr(view, "view_class", None)
        asked = request.method == "POST" and "as-is" not in request.headers
        if not (asked and page and issubclass(page, FormPage) and request.user.is_authenticated):
            return
        if "pk" in kwargs and "seen" not in request.POST:
            self.send_along(request, page(**view.view_initkwargs), kwargs)

    def send_along(self, request, page, kwargs):
        page.setup(request, **kwargs)
        rows = page.get_scope if isinstance(page, StepView) else getattr(page, "get_queryset", None)
        if not (rows and page.permits(request.user)):
            return

        row = rows().filter(pk=kwargs["pk"]).first()
        page.object = page.subject = row
        if row is not None and page.version() is not None:
            request.POST = request.POST.copy()
            request.POST["seen"] = str(page.version())
