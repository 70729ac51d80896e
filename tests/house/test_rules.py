"""House rules that no linter knows."""

import re

from django.apps import apps
from django.conf import settings
from django.db.models import TextChoices

from legalaid.platform.audit.verbs import VERBS

ROOT = settings.BASE_DIR
FLOORS = (
    "core",
    "jobs",
    "office",
    "accounts",
    "audit",
    "documents",
    "backup",
    "notifications",
    "procedure",
    "stations",
    "hall",
    "cases",
    "quality",
    "subsidies",
    "statistics",
    "board",
    "portal",
    "lists",
    "manual",
)


def files(pattern, *folders):
    return [path for folder in folders for path in (ROOT / folder).rglob(pattern)]


CODE = ("legalaid", "cases", "stations", "subsidies", "tests", ".ci")


def test_lock_file_names_no_host():
    assert "://" not in (ROOT / "requirements.lock").read_text()


def test_no_python_file_is_longer_than_400_lines():
    long = {
        str(p.relative_to(ROOT)): n
        for p in files("*.py", *CODE)
        if "migrations" not in p.parts and (n := len(p.read_text().splitlines())) > 400
    }
    assert long == {}


def test_pages_have_no_inline_style_or_script():
    pages = [p for p in files("*.html", "templates") if p.parent.name != "papers"]
    bad = [
        p.name
        for p in pages
        if re.search(r"\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", p.read_text())
    ]
    assert bad == []
    assert len(pages) > 20


def test_lists_are_drawn_by_their_columns():
    """Tables of figures have a head and rows of any number, and an entry form is no list (decision 31)."""
    written = {
        str(p.relative_to(ROOT / "templates"))
        for p in files("*.html", "templates")
        if '<table class="list' in p.read_text()
    }
    assert written == {
        "_table.html",
        "board/board.html",
        "portal/_tables.html",
        "statistics/_months.html",
        "statistics/report.html",
        "statistics/table.html",
        "subsidies/propose.html",
    }


def test_foreign_keys_point_down_the_floors():
    wrong = []
    for model in apps.get_models():
        label = model._meta.app_label
        if label not in FLOORS:
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if field.concrete and target and target._meta.app_label in FLOORS:
                allowed = FLOORS.index(target._meta.app_label) <= FLOORS.index(label)
                wrong += [] if allowed else [f"{model.__name__}.{field.name}"]
    assert wrong == []


def test_state_is_set_only_by_the_engine():
    wrong = []
    for path in files("*.py", "cases", "stations"):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(r"\b(case|row|slip|ticket)\.state\s*=[^=]", line):
                wrong.append(f"{path.name}:{number}")
    assert wrong == []


def test_what_is_done_after_a_commit_fails_alone():
    """The act stands already: its user is not told of an error, and what follows is done too."""
    calls = [
        call
        for path in files("*.py", "legalaid", "cases", "stations", "subsidies")
        for call in re.findall(r"on_commit\(.*\n?.*", path.read_text())
    ]
    assert [call for call in calls if "robust=True" not in call] == []
    assert len(calls) > 1


def test_every_domain_term_stands_in_the_glossary():
    from legalaid.platform.accounts.roles import Role
    from legalaid.platform.documents.kinds import PAPER_KINDS
    from legalaid.platform.procedure.clocks import RULES
    from legalaid.platform.procedure.engine import WORKFLOWS

    def ours(kind):
        return kind.__module__.split(".")[0] in CODE and "." not in kind.__qualname__

    glossary = (ROOT / "docs/glossary.md").read_text()
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", glossary))))
    flows = WORKFLOWS.values()
    words = [
        *(role.value for role in Role),
        *(str(place) for flow in flows for place in flow.places),
        *(key for flow in flows for key in flow.steps),
        *RULES,
        *PAPER_KINDS,
        *(model.__name__ for model in apps.get_models() if ours(model)),
        *(codes.__name__ for codes in TextChoices.__subclasses__() if ours(codes)),
    ]
    assert ", ".join(word for word in words if word not in named) == ""


def test_environment_variables_are_documented():
    used = set(
        re.findall(r'env(?:\.\w+)?\("([A-Z_]+)"', (ROOT / "legalaid/settings.py").read_text())
    )
    documented = (ROOT / ".env.example").read_text()
    assert sorted(name for name in used if name not in documented and name != "DEBUG") == []


# why something was done to an office, to money, to a notice: the reason stands open in the record
OPEN_REASONS = {
    "announcement.withdrawn", "case.refer_away", "message.worded", "paper.worded", "paper.unworded", "office.named", "training.cancelled", "statistics.freeze",
    "report.begun_anew", "station.moved", "station.merged", "station.closed", "station.reopened",
    "proposal.reject", "proposal.withdraw", "standard.end_standard", "standard.discard_standard", "notice.discard", "notice.withdraw",
    "batch.remove", "batch.adjust", "batch.correct", "batch.return_batch", "batch.refuse_batch", "batch.revoke_batch", "batch.refuse_paper",
    "batch.give_up", "batch.discard_batch",
}  # fmt: skip


def test_reason_somebody_types_is_the_personal_part_of_what_is_recorded():
    assert {verb.key for verb in VERBS.values() if "reason" in verb.data} == OPEN_REASONS
