"""When somebody who applied as a minor acts alone (民法典 art. 17, 18, 23)."""

from cases.enums import Agency
from cases.law.notices import ADULT


def comes_of_age_on(case):
    """The day on which an applicant who was a minor comes of age; None for everybody else, and for who lacks capacity all the same."""
    birth, then = case.applicant.birth, case.applicant_age
    if birth is None or then is None or then >= ADULT or case.capacity:
        return None

    year = birth.year + ADULT
    leap = (birth.month, birth.day) == (2, 29)
    return birth.replace(year=year, month=3, day=1) if leap else birth.replace(year=year)


def grown(case, day):
    """Whether they have by this day."""
    came = comes_of_age_on(case)
    return came is not None and came <= day


def guardian_of(case, day):
    """The statutory representative who acts for the applicant on this day; None where there is none, the applicant has come of age, or
    the representative is dead."""
    agent = case.representative
    statutory = agent is not None and agent.agency == Agency.STATUTORY
    acts = statutory and (agent.died_on is None or day < agent.died_on)
    return agent if acts and not grown(case, day) else None
