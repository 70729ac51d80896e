from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import View

from cases.quality.queries.term import from_outside
from legalaid.platform.accounts.roles import Role
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.downloads import PDF, download
from legalaid.platform.office.pages import Page

from . import domain
from .contents import INSIDE, all_for, chapters, of_role, readable
from .limits import told
from .printing import role_pdf
from .rendering import page_html
from .search import asked, pattern, search
from .terms import grouped


class Reading(PermissionMixin):
    """Everybody reads the manual: colleagues all of it, whoever comes from outside their own part."""

    def permits(self, user):
        return True

    @cached_property
    def outside(self):
        return from_outside(self.request.user)

    @cached_property
    def mine(self):
        return all_for(self.request.user, self.outside)

    def role(self, key):
        """The role whose chapters are asked for; 404 where they are another's."""
        user = self.request.user
        if key not in Role or not readable(user, key, self.outside):
            raise Http404
        return Role(key)


class Contents(Reading, Page):
    template_name = "manual/contents.html"

    def get_context_data(self, **kwargs):
        user, q = self.request.user, self.request.GET.get("q", "")[:60].strip()
        role = self.role(self.request.GET.get("role") or user.role)
        roles = list(Role) if user.role in INSIDE and not self.outside else []
        return super().get_context_data(
            role=role,
            roles=roles,
            parts=of_role(role, self.outside),
            q=q,
            found=search(q, told(self.mine)) if q else [],
            **kwargs,
        )


class ChapterPage(Reading, Page):
    template_name = "manual/chapter.html"

    def get_context_data(self, key, **kwargs):
        row = chapters().get(key)
        if row not in self.mine:
            raise Http404

        words = asked(self.request.GET.get("q", "")[:60])
        role = self.request.user.role if self.request.user.role in row.roles else row.roles[0]
        rows = [one for _, group in of_role(role, self.outside) for one in group]
        at = rows.index(row)
        return super().get_context_data(
            chapter=row,
            html=page_html(*told([row]), pattern(words)),
            before=rows[at - 1] if at else None,
            after=rows[at + 1] if at + 1 < len(rows) else None,
            readers=[Role(role).label for role in row.roles],
            **kwargs,
        )


class Terms(Reading, Page):
    template_name = "manual/terms.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(groups=grouped(), **kwargs)


class Print(Reading, View):
    def get(self, request, role):
        role = self.role(role)
        name = f"操作手册（{role.label}）.pdf"
        return download(role_pdf(role, self.outside), name, PDF, inline=True)


class RoundAct(Reading, View):
    """Begins the round, goes on, back, or ends it; leads to the page of the stop."""

    def post(self, request):
        if request.POST.get("act") == "end":
            domain.end(request.session, request.user)
            return redirect("home")
        stop = domain.go(request.session, request.user, as_number(request.POST.get("stop")) or 1)
        return redirect(stop.page)
