from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from legalaid.platform.audit.chain import record
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import NotAllowed
from legalaid.platform.office.downloads import PDF, download
from legalaid.platform.office.pages import FormPage, RowMixin

from . import opening
from .access import allowed, hidden, page
from .forms import ReasonForm
from .issue import ensure_file
from .kinds import REVEAL
from .models import Attachment, Paper, Volume
from .picture import page_picture
from .storage import guarded, serve
from .volumes import hold_against_chain


def _open(request, row):
    whose = (request.user, row.workflow, row.subject_id)
    if not allowed(*whose) or getattr(row, "kind", "") in hidden(*whose):
        raise Http404("没有这份文件，或者不在您的权限之内。")
    return row


def _log(request, verb, row, **data):
    where = {"workflow": row.workflow, "subject_id": row.subject_id}
    record(verb, by=request.user, **where, title=row.title, **data)


def _has_read(user, row):
    """Whether it is on record that this person read the file since signing in."""
    events = Event.objects.filter(workflow=row.workflow, subject_id=row.subject_id)
    since = user.last_login.replace(microsecond=0)  # as events are kept
    return events.filter(verb="file.read", actor=user, at__gte=since, data__file=row.pk).exists()


class DocumentPage(RowMixin, FormPage):
    """GET gives the document to whoever may open it whole; who still has to say why is asked."""

    form_class = ReasonForm
    template_name = "documents/reason.html"
    submit, done = "打开", ""
    documents = None

    def permits(self, user):
        """Whose document it is comes first; what is shown of it depends on the right."""
        return True

    def get_queryset(self):
        row = get_object_or_404(self.documents, pk=self.kwargs["pk"])
        return self.documents.filter(pk=_open(self.request, row).pk)

    @property
    def back(self):
        return page(self.object.workflow, self.object.subject_id)

    def get(self, request, *args, **kwargs):
        if opening.opens_whole(request.user, self.object):
            return self.whole(self.object)
        return super().get(request, *args, **kwargs)

    def whole(self, row):
        raise NotImplementedError

    def act(self, form):
        try:
            opening.say_why(self.request.user, self.object, form.cleaned_data["reason"])
        except NotAllowed as error:
            raise PermissionDenied(error.sentence) from None
        return self.request.path

    def get_context_data(self, **kwargs):
        printed = opening.printed(self.object)
        return super().get_context_data(row=self.object, printed=printed, **kwargs)


class PaperPage(DocumentPage):
    """Who has no right to what it prints gets it masked."""

    documents = Paper.objects.all()

    def get(self, request, *args, **kwargs):
        row, user = self.object, request.user
        hidden = "masked" in request.GET or not opening.may_reveal(user, row)
        if hidden and not opening.opens_whole(user, row):
            return self.masked(row)
        return super().get(request, *args, **kwargs)

    def whole(self, row):
        row = ensure_file(row)
        answer = serve(row.file, f"{row.title}{row.number_text}.pdf", PDF)
        _log(self.request, "paper.download", row)
        return answer

    def masked(self, row):
        _log(self.request, "paper.masked", row)
        name = f"{row.title}{row.number_text}（已隐去个人信息）.pdf"
        return guarded(download(opening.masked_pdf(row), name, PDF, inline=True))

    def get_context_data(self, **kwargs):
        return super().get_context_data(can_mask=True, **kwargs)


class FilePage(DocumentPage):
    documents = Attachment.objects.filter(removed_at=None)

    def whole(self, row):
        answer = serve(row.look, _named(row, row.look), row.look_mime, inline=not row.active)
        _log(self.request, "file.download", row)
        return answer


class OriginalPage(FilePage):
    """The file as it was handed in, byte for byte, to be kept; a browser does not show it."""

    def whole(self, row):
        answer = serve(row.file, _named(row, row.file), row.mime, inline=False)
        _log(self.request, "file.original", row)
        return answer


def _named(row, file):
    return f"{row.title}.{file.name.rsplit('.', 1)[-1]}"


class VolumePage(DocumentPage):
    documents = Volume.objects.all()

    def whole(self, row):
        hold_against_chain(row)
        answer = serve(row.file, f"{row.title}.pdf", PDF)
        _log(self.request, "volume.download", row)
        return answer


@login_required
def sheet(request, pk, number):
    """One page of a file as a picture, read beside a form. That a person read the file is recorded once a sign-in. Who may not read
    the numbers in it says why first, as for the file itself."""
    row = _open(request, get_object_or_404(Attachment, pk=pk, removed_at=None))
    if not (request.user.may(REVEAL) or opening.opens_whole(request.user, row)):
        raise PermissionDenied("请打开原件，写明查看的理由。")

    drawn = page_picture(row, number)
    if drawn is None:
        raise Http404("这一页打不开，请下载原件查看。")

    if not _has_read(request.user, row):
        _log(request, "file.read", row, file=row.pk)
    return guarded(HttpResponse(drawn[0], content_type=drawn[1]))


@login_required
def verify(request):
    """Whether a number belongs to a paper of ours: what the QR code leads to. Nothing personal is shown."""
    number = request.GET.get("n", "").replace("\0", "").strip()
    found = Paper.objects.filter(number_text=number).first() if number else None
    return render(request, "documents/verify.html", {"number": number, "paper": found})
