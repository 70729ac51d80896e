import pytest

from legalaid.platform.jobs.tasks import sweep_jobs


def test_message_sent_past_the_job_table_is_refused():
    with pytest.raises(NotImplementedError):
        sweep_jobs.delay()
