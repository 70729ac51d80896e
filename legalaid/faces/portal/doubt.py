"""Where an address tries more often than people do: a question before the next try, four digits in a picture or a sum in words.

Either answer will do, so that nobody who cannot see the picture, and nobody who cannot reckon, is kept out. What is asked is reckoned
from a number that travels sealed by time; nothing is stored but that it was answered, once. Below a third of what a door allows
(`settings.LIMITS`) nobody is asked anything; beyond all of it the door is shut to answers too.
"""

import base64
import hashlib
import hmac
import math
import random
import secrets
import unicodedata
from dataclasses import dataclass
from io import BytesIO

from django import forms
from django.core.signing import BadSignature, TimestampSigner
from PIL import Image, ImageDraw, ImageFont

from legalaid.platform.accounts import limits
from legalaid.platform.core.crypto import derived
from legalaid.platform.office.asked import client_address

SHARE = 1 / 3
LASTING = 30 * 60  # seconds within which it is answered
DIGITS = 4
NUMBERS = "零一二三四五六七八九"
WRONG = "答得不对，或者时间过了，请再答一题。"
FIRST = "这一次要先答一题。您填的都还在。"
SIZE, FONT = (200, 72), 44
SIGNER = TimestampSigner(salt="portal.riddle")


def is_doubted(door, request):
    """Whether this address has used a third of what the door allows."""
    return limits.share(door, client_address(request)) >= SHARE


@dataclass(frozen=True)
class Riddle:
    """`nonce`: what its digits and its sum are reckoned from."""

    nonce: str

    @classmethod
    def new(cls):
        return cls(secrets.token_hex(8))

    @classmethod
    def carried(cls, token):
        """None for what we did not ask, or too long ago."""
        try:
            return cls(SIGNER.unsign(token, max_age=LASTING))
        except BadSignature:
            return None

    @property
    def token(self):
        return SIGNER.sign(self.nonce)

    @property
    def _drawn(self):
        key = derived("portal.riddle")
        return random.Random(hmac.digest(key, self.nonce.encode(), hashlib.sha256))  # noqa: S311  keyed

    @property
    def digits(self):
        return "".join(str(self._numbers[n]) for n in range(DIGITS))

    @property
    def _numbers(self):
        drawn = self._drawn
        return [drawn.randint(2, 9) for _ in range(DIGITS + 2)]

    @property
    def _terms(self):
        return self._numbers[DIGITS:]

    @property
    def sum_in_words(self):
        return "加".join(NUMBERS[term] for term in self._terms)

    def is_solved_by(self, said):
        written = "".join(unicodedata.normalize("NFKC", said).split())
        return written in {self.digits, str(sum(self._terms))}

    @property
    def picture(self):
        """A PNG as a data address: each digit turned and moved, lines across."""
        drawn, image = self._drawn, Image.new("L", SIZE, 255)
        font = ImageFont.load_default(FONT)
        for place, digit in enumerate(self.digits):
            one = Image.new("L", (FONT, FONT + 12), 0)
            ImageDraw.Draw(one).text((8, 0), digit, fill=255, font=font)
            turned = one.rotate(drawn.randint(-22, 22), expand=True)
            image.paste(40, (10 + place * 46, drawn.randint(0, 10)), turned)

        pen = ImageDraw.Draw(image)
        for _ in range(3):
            wave, height = drawn.uniform(8, 20), drawn.randint(15, 55)
            points = [(x, height + 10 * math.sin(x / wave)) for x in range(0, SIZE[0], 4)]
            pen.line(points, fill=130, width=2)

        out = BytesIO()
        image.save(out, "PNG", optimize=True)
        return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


class RiddleInput(forms.Widget):
    """Each time it is shown it asks anew."""

    template_name = "portal/riddle.html"

    def get_context(self, name, value, attrs):
        return super().get_context(name, None, attrs) | {"riddle": Riddle.new()}

    def value_from_datadict(self, data, files, name):
        return data.get(f"{name}_asked", ""), data.get(name, "")

    def value_omitted_from_data(self, data, files, name):
        return name not in data


class RiddleField(forms.Field):
    widget = RiddleInput

    def clean(self, value):
        token, said = value
        if not token:  # the page was opened before this address was doubted
            raise forms.ValidationError(FIRST)
        riddle = Riddle.carried(token)
        if riddle is None or not riddle.is_solved_by(said) or not _first(riddle):
            raise forms.ValidationError(WRONG)
        return ""


def _first(riddle):
    """Whether nobody has answered this one before."""
    try:
        limits.attempt("riddle", riddle.nonce)
    except limits.TooOften:
        return False
    return True
