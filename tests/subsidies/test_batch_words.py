"""Batches are found by the words of their number, title and money."""

import pytest

from tests.subsidies import month


@pytest.mark.parametrize(("words", "count"), [("2026年", 1), ("没有这样的", 0)])
def test_batch_is_found_by_the_words_of_its_fund(county, sign_in, words, count):
    month.standard(county)
    fund = month.fund(county)
    month.finished(county)
    month.filled(county, fund)
    page = sign_in(county.caiwu).get("/subsidies/batches/", {"q": words})
    assert (page.status_code, len(page.context["page"])) == (200, count)
