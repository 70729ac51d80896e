"""The pages of the house, on Django's generic views: one that shows, a list, a row, a form, a form about
a row or on the row itself, a row with a form for each act, a button.

A step of a procedure has a page of its own kind (`procedure.views.StepView`). A concrete page names its permission, its
template and its rows, and says what else stands on it in `get_context_data`: about ten lines.
"""

import uuid
from copy import copy
from functools import cached_property
from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import DetailView, FormView, ListView, TemplateView, View

from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.core.models import Sent

from .access import PermissionMixin
from .asked import as_token, as_version
from .paging import WidePaginator


class Page(PermissionMixin, TemplateView):
    """A page that shows."""


class ListPage(PermissionMixin, ListView):
    """The rows of `get_queryset()` page by page, narrowed by `filterset_class` where there is one; the template gets `page` and `filter`."""

    paginate_by = 25
    paginator_class = WidePaginator
    filterset_class = None

    @cached_property
    def filter(self):
        return self.filterset_class(
            self.request.GET, queryset=self.object_list, request=self.request
        )

    @property
    def rows(self):
        """All rows asked for, of which a page is shown."""
        return self.filter.qs if self.filterset_class else self.object_list

    def get_context_data(self, **kwargs):
        paginator = self.get_paginator(self.rows, self.paginate_by)
        page = paginator.get_page(self.request.GET.get("page"))
        narrowed = {"filter": self.filter} if self.filterset_class else {}
        return super().get_context_data(object_list=[], page=page, **narrowed, **kwargs)

    def get_paginator(self, rows, per_page):
        """Ours has no orphans, and its first page may be empty."""
        return self.paginator_class(rows, per_page)

    def paginate_queryset(self, queryset, page_size):
        """Paging is done above, after the filter."""
        return None, None, queryset, False


class RowPage(PermissionMixin, DetailView):
    """One row of `get_queryset()`, the rows this person may see; any other is 404."""


class FormPage(PermissionMixin, FormView):
    """GET shows the form, POST calls `act(form)`, whose result is the row (or address) to go to.

    What the act refuses stands beside its field and what was typed stays (422). A row that has changed meanwhile says so (409),
    and what was typed can be sent again after a look at it.
    """

    title, submit, done, back = "", "保存", "已保存。", ""
    template_name = "form.html"

    def act(self, form):
        raise NotImplementedError

    def version(self):
        """The version of the row the form shows; None where there is no row yet."""
        return None

    def seen(self):
        """The version the form was filled in on; None where there is no row yet."""
        return None if self.version() is None else as_version(self.request.POST.get("seen"))

    def get_context_data(self, **kwargs):
        names = {"title": self.title, "submit": self.submit, "back": self.back}
        seen = self.seen() if self.request.method == "POST" else self.version()
        return super().get_context_data(**{**names, "seen": seen, **kwargs})

    def form_valid(self, form):
        try:
            made = self.act(form)
        except DomainError as error:
            return self.refused(form, error)

        if said := self.said():
            messages.success(self.request, said)
        return redirect(made)

    def said(self):
        """What the person reads when it is done; "" where the page it leads to says it."""
        return self.done

    def refused(self, form, error):
        form.add_domain_error(error)
        if isinstance(error, StaleState):
            return self.show(form, 409, seen=self.version())
        return self.show(form, 422)

    def form_invalid(self, form):
        return self.show(form, 422)

    def show(self, form, status, **context):
        return self.render_to_response(self.get_context_data(form=form, **context), status=status)


class SentOnce:
    """A form whose token travels with it: sent twice, it makes one row."""

    @cached_property
    def token(self):
        return as_token(self.request.POST.get("token")) or uuid.uuid4()

    def get_context_data(self, **kwargs):
        return super().get_context_data(token=self.token, **kwargs)


class MadeOnce(SentOnce):
    """A form whose act takes no token: the token is kept with what was made, in one transaction."""

    def post(self, request, *args, **kwargs):
        if sent := Sent.objects.filter(token=self.token).first():
            return redirect(sent.path)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        with transaction.atomic():
            sent, new = Sent.objects.get_or_create(token=self.token)
            if not new:
                return redirect(sent.path)

            answer = super().form_valid(form)
            if answer.status_code == HTTPStatus.FOUND:
                Sent.objects.filter(pk=sent.pk).update(path=answer.url)
            else:
                transaction.set_rollback(True)

        return answer


class RowMixin:
    """One row of `get_queryset()` as `self.object`, held before anything else is done; any other is 404."""

    context_object_name = "row"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and self.permits(request.user):
            self.object = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)


class RowFormPage(RowMixin, FormPage):
    """A form about one row."""

    @property
    def back(self):
        return self.object.get_absolute_url()

    def version(self):
        return getattr(self.object, "version", None)

    def refused(self, form, error):
        if isinstance(error, StaleState):
            self.object = get_object_or_404(self.get_queryset(), pk=self.object.pk)
        return super().refused(form, error)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{self.context_object_name: self.object}, **kwargs)


class RowFormsPage(RowMixin, Page):
    """A row with a small form for each act that may be done on it: POST names the act, and its method is called with the form.

    `act_forms`: {act: class of its form}. `offered()`: the acts whose form this person sees; the template gets each by its name,
    None where it is not offered. What an act refuses stands in its form (422).
    """

    act_forms = {}
    done = "已保存。"

    def offered(self):
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        forms, offered = dict.fromkeys(self.act_forms), self.offered()
        for act in offered:
            forms[act] = self.act_forms[act](prefix=act)

        row = {self.context_object_name: self.object}
        return super().get_context_data(**{**row, **forms, **kwargs})

    def post(self, request, *args, **kwargs):
        act = request.POST.get("act")
        if act not in self.act_forms:
            raise Http404

        form = self.act_forms[act](request.POST, prefix=act)
        if not form.is_valid():
            return self.show(act, form)

        try:
            made = getattr(self, act)(form)
        except DomainError as error:
            form.add_domain_error(error)
            self.object = get_object_or_404(self.get_queryset(), pk=self.object.pk)
            return self.show(act, form)

        messages.success(request, self.done)
        return redirect(made)

    def show(self, act, form):
        return self.render_to_response(self.get_context_data(**{act: form}), status=422)


class EditPage(RowFormPage):
    """A form on the row itself: it fills in a copy, so that the page goes on naming the row as it is kept."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": copy(self.object)}


class ActPage(PermissionMixin, View):
    """A button: POST calls `act()` and goes to what it returns; a refusal becomes a message, and leads to `back()`."""

    http_method_names = ("post",)
    done = ""

    def act(self):
        raise NotImplementedError

    def back(self):
        raise NotImplementedError

    def post(self, request, *args, **kwargs):
        try:
            made = self.act()
        except DomainError as error:
            return self.refused(error)

        if self.done:
            messages.success(request, self.done)
        return redirect(made)

    def refused(self, error):
        messages.error(self.request, error.sentence)
        return redirect(self.back())


class RowActPage(RowMixin, ActPage):
    """A button about one row, where it leads back to."""

    def back(self):
        return self.object.get_absolute_url()
