"""Staff pages: what came with a letter, looked at and taken into the file of the case; who opens what went or came with one."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from cases.views.tabs import may_upload, slots
from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import REVEAL
from legalaid.platform.documents.picture import can_show
from legalaid.platform.office.pages import RowFormPage

from . import forms
from .domain.filing import keep
from .enums import Kind
from .queries import files_of, in_case, letters_for, office_letters_for, waiting_for

EVIDENCE = ("evidence", "case_evidence")  # under which most of it belongs
KINDS = {
    "letter": (Kind.MESSAGE, Kind.REPLACEMENT),
    "letter_objection": (Kind.OBJECTION,),
    "letter_complaint": (Kind.COMPLAINT,),
}
RIGHTS = {"letter_objection": "objections.take", "letter_complaint": "complaints.handle"}


def _register(kept, kinds):
    def may_open(user, subject_id, *, write=False):
        rows = letters_for(user).filter(pk=subject_id, kind__in=kinds)
        return not write and rows.exists()

    def waits(user, subject_id):
        return waiting_for(user).filter(pk=subject_id, kind__in=kinds).exists()

    right = RIGHTS.get(kept, REVEAL)
    register_access(kept, may_open, turn=waits, right=right, page="letters:detail")


def may_open_written(user, subject_id, *, write=False):
    return not write and office_letters_for(user).filter(pk=subject_id).exists()


for _kept, _kinds in KINDS.items():
    _register(_kept, _kinds)
register_access("office_letter", may_open_written, right=REVEAL, page="letters:written")


def shown(letter, user):
    """What came with it, each with whether this person is shown its pages, whether it is in the file of the case, and may be taken there."""
    may_read, files = user.may(REVEAL), list(files_of(letter))
    taken_over, held = may_keep(letter, user), in_case(letter, files)
    for file in files:
        file.can_show = may_read and can_show(file)
        file.in_case = file.sha256 in held
        file.may_keep = taken_over and not file.in_case
    return files


def may_keep(letter, user):
    """Complaints stay with the bureau: nothing of them joins the file that the office reads."""
    return letter.kind != Kind.COMPLAINT and may_upload(letter.case, user)


class Keep(RowFormPage):
    permission, refusal = "letters.answer", "您的岗位不看网上来信。"
    form_class = forms.KeepForm
    template_name = "portal/letters/keep.html"
    title, submit, done = "附件收入案卷", "看过了，收入案卷", "已收入案卷。"

    def get_queryset(self):
        return letters_for(self.request.user).for_lists()

    def dispatch(self, request, *args, **kwargs):
        self.number = kwargs["file"]
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def places(self):
        return slots(self.object.case, self.request.user)

    @property
    def file(self):
        files = {file.pk: file for file in shown(self.object, self.request.user)}
        file = files.get(self.number)
        if file is None or not file.may_keep:
            raise Http404
        return file

    def get_form_kwargs(self):
        usual = [key for key, _ in self.places if key in EVIDENCE]
        initial = {"slot": usual[0]} if usual else {}
        return super().get_form_kwargs() | {"slots": self.places, "initial": initial}

    def get_context_data(self, **kwargs):
        return super().get_context_data(file=self.file, **kwargs)

    def version(self):
        return None

    def act(self, form):
        file = get_object_or_404(files_of(self.object), pk=self.number)
        slot = form.cleaned_data["slot"]
        said = {"slot": slot, "title": dict(self.places)[slot]}
        keep(self.object, file, **said, by=self.request.user)
        return self.object
