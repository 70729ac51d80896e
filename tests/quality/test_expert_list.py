"""Who may end the term of an expert is offered it in the list, and nobody else."""

import pytest

from tests.quality.reviews import pool


@pytest.mark.parametrize(("login", "offered"), [("zhuren", True), ("shencha", False)])
def test_end_of_a_term_is_offered_to_who_appoints(county, sign_in, login, offered):
    pool(county, 1)
    page = sign_in(getattr(county, login)).get("/quality/experts/").content.decode()
    assert ("结束聘期" in page) == offered
