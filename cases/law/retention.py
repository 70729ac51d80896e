"""How long a file is kept. No national period is published: the defaults are the office's choice and the archivist may set another."""

PERIODS = ("永久", "三十年", "十年")
DEFAULT = "三十年"


def retention(*, life_or_death):
    """Matters of life and death for ever, the rest thirty years; a major case, which no field tells, is set by the archivist."""
    return "永久" if life_or_death else DEFAULT
