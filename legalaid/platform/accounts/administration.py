"""Pages of the system administrator: people and their roles."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect
from django.views.generic import CreateView, ListView, UpdateView

from legalaid.platform.office import panels
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.pages import ActPage

from .door import shut_doors, unlock
from .forms import UserForm
from .invitations import invitation_note, invite
from .models import User
from .queries import never_signed_in
from .roles import Role
from .signals import account_changed
from .tables import accounts


class UserPage(PermissionMixin):
    permission = "office.users"
    model = User
    form_class = UserForm


class UserList(UserPage, ListView):
    template_name = "accounts/users.html"
    paginate_by = 50

    def get_queryset(self):
        asked = self.request.GET
        users = User.objects.exclude(username="system").order_by("role", "username")

        if wanted := asked.get("q", "").strip():
            users = users.filter(Q(name__icontains=wanted) | Q(username__icontains=wanted))
        if asked.get("role") in Role.values:
            users = users.filter(role=asked["role"])
        if asked.get("active") in ("0", "1"):
            users = users.filter(is_active=asked["active"] == "1")
        if asked.get("active") == "new":
            users = users.filter(pk__in=never_signed_in().values("pk"))

        return users

    def get_context_data(self, **kwargs):
        context = super().get_context_data(roles=Role.choices, shut=shut_doors(), **kwargs)
        posts = panels.cells("post", self.request, list(context["object_list"]))
        return context | {"table": accounts(posts)}


class Unlock(ActPage):
    """The administrator has made sure who it is: the name, or the address, may be tried anew."""

    permission = "office.users"

    def act(self):
        door, who = (self.request.POST.get(name, "") for name in ("door", "who"))
        self.done = f"已解除{unlock(door, who, by=self.request.user)}的锁定。"
        return "accounts:users"

    def back(self):
        return "accounts:users"


class UserNew(UserPage, CreateView):
    """An administrator's account; whoever works at a station or handles cases gets theirs with the post, on the pages of the network."""

    template_name = "accounts/user_form.html"

    def form_valid(self, form):
        user = form.save(commit=False)
        token = invite(user, by=self.request.user)
        messages.success(
            self.request, f"已建立用户{user.name}。{invitation_note(self.request, user, token)}"
        )
        return redirect("accounts:users")


class UserEdit(UserPage, UpdateView):
    template_name = "accounts/user_form.html"

    def get_queryset(self):
        return User.objects.exclude(username="system")

    def form_valid(self, form):
        user = form.save(commit=False)
        changed = [form.fields[name].label for name in form.changed_data if name in form.fields]
        note = "已保存。"
        user.save()
        facts = {"username": user.username, "fields": "、".join(changed) or "无"}
        account_changed.send(User, by=self.request.user, verb="user.changed", facts=facts)
        if "reset" in self.request.POST:
            note = invitation_note(self.request, user, invite(user, by=self.request.user))

        messages.success(self.request, note)
        return redirect("accounts:users")
