from django.urls import include, path
from django.views import defaults
from django.views.generic import RedirectView

from legalaid.faces.desk.views import Today
from legalaid.faces.portal.pages.look import missing
from legalaid.platform.audit.failed import FailedJob, FailedJobs
from legalaid.platform.office.access import public
from legalaid.platform.office.health import Health
from legalaid.platform.office.older import sheet
from legalaid.platform.office.styleguide import Styleguide
from legalaid.platform.office.wordings import Wordings
from legalaid.platform.office.worker import worker

moved = RedirectView.as_view(
    url="/notices/%(rest)s", query_string=True
)  # as messages sent before say

urlpatterns = [
    path("", Today.as_view(), name="home"),
    path("accounts/", include("legalaid.platform.accounts.urls")),
    path("messages/", include("legalaid.platform.notifications.urls")),
    path("documents/", include("legalaid.platform.documents.urls")),
    path("wordings/", Wordings.as_view(), name="wordings"),
    path("audit/", include("legalaid.platform.audit.urls")),
    path("backup/", include("legalaid.platform.backup.urls")),
    path("stations/", include("stations.urls")),
    path("hall/", include("stations.hall.urls")),
    path("cases/", include("cases.urls")),
    path("quality/", include("cases.quality.urls")),
    path("subsidies/", include("subsidies.urls")),
    path("board/", include("legalaid.faces.board.urls")),
    path("statistics/", include("legalaid.faces.statistics.urls")),
    path("views/", include("legalaid.faces.lists.urls")),
    path("manual/", include("legalaid.faces.manual.urls")),
    path("find/", include("legalaid.faces.finding.urls")),
    path("desk/", include("legalaid.faces.desk.urls")),
    path("status/", Health.as_view(), name="health"),
    path("status/jobs/", FailedJobs.as_view(), name="failed_jobs"),
    path("status/jobs/<int:pk>/", FailedJob.as_view(), name="failed_job"),
    path("styleguide/", Styleguide.as_view(), name="styleguide"),
    path("style/<slug:name>.css", public(sheet), name="style"),
    path("worker.js", public(worker), name="worker"),
    path("notices/", include("legalaid.faces.portal.staff_urls")),
    path("public/notices/<path:rest>", public(moved), name="notices_moved"),
    path("answers/", include("legalaid.faces.portal.asking.desk_urls")),
    path("submissions/", include("legalaid.faces.portal.apply.desk_urls")),
    path("visits/", include("legalaid.faces.portal.visits.desk_urls")),
    path("letters/", include("legalaid.faces.portal.letters.desk_urls")),
    path("public/apply/online/", include("legalaid.faces.portal.apply.urls")),
    path("public/ask/online/", include("legalaid.faces.portal.asking.urls")),
    path("public/visit/", include("legalaid.faces.portal.visits.urls")),
    path("public/", include("legalaid.faces.portal.urls")),
]


def handler404(request, exception):
    """Whoever reads the public pages reads theirs, not the office's."""
    if request.path.startswith("/public/"):
        return missing(request)
    return defaults.page_not_found(request, exception)
