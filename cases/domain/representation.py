"""Who acts for a person that cannot act alone (Law art. 40; 民法典 art. 23, 27, 28)."""

from django.utils import timezone

from cases.enums import Agency, Signer, Signing
from cases.law import guardianship
from cases.law.grounds import ACCUSED
from cases.queries.age import guardian_of
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import age
from legalaid.platform.core.names import name_key

UNREPRESENTED = "申请人未满18周岁，请填写法定代理人；没有法定代理人代为申请的，请写明原因（法律援助法第四十条）。"
INCAPABLE = "申请人没有完全民事行为能力，请填写法定代理人；没有法定代理人代为申请的，请写明原因（法律援助法第四十条）。"
CAPABLE = "完全民事行为能力的成年人没有法定代理人：请改选近亲属或者委托代理人，或者写明其行为能力。"
OTHERS = (
    "由法定代理人以外的人代为申请的，请写明没有法定代理人代为申请的原因（法律援助法第四十条）。"
)
OTHER_SIDE = (
    "{}是本案的对方当事人，不能代申请人办理，请由其他法定代理人或者近亲属代理（法律援助法第四十条）。"
    "只是同名的，请填写双方的证件号码。"
)
SHORTEST = 4


def check_representative(person, parties, fields, at):
    """A statutory representative may apply for a minor or an adult without full capacity (Law art. 40: 可以由): who is accused of a crime
    may always apply alone (art. 24, 39), others with a reason on record. Who stands behind another in the order of the Civil Code says
    why that one does not act."""
    birth = person.get("birth")
    minor = bool(birth) and age(birth, timezone.localdate(at)) < 18
    dependent = minor or bool(fields.get("capacity"))
    alone = fields.get("applicant_role") in ACCUSED or fields.get("unrepresented", "").strip()
    agent = next((party for party in parties if party["role"] == "representative"), None)

    if agent:
        _check_side(agent, parties)
    if agent is None:
        if dependent and not alone:
            sentence = UNREPRESENTED if minor else INCAPABLE
            raise DomainError(sentence, field="representative_name")
    elif agent.get("agency") == Agency.STATUTORY:
        _check_order(agent, minor, dependent or not birth)
    elif dependent and not alone:
        raise DomainError(OTHERS, field="unrepresented")


def _check_side(agent, parties):
    """Nobody acts for the applicant against himself: then another representative or a near relative does (Law art. 40)."""
    for other in parties:
        if other["role"] == "opponent" and _one_person(agent, other):
            raise DomainError(OTHER_SIDE.format(agent["name"]), field="representative_name")


def _one_person(agent, other):
    """By their numbers where both are known, else by the name."""
    numbers = [row.get("id_number", "") for row in (agent, other)]
    if all(numbers):
        return numbers[0] == numbers[1]
    names = [name_key(row.get("name", "")) for row in (agent, other)]
    return bool(names[0]) and names[0] == names[1]


def _check_order(agent, minor, dependent):
    if not dependent:
        raise DomainError(CAPABLE, field="representative_agency")

    relation = agent.get("relation", "")
    before = guardianship.rank(relation, minor=minor)
    if before and len(agent.get("precedence", "").strip()) < SHORTEST:
        names, article = guardianship.first(minor=minor)
        raise DomainError(
            f"{relation or '其他人'}排在{names}之后，请写明先顺序的人为什么不能代理（{article}）。",
            field="representative_precedence",
        )


def check_signer(case, *, day, signer, manner, read_aloud):
    """Raises DomainError where this one cannot sign for the recipient, or nobody read aloud what a thumb print stands under."""
    agent = guardian_of(case, day)
    if signer == Signer.GUARDIAN and agent is None:
        raise DomainError("没有登记法定代理人，或者受援人已经成年。", field="signer")
    if signer == Signer.SELF and agent and case.applicant_role not in ACCUSED:
        raise DomainError(f"应由法定代理人{agent.name}签订（民法典第二十三条）。", field="signer")
    if manner == Signing.THUMB and not read_aloud:
        raise DomainError("不能签名而捺印的，应先当面宣读协议和委托书的内容。", field="read_aloud")
