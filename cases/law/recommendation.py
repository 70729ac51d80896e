"""Who may be assigned, and in which order to offer them: speciality, load, years (Law art. 26; Procedure Rules art. 25-26)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    handler: object
    eligible: bool
    reasons: tuple
    load: int
    fits: bool


def judge(handler, *, kind, on, cause_words, load, life_or_death=False, minor=False, declined=False, unavailable=""):
    """handler: kind, practice_start, criminal_start, specialities, minors. Gives a Candidate with every reason, good and bad."""
    bad, good = [unavailable] if unavailable else [], []
    if declined:
        bad.append("对本案已不接受指派")
    if kind == "criminal" and handler.kind == "grassroots":
        bad.append("基层法律服务工作者不能承办刑事案件")
    if life_or_death and _years(handler.criminal_start, on) < 3:
        bad.append("可能判处无期徒刑、死刑的案件须有三年以上刑事辩护经历")
    if minor and kind == "criminal" and not handler.minors:
        bad.append("未成年人案件须由熟悉未成年人身心特点的律师承办")
    fits = any(word and word in text for word in handler.specialities.split("、") for text in cause_words)
    if fits:
        good.append("专长相符")
    good.append(f"执业{_years(handler.practice_start, on)}年")
    good.append(f"在办{load}件")
    return Candidate(handler, not bad, tuple(bad or good), load, fits)


def rank(candidates):
    """Eligible first, then those whose speciality fits, then the lighter load, then by name."""
    return sorted(candidates, key=lambda c: (not c.eligible, not c.fits, c.load, str(c.handler)))


def _years(start, on):
    return 0 if start is None else on.year - start.year - ((on.month, on.day) < (start.month, start.day))
