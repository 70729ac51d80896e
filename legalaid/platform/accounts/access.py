from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied
from django.urls import reverse


class PermissionMixin(AccessMixin):
    """A view for those whose role carries `permission`; others get the login page or 403."""

    permission = ""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not self.permits(request.user):
            raise PermissionDenied("您的岗位没有这项权限。")
        return super().dispatch(request, *args, **kwargs)

    def permits(self, user):
        return user.may(self.permission)


def invitation_note(request, user, token):
    """What is shown once to whoever invites."""
    link = request.build_absolute_uri(reverse("accounts:invitation", args=[token]))
    return f"{user.name}（登录名{user.username}）的邀请链接，只显示这一次，七天内有效，只能用一次，请转交本人设置密码：{link}"


def public(view):
    """Marks a view that needs no login; a test walks every other one."""
    view.public = True
    return view
