"""Where a telephone hands in what it kept: a photograph into its slot, a note as a step. Answers are JSON for static/js/pocket.js."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.views.generic import View

from cases.domain.pocket import receive_note, receive_photo
from cases.forms.progress import LogForm
from cases.law.catalogue import APPLICATION_SLOTS, HANDLER_SLOTS
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.asked import as_number, as_token
from legalaid.platform.office.pages import RowMixin

from .case import OneCase

STATUS = ((StaleState, 409), (NotAllowed, 403), (DomainError, 422))


class FromDevice(OneCase, RowMixin, PermissionMixin, View):
    """POST with a token, by which what is sent again is known."""

    http_method_names = ("post",)
    right, without = "cases.handle", "您的岗位不承办案件。"

    def post(self, request, *args, **kwargs):
        if not request.user.may(self.right):
            raise PermissionDenied(self.without)

        token = as_token(request.POST.get("token"))
        if token is None:
            raise Http404

        try:
            return JsonResponse(self.receive(token))
        except DomainError as error:
            return self.refused(error)

    def receive(self, token):
        raise NotImplementedError

    def refused(self, error):
        status = next(status for kind, status in STATUS if isinstance(error, kind))
        return JsonResponse({"said": error.sentence}, status=status)


class Photo(FromDevice):
    """One page of one slot of the handler's volume."""

    slots = HANDLER_SLOTS

    def receive(self, token):
        slot, upload = self.request.POST.get("slot"), self.request.FILES.get("file")
        if slot not in self.slots:
            raise Http404
        if upload is None:
            raise DomainError("没有收到照片，请再拍一次。", field="file")

        title = self.slots[slot]
        receive_photo(
            self.object, upload, token=token, slot=slot, title=title, by=self.request.user
        )
        return {"said": "已存入案卷。"}


class Material(Photo):
    """One page of the material of an application taken in without a connection."""

    right, without, slots = "cases.apply", "您的岗位不登记申请。", APPLICATION_SLOTS


class Note(FromDevice):
    """A line of the handling record, on the case as it was seen; what came between is said."""

    def receive(self, token):
        form = LogForm(self.request.POST)
        if not form.is_valid():
            faults = [f"{form.fields[name].label}：{rows[0]}" for name, rows in form.errors.items()]
            raise DomainError("；".join(faults))

        seen = as_number(self.request.POST.get("seen"))
        if seen is None:
            raise DomainError("请重新打开本页，再存一次。")
        receive_note(self.object, token=token, by=self.request.user, seen=seen, **form.cleaned_data)

        self.object.refresh_from_db(fields=["version"])
        return {"said": "已存入办理记录。", "seen": self.object.version}

    def refused(self, error):
        if not isinstance(error, StaleState):
            return super().refused(error)

        self.object.refresh_from_db(fields=["version"])
        return JsonResponse({"said": error.sentence, "seen": self.object.version}, status=409)
