"""What the pages of the network share: a form that calls one act, and says what stood in its way."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.office.access import PermissionMixin


class FormPage(PermissionMixin, View):
    """GET shows the form; POST calls `act(form)`, whose result is the row to go to.

    A concrete page has `get_form(data=None, files=None)` and `act(form)`.
    """

    template_name = "stations/station_form.html"
    title, submit, done, back = "", "保存", "已保存。", ""
    enctype = False

    def version(self):
        """The version of the row on the form; None when there is no row yet."""
        return None

    def seen(self):
        seen = self.request.POST.get("seen", "")
        return int(seen) if seen.isdigit() else None

    def show(self, form, status=200):
        context = {
            "form": form,
            "title": self.title,
            "submit": self.submit,
            "back": self.back,
            "enctype": self.enctype,
        }
        context["seen"] = self.seen() if status == 422 else self.version()
        return render(self.request, self.template_name, context | self.extra(), status=status)

    def extra(self):
        return {}

    def get(self, request, *args, **kwargs):
        return self.show(self.get_form())

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, 422)
        try:
            made = self.act(form)
        except DomainError as error:
            form.add_domain_error(error)
            return self.show(form, 409 if isinstance(error, StaleState) else 422)
        messages.success(request, self.done)
        return redirect(made)


class RowPage(FormPage):
    """A form page about one row of the queryset `rows()`, which a concrete page has; what lies outside it is 404."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.may(self.permission):
            self.subject = get_object_or_404(self.rows(), pk=kwargs["pk"])
            self.back = self.subject.get_absolute_url()
        return super().dispatch(request, *args, **kwargs)

    def extra(self):
        return {"subject": self.subject}

    def version(self):
        return getattr(self.rows().get(pk=self.subject.pk), "version", None)
