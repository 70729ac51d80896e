"""Who is called next in the hall: the green channel first (report S14), and nobody waits for ever.

A green number counts as taken half an hour earlier. It goes ahead of everybody who came less than that before it; whoever has
waited half an hour longer is overtaken no more. So an ordinary number is passed only by those who come within its first half hour.
"""

from datetime import timedelta

HEAD_START = timedelta(minutes=30)

# crowds and matters of the green channel (report S14): code, what the kiosk says, the crowd the forms call it by
GREEN = (
    ("migrant_worker", "农民工讨薪、工伤", "migrant_worker"),
    ("elderly", "老年人", "elderly"),
    ("disabled", "残疾人", "disabled"),
    ("woman", "妇女", "woman"),
    ("minor", "未成年人", "minor"),
    ("accident", "交通、工伤、医疗事故受害人", ""),
)
CHOICES = tuple((code, text) for code, text, _ in GREEN)


def place(at, ground):
    """The moment by which a number taken at `at` stands in the line. `ground`: a code of GREEN, or ""."""
    return at - HEAD_START if ground else at


def crowds(ground):
    """The crowds of the consultation and intake forms that this ground names."""
    return [crowd for code, _, crowd in GREEN if code == ground and crowd]
