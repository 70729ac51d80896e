from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied


class PermissionMixin(AccessMixin):
    """A view for those whose role carries `permission`; others get the login page, or 403 with the sentence `refusal`."""

    permission = ""
    refusal = "您的岗位没有这项权限。"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if denial := self.denial(request.user):
            raise PermissionDenied(denial)
        return super().dispatch(request, *args, **kwargs)

    def denial(self, user):
        """The refusing sentence, or ""."""
        return "" if self.permits(user) else self.refusal

    def permits(self, user):
        return user.may(self.permission)


def public(view):
    """Marks a view that needs no login; a test walks every other one."""
    view.public = True
    return view
