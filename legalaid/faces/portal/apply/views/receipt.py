"""What came of it, for whoever holds the code: when it was received, what the law counts from, what is still wanted."""

from django.shortcuts import redirect
from django.utils import timezone

from cases import periods
from legalaid.faces.portal.uploading import FILE_MB, MOST_PAGES
from legalaid.platform.accounts.limits import TooOften
from legalaid.platform.core.errors import DomainError
from legalaid.platform.procedure.deadlines import due, rule_for

from .. import codes
from ..domain import draft as acts
from ..domain.paper import send_paper
from ..enums import SubmissionState
from ..pressing import limit_on
from ..queries import is_followed
from ..workflow import SUBMISSION
from .face import Face


class Receipt(Face):
    template_name = "portal/apply/receipt.html"

    def dispatch(self, request, *args, **kwargs):
        if self.submission is None:
            return redirect("apply:check" if self.draft else "apply:resume")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        row = self.submission
        rule = rule_for(periods.EXAMINATION.key, timezone.localdate(row.received_at))

        return super().get_context_data(
            row=row,
            code=codes.shown(self.code) if self.code.isdigit() else "",
            words=codes.words_of(self.code) if self.code.isdigit() else codes.split(self.code),
            place=SUBMISSION.places[row.state],
            examined_by=due(rule, row.received_at, []),
            limit=limit_on(row) if row.state == SubmissionState.RECEIVED else None,
            notice=row.open_notice,
            followed=is_followed(row),
            arrived=list(row.arrived.select_related("file")),
            most_files=acts.MOST_FILES,
            file_mb=FILE_MB,
            pages=MOST_PAGES,
            **kwargs,
        )

    def post(self, request):
        """Papers the notice asks for."""
        uploads, said = request.FILES.getlist("file"), []
        for upload in uploads:
            try:
                self.count("apply_file")
                send_paper(self.submission, upload)
            except (DomainError, TooOften) as error:
                said.append(error.sentence)
        if not uploads:
            said.append("请先选择照片或者文件，再点“交上去”。")
        return self.show(422, said=said) if said else redirect("apply:receipt")
