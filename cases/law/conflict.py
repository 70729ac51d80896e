"""Conflict of interest by comparison: the same document number first, then the same name, then one that may be the same (decision 79)."""

from dataclasses import dataclass

from legalaid.platform.core.names import alike, same_name

SIDES = {
    "opponent": "对方当事人",
    "applicant": "受援人",
    "representative": "受援人的代理人",
    "joint": "共同申请人",
}
SAYS = {
    "name": "{who}在{number}中有同名的{side}{written}，请核对是否同一人。",
    "sound": "{who}与{number}中的{side}{name}读音相同，请核对是否同一人。",
    "near": "{who}与{number}中的{side}{name}只差一个字，请核对是否同一人。",
}
OURSELVES = "{post}{name}与本案的{side}同名，请核对是否本人；是本人的，应当回避。"
SAME_PERSON = "{post}{name}与本案的{side}证件号码相同，是同一人，应当回避。"
BEHIND = {
    "number": "{who}在{number}中是{side}（证件号码相同）。",
    "name": "{who}在{number}中有同名的{side}，请核对是否同一人。",
}
WITHIN = "{who}与本案的{side}{how}，请核对。"
HOW = {"number": "证件号码相同", "name": "同名"}
OWN_SIDE, OTHER_SIDE = "申请人一方", "对方当事人"
MANY = "另有{number}名当事人的姓名与本案当事人只差一个字，未逐一列出。"
ORDER = {
    "number": "证件相同",
    "name": "同名",
    "behind": "关系人",
    "sound": "同音",
    "near": "差一个字",
}
FEW = 8  # names that differ by a character; where there are more, they say nothing


@dataclass(frozen=True)
class Hit:
    """`how` it was found: by number (certain), name, sound, or one character; `behind`: one who stands behind a party."""

    case: int
    sentence: str
    how: str

    @property
    def certain(self):
        return self.how == "number"

    @property
    def label(self):
        return ORDER[self.how]


def compare(ours, theirs, others):
    """ours: [(name, blind)] of the applicant's side, theirs: of the opponents; others: [(case id, number, role, name, blind)] of other
    cases. A hit is someone who stands on the other side elsewhere: one of ours as an opponent, or an opponent beside a recipient.
    """
    met = [
        (who, other)
        for other in others
        for who in (ours if other[2] == "opponent" else theirs if other[2] in SIDES else ())
    ]
    hits = [hit for who, other in met if (hit := _hit(who, *other))]
    near = [hit for hit in hits if hit.how == "near"]
    if len(near) > FEW:
        hits = [hit for hit in hits if hit.how != "near"]
        hits.append(Hit(0, MANY.format(number=len(near)), "near"))
    return in_order(hits)


def in_order(hits):
    """Each once, the certain ones first."""
    return sorted(dict.fromkeys(hits), key=lambda hit: list(ORDER).index(hit.how))


def _hit(who, case, number, role, name, blind):
    our_name, our_blind = who
    side = SIDES[role]
    written = "" if name == our_name else f"（登记为{name}）"
    if our_blind and our_blind == blind:
        return Hit(case, f"{our_name}在{number}中是{side}{written}（证件号码相同）。", "number")
    if our_blind and blind:
        return None

    how = alike(our_name, name)
    said = SAYS[how] if how else ""
    facts = {"who": our_name, "number": number, "side": side, "name": name, "written": written}
    return Hit(case, said.format(**facts), how) if how else None


def within(case, ours, theirs):
    """The same person on both sides of one case. Names that are only like one another are often those of a family."""
    hits = []
    for name, blind in ours:
        for other, other_blind in theirs:
            if blind and blind == other_blind:
                written = "" if name == other else f"和{other}"
                said = f"{name}{written}在本案双方登记了同一证件号码，请核对。"
                hits.append(Hit(case, said, "number"))
            elif not (blind and other_blind) and alike(name, other) == "name":
                hits.append(
                    Hit(case, f"{name}在本案双方都有同名的人，请核对是否登记有误。", "name")
                )
    return hits


def same(one, other):
    """ "number" or "name" where the two (name, blind) may be one; "" where they are not, or two numbers say that they are two."""
    (name, blind), (other_name, other_blind) = one, other
    if blind and other_blind:
        return "number" if blind == other_blind else ""
    return "name" if same_name(name, other_name) else ""


def ourselves(case, people, ours, theirs):
    """people: [(post, name, blind)] of those who have to do with the case; one of them may be a party of it, or stand behind one."""
    hits = []
    for post, name, blind in people:
        for side, parties in ((OWN_SIDE, ours), (OTHER_SIDE, theirs)):
            found = {same((name, blind), party) for party in parties} - {""}
            if found:
                how = "number" if "number" in found else "name"
                said = SAME_PERSON if how == "number" else OURSELVES
                hits.append(Hit(case, said.format(post=post, name=name, side=side), how))
    return hits


@dataclass(frozen=True)
class Behind:
    """Who stands behind a party: `tie` as its word, `of` whose; of our side or of the other."""

    ours: bool
    tie: str
    word: str
    of: str
    name: str
    blind: str = ""

    @property
    def who(self):
        return self.name, self.blind

    @property
    def said(self):
        return f"{self.name}（{self.of}的{self.word}）"

    @property
    def side(self):
        return f"{'受援人' if self.ours else '对方当事人'}{self.of}的{self.word}"


def within_behind(case, behind, ours):
    """On both sides of one case: who stands behind one side and on, or behind, the other. That the applicant sues the employer, or husband
    or wife, is the matter itself; that both sides work at one place says nothing."""
    hits = []
    for head in (row for row in behind if row.tie == "head"):
        if how := next(filter(None, (same(head.who, party) for party in ours)), ""):
            said = WITHIN.format(who=head.said, side=OWN_SIDE, how=HOW[how])
            hits.append(Hit(case, said, "behind"))
    for one in (row for row in behind if row.ours):
        for other in (row for row in behind if not row.ours):
            how = "" if one.tie == other.tie == "employer" else same(one.who, other.who)
            if how:
                said = WITHIN.format(who=one.said, side=other.side, how=HOW[how])
                hits.append(Hit(case, said, "behind"))
    return hits


def behind_elsewhere(behind, others):
    """Who stands behind a party here, as a party of another case on the other side: [(case, number, role, name, blind)]."""
    return [
        _behind(how, case, one.said, number, SIDES[role])
        for one in behind
        for case, number, role, name, blind in others
        if one.ours == (role == "opponent") and (how := same(one.who, (name, blind)))
    ]


def known_elsewhere(ours, theirs, others):
    """A party here, as who stands behind the other side of another case: [(case, number, Behind)]."""
    return [
        _behind(how, case, who[0], number, other.side)
        for case, number, other in others
        for who in (theirs if other.ours else ours)
        if (how := same(who, other.who))
    ]


def _behind(how, case, who, number, side):
    return Hit(case, BEHIND[how].format(who=who, number=number, side=side), "behind")
