"""The picture of the floors, drawn from the import contracts: `make floors` writes docs/floors.svg anew."""

import re
import tomllib
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs/floors.svg"

ROW, GAP, PAD = 30, 6, 14
HOUSE = 600
LETTER = 7.6  # at most, at the size of a name
HEAD = 34
INK, SOFT, LINE = "#1f2a36", "#5b6875", "#b9c4cf"
BANDS = (
    ("legalaid.faces", "faces: look over everything, nobody imports them", "#e8eff8"),
    ("legalaid.platform", "platform: knows no station, case or subsidy", "#eef3ea"),
    ("legalaid", "outside the product", "#f3f1f6"),
    ("", "domain: what a legal-aid centre does", "#fbf3e4"),
)
WORDS = {
    "legalaid.demo": "the demo county: installed for demo, tests and bench only",
    "legalaid.faces.api": "versioned JSON for exchange",
    "legalaid.faces.desk": "what waits for each person, the first page",
    "legalaid.faces.finding": "navigation, palette, one search",
    "legalaid.faces.manual": "chapters by what one wants to do, terms, the first round",
    "legalaid.faces.lists": "named views of lists, columns and order as left",
    "legalaid.faces.portal": "what the public sees and does",
    "legalaid.faces.board": "which stations live",
    "legalaid.faces.statistics": "periods, figures, statutory tables, annual report",
    "subsidies": "paying for the work: standards, batches, payments, funds",
    "cases.quality": "plan, observation, peer review, complaints",
    "cases": "one person's matter, from the first question to the archive",
    "stations.hall": "tickets, windows, kiosk, screen",
    "stations": "the network: stations, people, duty, training, slips",
    "legalaid.platform.procedure": "steps, engine, clocks",
    "legalaid.platform.backup": "backups, proven by night",
    "legalaid.platform.documents": "papers, uploads, dossier",
    "legalaid.platform.notifications": "messages, mail",
    "legalaid.platform.office": "what pages are made of",
    "legalaid.platform.audit": "the hash-chained record of every act",
    "legalaid.platform.accounts": "users, roles, permissions, sign-in",
    "legalaid.platform.jobs": "the Job table, its queue and sweep",
    "legalaid.platform.core": "calendar, crypto, identifiers, numbering, money, words",
}


def contracts():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def rooms(layer):
    """The modules of one layer, side by side: `(a) | b` -> ["a", "b"]; brackets mean that an app need not have one."""
    return [room.strip(" ()") for room in re.split(r"[|:]", layer)]


def band_of(module):
    return next(band for band in BANDS if module.startswith(band[0]))


def text(x, y, words, *, size=13, fill=INK, weight="400"):
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}" font-weight="{weight}">'
        f"{escape(words)}</text>"
    )


def box(x, y, width, height, fill, stroke=LINE):
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="4" '
        f'fill="{fill}" stroke="{stroke}"/>'
    )


def room(x, y, width, name, words=""):
    said = f'<tspan font-weight="600">{escape(name)}</tspan>'
    if words:
        said += f'<tspan dx="12" font-size="12" fill="{SOFT}">{escape(words)}</tspan>'
    return [
        box(x, y, width, ROW, "#ffffff"),
        f'<text x="{x + 10}" y="{y + 20}" font-size="13" fill="{INK}">{said}</text>',
    ]


def house(layers, x, y):
    """Every layer a row, the rows of one kind on one band. Returns (parts, the y below)."""
    parts, band = [], None
    for layer in layers:
        modules = rooms(layer)
        if band_of(modules[0]) != band:
            band = band_of(modules[0])
            inside = [row for row in layers if band_of(rooms(row)[0]) == band]
            height = HEAD + len(inside) * (ROW + GAP) + GAP
            parts.append(box(x, y, HOUSE, height, band[2], "none"))
            parts.append(text(x + PAD, y + 22, band[1], size=12, fill=SOFT))
            y += HEAD
        width = (HOUSE - 2 * PAD - GAP * (len(modules) - 1)) / len(modules)
        for number, module in enumerate(modules):
            name = module.removeprefix(f"{band[0]}.") if band[0] else module
            said = WORDS.get(module, "")
            parts += room(x + PAD + number * (width + GAP), y, width, name, said)
        y += ROW + GAP
        if layer == layers[-1] or band_of(rooms(layers[layers.index(layer) + 1])[0]) != band:
            y += 2 * GAP
    return parts, y


def inside(contract, x, y):
    """The layers within one app. Returns (parts, the x to its right, the y below)."""
    names = [" | ".join(rooms(layer)) for layer in contract["layers"]]
    width = round(max(map(len, names)) * LETTER) + 20
    height = HEAD + len(names) * (ROW + GAP) + GAP
    parts = [
        box(x, y, width + 2 * PAD, height, "#f4f6f8", "none"),
        text(x + PAD, y + 22, contract["name"], size=12, fill=SOFT),
    ]
    for number, name in enumerate(names):
        top = y + HEAD + number * (ROW + GAP)
        parts.append(box(x + PAD, top, width, ROW, "#ffffff"))
        parts.append(text(x + PAD + 10, top + 20, name))
    return parts, x + width + 3 * PAD, y + height


def picture():
    """The whole SVG. Only presentation attributes: it is shown as an image, without style or script."""
    layered = [contract for contract in contracts() if contract["type"] == "layers"]
    whole = next(contract for contract in layered if "containers" not in contract)
    apps = [contract for contract in layered if "containers" in contract]

    parts, below = house(whole["layers"], PAD, 2 * PAD + HEAD)
    width = HOUSE + 2 * PAD
    for contract in apps:
        drawn, width, end = inside(contract, width, 2 * PAD + HEAD)
        parts += drawn
        below = max(below, end)
    for contract in contracts():
        if contract["type"] == "forbidden":
            below += ROW
            parts.append(text(PAD, below - GAP, _forbidden(contract), size=12, fill=SOFT))

    height = below + PAD
    head = text(
        PAD,
        PAD + 22,
        "What stands higher may import what stands lower, never the other way",
        weight="600",
    )
    title = "<title>The floors of the house</title>"
    frame = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" font-family="Helvetica, Arial, sans-serif">'
    )
    return "\n".join([opening, title, frame, head, *parts, "</svg>"]) + "\n"


def _forbidden(contract):
    """What a contract forbids; one with many sources says it in its name."""
    sources, kept = contract["source_modules"], contract["forbidden_modules"]
    if len(sources) > 5:
        return contract["name"]
    return f"{contract['name']}: {', '.join(sources)} import none of {', '.join(kept)}"


if __name__ == "__main__":
    PICTURE.write_text(picture())
