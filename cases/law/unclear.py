"""What of an organ's notice cannot be read: it is registered and printed as just that, and asked of the organ; the three days run
meanwhile (Law art. 36)."""

SAID = "看不清，待核实"
ITEMS = {
    "number": "通知书文号",
    "dated_on": "通知书日期",
    "contact": "机关联系人",
    "name": "姓名",
    "cause": "涉嫌罪名",
    "stage": "所处阶段",
    "notified": "通知情形",
}
# there is nothing between read and not read; of the others what is legible is typed
OPEN = {"dated_on": None, "stage": SAID, "notified": "unclear"}
NO_CHARGE = 0  # level of the one charge that stands for none


def joined(items):
    """,number,cause,: as it is kept."""
    return f",{','.join(items)}," if items else ""


def split(text):
    return text.strip(",").split(",") if text else []


def named(items):
    """通知书文号、涉嫌罪名."""
    return "、".join(label for key, label in ITEMS.items() if key in items)


def marked(text, key, items):
    """What a paper prints: 清检援通〔2026〕□号（看不清，待核实）."""
    if key not in items:
        return text
    return f"{text}（{SAID}）" if text else f"（{ITEMS[key]}{SAID}）"


def faults_of(items, values, charge):
    """(field, sentence) for whatever is left open and not named as unclear, or named and given all the same. `values`: those of ITEMS but the
    charge, `charge`: the level of the cause."""
    left_open = {key for key, blank in OPEN.items() if values[key] in (blank, "")}
    left_open |= {"cause"} if charge == NO_CHARGE else set()

    for key in (*OPEN, "cause"):
        if key in left_open and key not in items:
            yield key, f"请填写{ITEMS[key]}，看不清的请勾选。"
        if key in items and key not in left_open:
            yield key, f"已勾选{ITEMS[key]}看不清，认得清的请不要勾选。"
    if not values["number"].strip() and "number" not in items:
        yield "number", f"请填写{ITEMS['number']}，看不清的请勾选。"
