"""Periods of the quality of the work. No law we have read sets them: the office does (规则与标准)."""

from legalaid.platform.procedure.clocks import Rule, Unit, register

REVIEW_SCORING = Rule("review_scoring", "Q1", "同行评估评分", 15, public=False)
REVIEW_OBJECTION = Rule(
    "review_objection", "Q2", "对评估结果提出异议", 5, Unit.WORKDAY, public=False
)
RECTIFICATION = Rule("review_rectification", "Q3", "整改并报告", 15, public=False)
register(REVIEW_SCORING, REVIEW_OBJECTION, RECTIFICATION)
