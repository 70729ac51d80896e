from .callback import CallStage  # noqa: F401  named with the others
from .inquiry import InquiryManner, InquiryState  # noqa: F401  named with the others
from .observation import JUDGED, Handed, Mark, ObservationState, Secrecy  # noqa: F401  named with the others
from .plan import DRAWN, Tool  # noqa: F401  named with the others
from .review import ReviewState  # noqa: F401  named with the others
