"""Views of lists: opened, kept under a name, changed, given up."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import View

from legalaid.faces.lists.domain import view as acts
from legalaid.faces.lists.forms.view import ChangeForm, ViewForm
from legalaid.faces.lists.models import SavedView
from legalaid.faces.lists.queries.kept import views_for
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.keeping import kept
from legalaid.platform.office.listing import LISTS
from legalaid.platform.office.pages import FormPage, Page, RowFormPage, RowMixin

LONGEST, MOST = 400, 60  # characters of a line, headings of a list


class Anybody:
    """Whoever is signed in: a view narrows a list, and the list asks for its own permission."""

    def permits(self, user):
        return True


class OpenView(Anybody, RowMixin, PermissionMixin, View):
    """Leads to the list as the view has it."""

    def get_queryset(self):
        return views_for(self.request.user)

    def get(self, request, pk):
        view = self.object
        if view.listing not in LISTS:
            raise Http404("这个视图的列表已经取消。")

        keys = [one.key for one in LISTS[view.listing].table.columns if one.label in view.columns]
        asked = {"q": view.text, "order": view.order, "col": keys, "view": view.pk}
        said = urlencode({name: one for name, one in asked.items() if one}, doseq=True)
        return redirect(f"{reverse(view.listing)}?{said}")


class Counts(Anybody, Page):
    """The figures beside the views of a list, fetched when it stands on the screen: a capped count each, of as many as one person may keep."""

    template_name = "lists/counts.html"

    def get_context_data(self, **kwargs):
        listing = self.listing()
        views = kept().views(self.request.user, listing.key)[: acts.MOST]
        counts = [(one.pk, listing.count(one)) for one in views]
        return super().get_context_data(counts=counts, **kwargs)

    def listing(self):
        """The list as its own page would be opened, with its own right."""
        key = self.request.GET.get("list", "")
        if key not in LISTS:
            raise Http404("没有这张表。")

        listing = LISTS[key]()
        listing.setup(self.request)
        if denial := listing.denial(self.request.user):
            raise PermissionDenied(denial)
        return listing


class AsShown:
    """The conditions, order and columns of the list one comes from, as its address says them."""

    def content(self):
        asked = self.request.GET
        return {
            "text": asked.get("q", "")[:LONGEST],
            "order": asked.get("order", "")[:40],
            "columns": [label[:40] for label in asked.getlist("col")[:MOST]],
        }


class KeepView(Anybody, AsShown, FormPage):
    template_name = "lists/view.html"
    form_class = ViewForm
    title, submit, done = "存为视图", "保存", "视图已保存。"

    def get(self, request):
        self.listing()
        return super().get(request)

    def listing(self):
        key = self.request.GET.get("list", "")
        if key not in LISTS:
            raise Http404("没有这张表。")
        return key

    @property
    def back(self):
        return f"{reverse(self.listing())}?{urlencode({'q': self.content()['text']})}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(content=self.content(), **kwargs)

    def act(self, form):
        return acts.keep(
            by=self.request.user, listing=self.listing(), **self.content(), **form.cleaned_data
        )


class Own(Anybody):
    def get_queryset(self):
        return SavedView.objects.filter(owner=self.request.user)


class ChangeView(Own, AsShown, RowFormPage):
    template_name = "lists/view.html"
    form_class = ChangeForm
    title, done = "改视图", "视图已改。"

    def get_initial(self):
        return {"name": self.object.name, "shared": self.object.station_id is not None}

    def get_context_data(self, **kwargs):
        return super().get_context_data(content=self.content(), **kwargs)

    def act(self, form):
        facts = dict(form.cleaned_data)
        content = self.content() if facts.pop("renew") else {}
        acts.change(self.object, by=self.request.user, **facts, **content)
        return self.object


class DropView(Own, RowMixin, PermissionMixin, View):
    http_method_names = ("post",)

    def post(self, request, pk):
        view = self.object
        acts.drop(view, by=request.user)
        asked = {"q": view.text, "order": view.order}
        said = urlencode({name: one for name, one in asked.items() if one})
        text = f"视图“{view.name}”已删除；要恢复，在这张表上再“存为视图”即可，条件还在框里。"
        messages.success(request, text)
        return redirect(f"{reverse(view.listing)}?{said}" if view.listing in LISTS else "home")
