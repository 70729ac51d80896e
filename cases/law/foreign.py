"""On what aid for a foreigner or somebody stateless rests (Law art. 69)."""

BASES = (
    ("law", "我国法律的规定"),
    ("treaty", "我国缔结或者参加的国际条约"),
    ("reciprocity", "互惠原则"),
)
LAW = "law"
UNKNOWN = "申请人是外国人、无国籍人，请先“登记国籍和涉外依据”（法律援助法第六十九条）。"
