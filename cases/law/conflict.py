"""Conflict of interest by comparison: the same document number first, then the same name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    case: int
    sentence: str
    certain: bool


def compare(applicant, opponents, others):
    """applicant: (name, blind); opponents: [(name, blind)]; others: [(case id, number, role, name, blind)] of other cases.

    A hit is someone who stands on the other side elsewhere: our applicant as an opponent, or our opponent as a recipient.
    """
    ours = {applicant: "opponent"} | dict.fromkeys(opponents, "applicant")
    hits = []
    for case, number, role, name, blind in others:
        for (our_name, our_blind), wanted in ours.items():
            if role != wanted:
                continue

            side = "对方当事人" if role == "opponent" else "受援人"
            same_name = our_name == name and not (our_blind and blind)
            if our_blind and our_blind == blind:
                hits.append(Hit(case, f"{our_name}在{number}中是{side}（证件号码相同）。", True))
            elif same_name:
                sentence = f"{our_name}在{number}中有同名的{side}，请核对是否同一人。"
                hits.append(Hit(case, sentence, False))
    return sorted(hits, key=lambda hit: not hit.certain)
