from decimal import ROUND_HALF_UP, Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
TEN_THOUSAND = Decimal(10_000)
WAN_PLACES = 4  # of 万元 in the ministry's statistics, so that a cell says whole yuan


def rounded(number, places):
    """Half up, as sums of money and percentages are rounded: 12.345 to two places is 12.35."""
    return Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percent(part, whole):
    """To one place, None of nothing; 100.0 is said of the whole alone and 0.0 of nothing alone, whatever rounding would make of it."""
    if not whole:
        return None

    tenths = rounded(Decimal(100) * part / whole, 1)
    if 0 < part < whole:
        return min(max(tenths, Decimal("0.1")), Decimal("99.9"))
    return tenths


def yuan(amount):
    """1234.5 -> "1,234.50"."""
    return f"{rounded(amount, 2):,}"


def wan(amount, places=WAN_PLACES):
    """Yuan as 万元."""
    return rounded(Decimal(amount) / TEN_THOUSAND, places)


def table_in_wan(amounts, sums):
    """{key: yuan} as {key: 万元} in which what is printed adds up.

    `sums`: pairs (key of the whole, keys of its parts). Where the parts make up the whole to the cent, the whole is printed as the sum of
    its printed parts; a second division of the same whole is fitted to it where its roundings are nearest to the next number.
    """
    true = [(whole, parts) for whole, parts in sums if amounts[whole] == _total(amounts, parts)]
    first = dict(reversed(true))
    printed = {}

    def say(key):
        if key not in printed:
            parts = first.get(key)
            printed[key] = sum(map(say, parts)) if parts else wan(amounts[key])
        return printed[key]

    for key in amounts:
        say(key)
    for whole, parts in true:
        _fit(printed, amounts, whole, parts)
    return printed


def _total(amounts, parts):
    return sum(amounts[part] for part in parts)


def _fit(printed, amounts, whole, parts):
    """Moves as many parts by one in the last place as the printed whole is off, those first that were rounded the furthest."""
    missing = printed[whole] - _total(printed, parts)
    step = Decimal(1).scaleb(-WAN_PLACES).copy_sign(missing)

    def lost(part):
        return (amounts[part] / TEN_THOUSAND - printed[part]) * step

    furthest = sorted(filter(amounts.get, parts), key=lost, reverse=True)
    for part in furthest[: int(missing / step)]:
        printed[part] += step


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
