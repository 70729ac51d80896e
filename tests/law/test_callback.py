"""What a county may ask at a call back besides the questions asked always."""

import pytest

from cases.law.callback import ALWAYS, MORE, fault, lines


def test_nine_questions_are_asked_until_the_county_sets_its_own():
    """With the satisfaction."""
    assert (len(ALWAYS) + len(MORE) + 1, fault("\n".join(MORE))) == (9, "")


@pytest.mark.parametrize(
    ("text", "asked", "wrong"),
    [
        ("", [], ""),
        (" 是否按时出庭 \n\n 还有什么困难\n", ["是否按时出庭", "还有什么困难"], ""),
        ("是否按时出庭\n是否按时出庭", None, "“是否按时出庭”已经问了。"),
        ("是否收取您的财物", None, "“是否收取您的财物”已经问了。"),
        ("\n".join(f"问题{number}" for number in range(13)), None, "最多12个问题，现在有13个。"),
        ("问" * 61, None, f"“{'问' * 12}…”超过60个字。"),
    ],
)
def test_questions_are_lines_and_what_cannot_be_asked_is_named(text, asked, wrong):
    assert fault(text) == wrong
    assert asked is None or lines(text) == asked
