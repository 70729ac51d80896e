"""How sentences are put together: what is not known leaves no trace."""

from decimal import Decimal

from legalaid.faces.statistics.lists import TARGET

COUNTING = "一二三四五六七八九十"


def join(*sentences):
    return "".join(sentence for sentence in sentences if sentence)


def sentence(*clauses, joint="，"):
    """The clauses that are there, with a full stop; "" where none is."""
    found = [clause for clause in clauses if clause]
    return f"{joint.join(found)}。" if found else ""


def told(f, *pairs):
    """["民事3件", …] of the readings (word, key) that are known and no nought."""
    return [f"{word}{f[key]}" for word, key in pairs if f.value(key)]


def listed(f, *pairs):
    return "、".join(told(f, *pairs))


def kept(f, key):
    """Whether a share is known and good enough to stand among what was achieved."""
    return f.known(key) and f.value(key) >= TARGET


def weak(f, key):
    """Whether a share is known and too low: it stands among the problems then, and nowhere else."""
    return f.known(key) and f.value(key) < TARGET


def area(f):
    """县 of 清和县: the word by which its own organs are called."""
    last = f.value("county", "县")[-1]
    return last if last in "县区市旗" else "县"


def fell(now, before, by=Decimal("0.9")):
    """Whether a number is a tenth or more below the other."""
    return bool(before) and now <= before * by
