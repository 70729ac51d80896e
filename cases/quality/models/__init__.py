from .draw import Draw, DrawnCase
from .plan import PlanLine, QualityPlan

__all__ = ["Draw", "DrawnCase", "PlanLine", "QualityPlan"]
