"""Who stands for a person that cannot act alone, and in which order (民法典 art. 23, 27, 28)."""

MINOR = (
    ("父亲", "母亲", "养父", "养母"),
    ("祖父", "祖母", "外祖父", "外祖母", "爷爷", "奶奶", "外公", "外婆"),
    ("哥哥", "姐姐", "兄", "姐"),
)
ADULT = (
    ("配偶", "丈夫", "妻子"),
    ("父亲", "母亲", "养父", "养母", "儿子", "女儿"),
    ("祖父", "祖母", "外祖父", "外祖母", "兄弟", "姐妹", "哥哥", "姐姐", "弟弟", "妹妹", "孙子", "孙女", "外孙", "外孙女"),
)  # fmt: skip
NAMES = {True: "父母", False: "配偶"}
ARTICLES = {True: "民法典第二十七条", False: "民法典第二十八条"}


def rank(relation, *, minor):
    """0 for whoever comes first; the last rank is that of others, who need the consent of the committee or the civil affairs office."""
    order = MINOR if minor else ADULT
    return next((place for place, names in enumerate(order) if relation in names), len(order))


def first(*, minor):
    """(those who come first, the article that says so)."""
    return NAMES[minor], ARTICLES[minor]
