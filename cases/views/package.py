"""Transfer packages: made of a case that was referred away; received, seen, and registered at the window."""

from django.shortcuts import redirect
from django.utils import timezone

from cases.domain.package import make_package
from cases.domain.received import open_package, receive, register
from cases.enums import State
from cases.forms import package as forms
from cases.models import ReceivedPackage
from cases.queries.case import cases_for
from legalaid.platform.core.crypto import Unreadable, seal, unseal
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.downloads import download
from legalaid.platform.office.pages import FormPage, RowFormPage

from .desk import Desk

BINARY = "application/octet-stream"
SHOWN = 20


class MakePackage(RowFormPage):
    """Of a case that was referred away: the file comes at once, nothing is kept."""

    permission, form_class = "cases.accept", forms.MakePackageForm
    title, submit = "生成移送包", "生成并下载"

    def get_queryset(self):
        return cases_for(self.request.user).filter(state=State.REFERRED_AWAY)

    def form_valid(self, form):
        try:
            data = make_package(self.object, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            return self.refused(form, error)
        return download(data, f"移送包-{self.object.number}.parcel", BINARY)


class Seen:
    """What is in a package, before it is registered; the password travels with the page, sealed for this person and package."""

    def preview(self, row, opened, password):
        sealed = seal(password, self.sealed_for(row))
        return self.show(
            self.form_class(), 200, package=row, opened=opened, sealed=sealed, submit="换一个移送包"
        )

    def sealed_for(self, row):
        return f"package:{row.pk}:{self.request.user.pk}"


class Packages(Seen, Desk, FormPage):
    """A package comes in: chosen, opened, seen; those not registered yet stand below."""

    template_name, form_class = "cases/package.html", forms.ReceivePackageForm
    title, submit = "接收移送包", "打开"

    def form_valid(self, form):
        data, password = form.cleaned_data["file"].read(), form.cleaned_data["password"]
        try:
            opened = open_package(data, password)
            row = receive(data, opened, by=self.request.user)
        except DomainError as error:
            return self.refused(form, error)
        return self.preview(row, opened, password)

    def get_context_data(self, **kwargs):
        waiting = ReceivedPackage.objects.filter(case=None)[:SHOWN]
        return super().get_context_data(waiting=waiting, **kwargs)


class Package(Seen, Desk, RowFormPage):
    """One that was received: opened again with its password, or registered as it was seen."""

    template_name, form_class = "cases/package.html", forms.OpenPackageForm
    title, submit, back = "移送包", "打开", ""

    def get_queryset(self):
        return ReceivedPackage.objects.filter(case=None)

    def post(self, request, *args, **kwargs):
        if "sealed" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            return self.registered(unseal(request.POST["sealed"], self.sealed_for(self.object)))
        except Unreadable:
            return self.refused(self.bare(), DomainError("这一页已经失效，请重新输入口令。"))
        except DomainError as error:
            return self.refused(self.bare(), error)

    def registered(self, password):
        opened = open_package(self.held(), password)
        where = {"by": self.request.user, "station": self.station}
        return redirect(register(self.object, opened, **where, at=timezone.now()))

    def bare(self):
        form = self.form_class({}, {})
        form.errors.clear()
        return form

    def held(self):
        with self.object.file.open("rb") as file:
            return file.read()

    def form_valid(self, form):
        password = form.cleaned_data["password"]
        try:
            return self.preview(self.object, open_package(self.held(), password), password)
        except DomainError as error:
            return self.refused(form, error)
