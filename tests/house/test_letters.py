"""No paper without its golden text, no golden text that nothing is compared with."""

from django.conf import settings

from legalaid.platform.documents.kinds import PAPER_KINDS
from tests.papers import HEADING

TESTS = settings.BASE_DIR / "tests"
GOLDEN = [path for path in TESTS.glob("*/golden/*.txt") if path.read_text().startswith(HEADING)]


def test_every_kind_of_paper_has_one_golden_text():
    assert sorted(path.stem for path in GOLDEN) == sorted(PAPER_KINDS)
    assert len(PAPER_KINDS) == 30


def test_every_golden_text_is_compared_with_a_paper():
    compared = "".join(path.read_text() for path in TESTS.glob("*/test_letters.py"))
    unread = [
        f"{path.stem}: {line}"
        for path in GOLDEN
        for line in path.read_text().splitlines()
        if line.startswith(HEADING) and f'"{line.removeprefix(HEADING)}"' not in compared
    ]
    assert unread == []
