"""The words in which a procedure is written down: places (states), steps between them, and the table that holds both."""

from dataclasses import dataclass, field


class _Back:
    def __repr__(self):
        return "BACK"


BACK = _Back()
"""Target of a step that returns to the place the case came from."""


def came_from(subject):
    """The place to which a step BACK leads: the latest of those that are remembered."""
    return subject.returns_to.partition(" ")[0]


@dataclass(frozen=True)
class Place:
    """A state: whose turn it is, which of the steps shown to the reader it belongs to, what the public may read, and `task`, what is
    to be done there."""

    state: str
    turn: str | None
    phase: str
    public: str = ""
    final: bool = False
    task: str = ""


@dataclass(frozen=True)
class Step:
    """One row of the procedure. target None: the state stays; BACK: returns to the remembered state.

    stops/starts/pauses/resumes/reopens/cancels name clock rules; `tells` those its papers tell somebody outside of, whose period we do
    not measure; `dates` those the act starts or sets by a day of its form; papers name paper kinds issued with the step;
    sentence is what the history says, filled from the facts named in `records` (given to the act, or else found on what it made);
    `personal` of them are kept encrypted.
    A `system` step is done by the nightly work only, one that `may_follow` by the system too, of what came by the network; the `opening`
    step makes the row and is never offered on one. One that `frees` takes out, or sends back, what somebody keeps out of, and is theirs too.
    """

    key: str
    label: str
    article: str
    source: frozenset
    target: object
    permission: str
    stops: tuple = ()
    starts: tuple = ()
    pauses: tuple = ()
    resumes: tuple = ()
    reopens: tuple = ()
    cancels: tuple = ()
    tells: tuple = ()
    dates: tuple = ()
    papers: tuple = ()
    sentence: str = ""
    records: tuple = ()
    personal: tuple = ()
    public: str = ""
    system: bool = False
    opening: bool = False
    remembers: bool = False
    returns_to: frozenset = field(default_factory=frozenset)
    danger: bool = False
    minor: bool = False
    frees: bool = False
    may_follow: bool = False

    def __post_init__(self):
        object.__setattr__(self, "source", frozenset(self.source))
        object.__setattr__(self, "returns_to", frozenset(self.returns_to))

    @property
    def clocks(self):
        """Every clock rule this step touches."""
        return (
            *self.stops,
            *self.starts,
            *self.pauses,
            *self.resumes,
            *self.reopens,
            *self.cancels,
            *self.tells,
            *self.dates,
        )

    @property
    def targets(self):
        """Every state this step can lead to."""
        if self.target is BACK:
            return self.returns_to
        return self.source if self.target is None else frozenset({self.target})
