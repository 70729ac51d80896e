from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.views import View

from legalaid.platform.accounts.second import settled_note
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.views import RevealPage
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.storage import serve
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.downloads import PDF, download
from legalaid.platform.office.keeping import NamedView
from legalaid.platform.office.listing import WorkList
from legalaid.platform.office.pages import (
    EditPage,
    FormPage,
    RowActPage,
    RowFormPage,
    RowMixin,
    RowPage,
    SentOnce,
)
from stations.domain import photo
from stations.domain import staff as acts
from stations.domain.work import left_by, work_of_person
from stations.forms.staff import (
    DeactivateForm,
    InvitationsForm,
    LeaveForm,
    PhotoForm,
    RevealForm,
    StaffFilter,
    StaffForm,
)
from stations.papers.invitation import slips_pdf
from stations.permissions import may_manage, roles_to_give
from stations.queries.staff import (
    accounts_for,
    pages_of,
    people_for,
    staff_for,
    successors_of,
    tell_leave,
    to_invite,
)
from stations.queries.station import stations_for
from stations.tables.staff import STAFF


class StaffList(WorkList):
    key = "stations:staff_list"
    permission = "people.view"
    template_name = "stations/staff_list.html"
    filterset_class, table = StaffFilter, STAFF
    views = (
        NamedView("在岗"),
        NamedView("专职", "专兼职:专职"),
        NamedView("含已离岗", "含已离岗:是"),
    )
    unit, sorted_by, placeholder = "人", "按站点、姓名", "姓名、职务、站点，或者 专兼职:专职"

    def get_queryset(self):
        return staff_for(self.request.user)

    def get_paginator(self, rows, per_page):
        return pages_of(rows, per_page)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        tell_leave(context["page"], timezone.localdate())
        return context


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


class StaffDetail(RowPage):
    permission = "people.view"
    template_name = "stations/staff.html"
    context_object_name = "row"

    def get_queryset(self):
        return staff_for(self.request.user)

    def get_context_data(self, **kwargs):
        alike = person_panel(self.request.user, self.object.user)
        return super().get_context_data(**alike, **kwargs)


class StaffNew(FormPage):
    permission = "people.manage"
    template_name = "stations/station_form.html"
    title, submit = "新增工作人员", "新增并开设账号"
    form_class = StaffForm

    def get_initial(self):
        asked = as_number(self.request.GET.get("station"))
        station = stations_for(self.request.user).filter(pk=asked).first()
        return {"station": station.name if station else "", "joined_on": timezone.localdate()}

    def get_form_kwargs(self):
        user = self.request.user
        own = {"stations": stations_for(user), "roles": roles_to_give(user)}
        return super().get_form_kwargs() | own

    def act(self, form):
        row, token = acts.engage(by=self.request.user, account=form.account(), **form.facts())
        self.done = f"已新增{row.user}。{settled_note(self.request, row.user, token)}"
        return row


class StaffEdit(EditPage):
    permission = "people.manage"
    template_name = "stations/station_form.html"
    title = "修改工作人员资料"
    form_class = StaffForm

    def get_queryset(self):
        return staff_for(self.request.user)

    def get_form_kwargs(self):
        own = {"stations": stations_for(self.request.user), "roles": []}
        return super().get_form_kwargs() | own

    def act(self, form):
        row, waits = acts.change(
            self.object,
            by=self.request.user,
            account=form.account(),
            seen=self.seen(),
            **form.facts(),
        )
        if waits:
            self.done = f"其余已保存。{settled_note(self.request, row.user, '')}"
        return row


class OnePerson:
    """A member of staff or a handler within one's stations, by their account; the page leads back to theirs."""

    permission = "people.manage"

    def get_queryset(self):
        return people_for(self.request.user).select_related("staff__station", "handler__station")

    @property
    def member(self):
        """What the network knows of this person: the row of staff or of a handler."""
        person = self.object
        return person.handler if hasattr(person, "handler") else person.staff


class PersonForm(OnePerson, RowFormPage):
    template_name = "stations/station_form.html"
    context_object_name = "subject"

    @property
    def back(self):
        return resolve_url(self.member)


class PersonAct(OnePerson, RowActPage):
    def back(self):
        return self.member


class Reveal(OnePerson, RevealPage):
    """The telephone number of a colleague or a handler."""

    permission, workflow, reveals = "people.reveal", "person", {"phone": "电话"}

    def heading(self, label):
        return f"{self.object.name}的{label}"

    def value(self, field):
        return getattr(self.member, "mobile", "") or self.object.phone

    def back(self):
        return self.member.get_absolute_url()


class OneAccount:
    """Also that of a firm's manager, and one without a post, whose page is the administrator's."""

    def get_queryset(self):
        return accounts_for(self.request.user).select_related("staff__station", "handler__station")

    @property
    def member(self):
        person = self.object
        if hasattr(person, "manages"):
            return person.manages.firm
        row = getattr(person, "handler", None) or getattr(person, "staff", None)
        return row or reverse("accounts:user_edit", args=[person.pk])


class Invite(OneAccount, PersonAct):
    """A new invitation, shown once."""

    def act(self):
        token = acts.invite_again(self.object, by=self.request.user)
        self.done = settled_note(self.request, self.object, token)
        return self.member


class Invitations(SentOnce, FormPage):
    """Invitations of many at once, printed as slips to be cut and handed out; the links stand nowhere else."""

    permission = "people.manage"
    template_name = "stations/invitations.html"
    title, submit = "发邀请单", "生成邀请单（PDF）"
    form_class = InvitationsForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"people": to_invite(self.request.user)}

    def form_valid(self, form):
        people = form.cleaned_data["people"]
        try:
            invited = acts.invite_many(people, by=self.request.user, token=self.token)
        except DomainError as error:
            return self.refused(form, error)

        slips = [
            (person, self.request.build_absolute_uri(reverse("accounts:invitation", args=[token])))
            for person, token in invited
            if token
        ]
        if waiting := [person.name for person, token in invited if not token]:
            messages.info(self.request, f"{'、'.join(waiting)}的邀请要由另一人在“账号变动”里确认。")
        if not slips:
            return redirect("stations:staff_list")
        return download(slips_pdf(slips), f"invitations-{timezone.localdate():%Y%m%d}.pdf", PDF)


class LeaveNew(PersonForm):
    title, submit, done = "登记请假", "登记", "请假已登记，期间不再指派、排班时提醒。"
    form_class = LeaveForm

    def get_initial(self):
        return {"starts": timezone.localdate()}

    def act(self, form):
        leave = acts.record_leave(self.object, by=self.request.user, **form.cleaned_data)
        if left := left_by(leave):
            messages.warning(self.request, f"{left}。")
        return self.member


class LeaveCancel(PersonAct):
    done = "已销假。"

    def act(self):
        leave = get_object_or_404(self.object.leaves, pk=self.kwargs["leave"])
        acts.cancel_leave(leave, by=self.request.user)
        return self.member


class Deactivate(OneAccount, PersonForm):
    title, submit, done = "停用账号", "停用", "账号已停用，在办事项已移交。"
    form_class = DeactivateForm

    def get_initial(self):
        return {"on": timezone.localdate()}

    def get_form_kwargs(self):
        successors = successors_of(self.object, self.request.user)
        return super().get_form_kwargs() | {"successors": successors}

    def get_context_data(self, **kwargs):
        return super().get_context_data(held=work_of_person(self.object), **kwargs)

    def act(self, form):
        acts.deactivate(self.object, by=self.request.user, **form.cleaned_data)
        return self.member


class Return(OneAccount, PersonAct):
    """The account works again."""

    done = "账号已恢复。"

    def act(self):
        acts.bring_back(self.object, by=self.request.user)
        return self.member


class Photo(PersonForm):
    title, submit, done = "上传照片", "上传", "照片已保存。"
    form_class = PhotoForm

    def act(self, form):
        return photo.set_photo(self.member, form.cleaned_data["file"], by=self.request.user)


class PhotoFile(OnePerson, RowMixin, PermissionMixin, View):
    permission = "people.view"

    def get(self, request, pk):
        member = self.member
        if not member.photo:
            raise Http404("没有照片。")
        return serve(member.photo, f"{self.object}.jpg", "image/jpeg")
