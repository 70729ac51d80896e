"""Everybody's first page names what of the money waits for them, and nothing else."""

import pytest

from subsidies.queries.todo import DESKS, turns_of, with_steps
from subsidies.workflow import BATCH

from . import month


def desk(user):
    return [
        (subject, [step.key for step in steps])
        for workflow in DESKS
        for subject, steps in with_steps(workflow, list(turns_of(workflow, user)), user)
    ]


@pytest.fixture
def batch(county):
    month.standard(county)
    money = month.fund(county)
    month.finished(county)
    return month.filled(county, money)


def test_a_batch_lies_on_one_desk_after_the_other(county, batch, sign_in):
    def waits():
        people = ("caiwu", "chuna", "shencha", "sifaju", "zhuren", "lvshi")
        return {name: found for name in people if (found := desk(getattr(county, name)))}

    assert waits() == {
        "caiwu": [(batch, ["submit_batch"])]
    }  # the cashier could not pay what she had a hand in
    month.submit(batch, county)
    assert waits() == {"shencha": [(batch, ["review_batch"])]}
    assert f"/subsidies/batches/{batch.pk}/review_batch/" in sign_in(county.shencha).get("/").text
    assert "复审" not in sign_in(county.caiwu).get("/").text
    BATCH.acts["review_batch"](batch, by=county.shencha, opinion="同意")
    assert waits() == {"sifaju": [(batch, ["approve_batch"])]}
    BATCH.acts["approve_batch"](batch, by=county.sifaju, total=batch.total, opinion="同意支付")
    assert waits() == {"chuna": [(batch, ["send"])]}
    BATCH.acts["send"](batch, by=county.chuna, count=1, total=batch.total)
    assert waits() == {"chuna": [(batch, ["book_return"])]}
    month.answer_all(batch, county)
    assert waits() == {"zhuren": [(batch, ["publish_batch"])]}
    month.publish(month.reload(batch), county)
    assert waits() == {}


def test_a_proposed_standard_waits_for_the_bureau_and_an_example_for_nobody(county):
    row = month.standard(county, published=False)
    assert desk(county.sifaju) == [(row, ["approve_standard"])]
    assert (desk(county.zhuren), desk(county.caiwu)) == ([], [])
