"""How long a file is kept. No national period is published: the defaults are the office's choice and the archivist may set another."""

PERIODS = ("永久", "三十年", "十年")
DEFAULT = "三十年"
PERMANENT_STAGES = ("死刑复核",)


def retention(stage, *, major=False):
    """Matters of life and death and major cases for ever, the rest thirty years."""
    return "永久" if major or stage in PERMANENT_STAGES else DEFAULT
