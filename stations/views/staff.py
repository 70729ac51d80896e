from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from legalaid.platform.accounts.invitations import invitation_note
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.views import RevealPage
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.storage import serve
from legalaid.platform.office.access import PermissionMixin
from stations.domain import photo
from stations.domain import staff as acts
from stations.forms.staff import (
    DeactivateForm,
    LeaveForm,
    PeopleSearch,
    PhotoForm,
    RevealForm,
    StaffForm,
)
from stations.models import Leave
from stations.permissions import may_manage, roles_to_give
from stations.queries.staff import away_on, pages_of, people_for, staff_for, successors_of
from stations.queries.station import stations_for
from stations.queries.work import work_of_person

from .page import FormPage


class StaffList(PermissionMixin, View):
    permission = "people.view"

    def get(self, request):
        form = PeopleSearch(request.GET)
        form.is_valid()
        asked = form.cleaned_data
        rows = staff_for(request.user) if asked.get("left") else staff_for(request.user).working()
        if word := asked.get("q"):
            rows = rows.filter(
                Q(user__name__contains=word)
                | Q(title__contains=word)
                | Q(station__name__contains=word)
            )
        if asked.get("post"):
            rows = rows.filter(post=asked["post"])
        if asked.get("time"):
            rows = rows.filter(full_time=asked["time"] == "full")
        page = pages_of(rows, 25).get_page(request.GET.get("page"))
        away = away_on(timezone.localdate(), [row.user_id for row in page])
        return render(
            request, "stations/staff_list.html", {"form": form, "page": page, "away": away}
        )


def person_panel(user, person):
    """What the page of a member of staff and of a handler show alike."""
    return {
        "person": person,
        "leaves": person.leaves.select_related("by")[:10],
        "today": timezone.localdate(),
        "work": work_of_person(person),
        "events": events_for("person", person.pk)[-20:],
        "reveal": RevealForm(),
        "manages": user.may("people.manage") and not may_manage(user, person),
    }


class StaffDetail(PermissionMixin, View):
    permission = "people.view"

    def get(self, request, pk):
        row = get_object_or_404(staff_for(request.user), pk=pk)
        return render(
            request, "stations/staff.html", {"row": row} | person_panel(request.user, row.user)
        )


class StaffNew(FormPage):
    permission = "people.manage"
    title, submit = "新增工作人员", "新增并开设账号"

    def get_form(self, data=None, files=None):
        user = self.request.user
        chosen = stations_for(user).filter(pk=self.request.GET.get("station") or 0).first()
        initial = {"station": chosen.name if chosen else "", "joined_on": timezone.localdate()}
        return StaffForm(
            data, initial=initial, stations=stations_for(user), roles=roles_to_give(user)
        )

    def act(self, form):
        row, token = acts.engage(by=self.request.user, account=form.account(), **form.facts())
        self.done = f"已新增{row.user}。{invitation_note(self.request, row.user, token)}"
        return row


class StaffEdit(FormPage):
    permission = "people.manage"
    title = "修改工作人员资料"

    def row(self):
        return get_object_or_404(staff_for(self.request.user), pk=self.kwargs["pk"])

    def get_form(self, data=None, files=None):
        self.back = self.row().get_absolute_url()
        return StaffForm(
            data, instance=self.row(), stations=stations_for(self.request.user), roles=[]
        )

    def act(self, form):
        return acts.change(
            self.row(),
            by=self.request.user,
            account=form.account(),
            seen=self.seen(),
            **form.facts(),
        )

    def version(self):
        return self.row().version


class PersonPage(FormPage):
    """Base of the acts on an account: its owner must be within one's stations."""

    permission = "people.manage"

    def person(self):
        return get_object_or_404(
            people_for(self.request.user).select_related("staff__station", "handler__station"),
            pk=self.kwargs["pk"],
        )

    def own_row(self):
        person = self.person()
        return person.handler if hasattr(person, "handler") else person.staff

    def extra(self):
        row = self.own_row()
        return {"station": row.user.name, "back": row.get_absolute_url()}


class Reveal(RevealPage):
    """The telephone number of a colleague or a handler."""

    permission, workflow, reveals = "people.reveal", "person", {"phone": "电话"}

    def get_queryset(self):
        return people_for(self.request.user).select_related("staff__station", "handler__station")

    def post_of(self):
        person = self.object
        return person.handler if hasattr(person, "handler") else person.staff

    def heading(self, label):
        return f"{self.object.name}的{label}"

    def value(self, field):
        return getattr(self.post_of(), "mobile", "") or self.object.phone

    def back(self):
        return self.post_of().get_absolute_url()


class Invite(PersonPage):
    """POST only: a new invitation, shown once."""

    def get(self, request, *args, **kwargs):
        raise Http404

    def post(self, request, *args, **kwargs):
        person = self.person()
        try:
            token = acts.invite_again(person, by=request.user)
        except DomainError as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, invitation_note(request, person, token))
        return redirect(self.own_row())


class LeaveNew(PersonPage):
    title, submit, done = "登记请假", "登记", "请假已登记，期间不再指派、排班时提醒。"

    def get_form(self, data=None, files=None):
        return LeaveForm(data, initial={"starts": timezone.localdate()})

    def act(self, form):
        acts.record_leave(self.person(), by=self.request.user, **form.cleaned_data)
        return self.own_row()


class LeaveCancel(PersonPage):
    """POST only."""

    def get(self, request, *args, **kwargs):
        raise Http404

    def post(self, request, *args, pk, leave, **kwargs):
        row = get_object_or_404(Leave, pk=leave, user=self.person())
        try:
            acts.cancel_leave(row, by=request.user)
        except DomainError as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, "已销假。")
        return redirect(self.own_row())


class Deactivate(PersonPage):
    title, submit, done = "停用账号", "停用", "账号已停用，在办事项已移交。"

    def get_form(self, data=None, files=None):
        person = self.person()
        return DeactivateForm(
            data,
            initial={"on": timezone.localdate()},
            successors=successors_of(person, self.request.user),
        )

    def act(self, form):
        acts.deactivate(self.person(), by=self.request.user, **form.cleaned_data)
        return self.own_row()

    def extra(self):
        return super().extra() | {"held": work_of_person(self.person())}


class Return(PersonPage):
    """POST only: the account works again."""

    def get(self, request, *args, **kwargs):
        raise Http404

    def post(self, request, *args, **kwargs):
        try:
            acts.bring_back(self.person(), by=request.user)
        except DomainError as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, "账号已恢复。")
        return redirect(self.own_row())


class Photo(PersonPage):
    title, submit, done, enctype = "上传照片", "上传", "照片已保存。", True

    def get_form(self, data=None, files=None):
        return PhotoForm(data, files)

    def act(self, form):
        return photo.set_photo(self.own_row(), form.cleaned_data["file"], by=self.request.user)


class PhotoFile(PersonPage):
    permission = "people.view"

    def get(self, request, *args, **kwargs):
        row = self.own_row()
        if not row.photo:
            raise Http404("没有照片。")
        return serve(row.photo, f"{row.user}.jpg", "image/jpeg")

    def post(self, request, *args, **kwargs):
        raise Http404
