from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied


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


def public(view):
    """Marks a view that needs no login; a test walks every other one."""
    view.public = True
    return view
