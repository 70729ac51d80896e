"""No paper without its golden text, no golden text that nothing is compared with."""

import ast
import re
from pathlib import Path

from django.conf import settings

from cases.law import catalogue
from cases.workflow import CASE
from legalaid.platform.documents.kinds import PAPER_KINDS
from tests.papers import HEADING, printed_in

BUILDERS = (
    "cases/papers/*.py",
    "cases/quality/papers/*.py",
    "stations/papers/*.py",
    "subsidies/papers.py",
    "legalaid/faces/*/papers.py",
)
TESTS = settings.BASE_DIR / "tests"
TEMPLATES = settings.BASE_DIR / "templates" / "papers"
LINES = (
    *catalogue.APPROVAL,
    *catalogue.NOTICE_APPROVAL,
    *catalogue.LITIGATED,
    *catalogue.CRIMINAL,
)
NOT_FILED = {"service_receipt"}  # the signed scan is filed
GOLDEN = [path for path in TESTS.glob("*/golden/*.txt") if path.read_text().startswith(HEADING)]


def test_every_kind_of_paper_has_one_golden_text():
    assert sorted(path.stem for path in GOLDEN) == sorted(PAPER_KINDS)
    assert len(PAPER_KINDS) >= 30


def test_every_golden_text_is_compared_with_a_paper():
    compared = "".join(path.read_text() for path in TESTS.glob("*/test_*.py"))
    unread = [
        f"{path.stem}: {line}"
        for path in GOLDEN
        for line in path.read_text().splitlines()
        if line.startswith(HEADING) and f'"{line.removeprefix(HEADING)}"' not in compared
    ]
    assert unread == []


def test_every_kind_declares_the_personal_data_its_golden_texts_print_and_no_other():
    printed = {path.stem: printed_in(path.read_text()) for path in GOLDEN}
    declared = {key: set(kind.personal) for key, kind in PAPER_KINDS.items()}
    assert {key: data for key, data in printed.items() if data} == {
        key: data for key, data in declared.items() if data
    }


def test_every_paper_of_a_case_has_its_line_in_the_closing_file():
    filed = {source for line in LINES for source in catalogue.flat(line.sources)}
    left_out = {kind for kind in CASE.paper_contexts if f"paper:{kind}" not in filed}
    assert left_out == NOT_FILED, "add it to cases/law/catalogue.py, or above with the reason"


def test_builders_of_papers_state_facts_and_write_no_sentence():
    builders = [path for pattern in BUILDERS for path in settings.BASE_DIR.glob(pattern)]
    sentences = [
        f"{path.name}: {text}"
        for path in builders
        for text in _texts(ast.parse(path.read_text()))
        if re.search("[，。：]", text)
    ]
    assert sentences == []
    assert len(builders) > 12


def _texts(tree):
    """The literals of a module that are not its docstrings."""
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
    docs = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, documented)
    }
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return [value for value in constants if isinstance(value, str) and value not in docs]


# when a session ends, and what falls due soon
NO_LIMITS = {"base.html: 两分钟内", "dashboard.html: 两日内"}
LIMIT = re.compile("([一二两三四五六七八九十百0-9]+(个工作)?(日|小时|分钟)|半小时)[内前]")


def test_no_template_of_paper_or_page_types_a_limit():
    templates = settings.BASE_DIR / "templates"
    typed = [
        f"{path.name}: {found.group()}"
        for path in templates.rglob("*.html")
        if path.parent.name != "styleguide"
        for found in LIMIT.finditer(path.read_text())
    ]
    assert set(typed) == NO_LIMITS


def test_no_page_types_a_limit():
    views = [
        path for app in ("cases", "stations", "subsidies") for path in Path(app).rglob("views/*.py")
    ]
    typed = [
        f"{path.name}: {text}"
        for path in views
        for text in _texts(ast.parse(path.read_text()))
        if LIMIT.search(text)
    ]
    assert (typed, len(views) > 60) == ([], True)


def test_no_name_is_printed_where_somebody_signs():
    rows = re.compile(r'<p class="signs?">.*?</p>', re.DOTALL)
    printed = [
        f"{path.name}: {row}"
        for path in TEMPLATES.glob("*.html")
        for row in rows.findall(path.read_text())
        if path.name not in ("_sign.html", "_signer.html") and "{{" in row
    ]
    assert printed == []
