"""The picture of the floors is the one the contracts draw."""

from .floors import PICTURE, WORDS, contracts, picture, rooms


def test_picture_of_the_floors_is_current():
    assert PICTURE.read_text() == picture(), "the contracts have changed: run `make floors`"


def test_every_floor_has_its_words():
    whole = next(row for row in contracts() if row["type"] == "layers" and "containers" not in row)
    named = {module for layer in whole["layers"] for module in rooms(layer)}
    assert named - set(WORDS) == set()
