"""The page of rights is the one the tables print."""

from .page import PAGE, PROCEDURES, text
from .walks import PROCEDURES as WALKED


def test_page_of_rights_is_current():
    assert PAGE.read_text() == text(), "the tables have changed: run `make rights`"


def test_every_procedure_is_on_the_page_of_rights():
    assert sorted(PROCEDURES) == sorted(WALKED)
