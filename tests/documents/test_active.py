"""PDFs that do something when opened: known wherever it hides, kept as they are, never shown by the browser."""

from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from pikepdf import Array, Dictionary, Name, String

from legalaid.platform.documents.active import is_active
from legalaid.platform.documents.models import Attachment
from tests.documents.test_sheet import keep
from tests.factories import new_case

SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def made(change, **saved):
    document = pikepdf.new()
    page = document.add_blank_page()
    change(document, page)
    out = BytesIO()
    document.save(out, **saved)
    return out.getvalue()


def note(**more):
    def change(document, page):
        annotation = Dictionary(
            Type=Name.Annot, Rect=[0, 0, 9, 9], **{"Subtype": Name.Link, **more}
        )
        page.Annots = Array([document.make_indirect(annotation)])

    return change


def root(**more):
    def change(document, page):
        for key, value in more.items():
            document.Root[f"/{key}"] = value

    return change


def attached(document, page):
    document.attachments["a.exe"] = b"MZ"


def chained(document, page):
    """Harmless first, the script as what follows it."""
    document.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([page.obj, Name.Fit]), Next=SCRIPT)


ACTIVE = {
    "script on opening": root(OpenAction=SCRIPT),
    "script among the names": root(
        Names=Dictionary(JavaScript=Dictionary(Names=Array([String("a"), SCRIPT])))
    ),
    "script after another act": chained,
    "acts of the document": root(AA=Dictionary(WC=SCRIPT)),
    "acts of a page": lambda document, page: page.obj.__setitem__("/AA", Dictionary(O=SCRIPT)),
    "script of a link": note(A=SCRIPT),
    "acts of a field": note(AA=Dictionary(K=SCRIPT)),
    "program started": note(A=Dictionary(S=Name.Launch, F=String("cmd.exe"))),
    "form sent": note(A=Dictionary(S=Name.SubmitForm, F=String("http://x"))),
    "data read in": note(A=Dictionary(S=Name.ImportData, F=String("x"))),
    "file within opened": note(A=Dictionary(S=Name.GoToE, D=String("x"))),
    "other file opened": note(A=Dictionary(S=Name.GoToR, F=String("\\\\host\\x"))),
    "film": note(A=Dictionary(S=Name.Rendition)),
    "file carried": attached,
    "file on a note": note(Subtype=Name.FileAttachment, FS=Dictionary(EF=Dictionary())),
    "living form": root(AcroForm=Dictionary(XFA=Array([]), Fields=Array([]))),
    "rich media": note(Subtype=Name("/RichMedia"), RichMediaContent=Dictionary()),
}
QUIET = {
    "blank": lambda document, page: None,
    "place on opening": lambda document, page: root(OpenAction=Array([page.obj, Name.Fit]))(
        document, page
    ),
    "link to a page of ours": note(A=Dictionary(S=Name.URI, URI=String("https://example.org"))),
    "form without acts": root(AcroForm=Dictionary(Fields=Array([]))),
    "the word in its text": lambda document, page: page.contents_add(
        b"BT (/JavaScript /Launch) Tj ET"
    ),
}


@pytest.mark.parametrize("change", ACTIVE.values(), ids=ACTIVE)
def test_pdf_that_acts_is_known(change):
    packed = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
    assert [is_active(made(change)), is_active(made(change, **packed))] == [True, True]


@pytest.mark.parametrize("change", QUIET.values(), ids=QUIET)
def test_pdf_that_only_shows_is_not_taken_for_one(change):
    assert is_active(made(change)) is False


def test_dictionaries_without_end_count_as_acting():
    nest = Dictionary()
    for _ in range(60):
        nest = Dictionary(A=nest)
    assert is_active(made(root(PieceInfo=nest))) is True


@pytest.mark.parametrize(
    ("change", "shown"), [(ACTIVE["script on opening"], False), (QUIET["blank"], True)]
)
def test_only_what_does_nothing_is_shown_by_the_browser(county, sign_in, change, shown):
    case, data = new_case(county), made(change)
    file = keep(case, county.chuangkou, data, "材料.pdf")
    assert Attachment.objects.get().active is not shown
    answer = sign_in(county.chuangkou).get(reverse("documents:file", args=[file.pk]))
    way = answer["Content-Disposition"].split(";")[0]
    assert (way, answer.getvalue() == data) == ("inline" if shown else "attachment", True)
    sandbox = answer.get("Content-Security-Policy") == "sandbox; default-src 'none'"
    assert sandbox is not shown
