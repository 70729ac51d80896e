"""Pages of the system administrator: people and their roles."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.shortcuts import redirect
from django.views.generic import CreateView, ListView, UpdateView

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.named import goes_by
from legalaid.platform.office import panels
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.pages import ActPage

from .changes import FACTS, settle
from .door import shut_doors, unlock
from .forms import UserForm
from .invitations import prepare
from .models import User
from .queries import never_signed_in
from .roles import Role
from .second import settled_note
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

        if wanted := asked.get("q", "").replace("\0", "").strip():
            users = users.filter(goes_by(wanted) | Q(username__icontains=wanted))
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
        by = self.request.user
        user = prepare(form.save(commit=False), by=by)
        _, token = settle(user, {"invite": True}, by=by)
        note = f"已建立用户{user.name}。{settled_note(self.request, user, token)}"
        messages.success(self.request, note)
        return redirect("accounts:users")


class UserEdit(UserPage, UpdateView):
    template_name = "accounts/user_form.html"

    def get_queryset(self):
        return User.objects.exclude(username="system")

    def get_context_data(self, **kwargs):
        acts = panels.render("account", self.request, self.object)
        return super().get_context_data(acts=acts, **kwargs)

    def form_valid(self, form):
        facts = {name: form.cleaned_data[name] for name in form.changed_data if name in FACTS}
        if "reset" in self.request.POST:
            facts["invite"] = True

        try:
            change, token = self.keep(form, facts)
        except DomainError as error:
            form.add_error(None, error.sentence)
            return self.form_invalid(form)

        saved = "已保存。" if facts.keys() <= {"invite"} or not change else "其余已保存。"
        told = settled_note(self.request, self.object, token) if change or token else ""
        messages.success(self.request, saved + told)
        return redirect("accounts:users")

    @transaction.atomic
    def keep(self, form, facts):
        """What is the administrator's alone at once; the rest as `settle` says."""
        by, changed = self.request.user, [name for name in form.changed_data if name not in FACTS]
        self.object = User.objects.select_for_update().get(pk=form.instance.pk)
        for name in changed:
            setattr(self.object, name, form.cleaned_data[name])
        self.object.save()

        labels = [form.fields[name].label for name in form.changed_data]
        said = {"username": self.object.username, "fields": "、".join(labels) or "无"}
        account_changed.send(User, by=by, verb="user.changed", facts=said)
        return settle(self.object, facts, by=by)
