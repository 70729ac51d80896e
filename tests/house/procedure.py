"""The drawn procedure of the README, with the limits of the law: `make procedure` writes docs/procedure.svg anew."""

from pathlib import Path

import django

PICTURE = Path(__file__).resolve().parents[2] / "docs/procedure.svg"


def drawn():
    from legalaid.faces.portal.chart import svg
    from legalaid.platform.procedure.clocks import RULES

    return svg(RULES.__getitem__) + "\n"


if __name__ == "__main__":
    django.setup()
    PICTURE.write_text(drawn())
