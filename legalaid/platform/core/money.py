from decimal import ROUND_HALF_UP, Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"


def yuan(amount):
    """1234.5 -> "1,234.50"."""
    return f"{Decimal(amount):,.2f}"


def capitals(amount):
    """An amount in yuan as written on a cheque: 1234.50 -> 壹仟贰佰叁拾肆元伍角整."""
    fen = int((Decimal(amount) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    sign, fen = ("负", -fen) if fen < 0 else ("", fen)

    whole, jiao, cents = fen // 100, fen // 10 % 10, fen % 10
    text = spelt(whole) + "元" if whole else ""
    if not jiao and not cents:
        return sign + (text or "零元") + "整"

    if jiao:
        text += DIGITS[jiao] + "角"
    elif text:
        text += "零"

    return sign + text + (DIGITS[cents] + "分" if cents else "整")


def spelt(number):
    """120 -> 壹佰贰拾; nothing for 0."""
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)

    text = ""
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if not group:
            continue
        if text and (group < 1000 or not groups[index + 1]):
            text += "零"
        text += _group(group) + ("", "万", "亿", "万亿")[index]

    return text


def _group(number):
    text, zero = "", False
    for unit, value in (("仟", 1000), ("佰", 100), ("拾", 10), ("", 1)):
        digit, number = divmod(number, value)
        if digit:
            text += ("零" if zero else "") + DIGITS[digit] + unit
            zero = False
        elif text:
            zero = True

    return text
