"""What colleagues are told at single steps, as sentences the centre may word itself (record 141)."""

from legalaid.platform.notifications.sentences import Place, sentence

sentence("bad_rating", "给负责人：收到差评", "{地点}收到差评，请安排回访、整改。",
         (Place("place", "地点", "1号窗口"),))  # fmt: skip
sentence("review_done", "给承办人：同行评估完成", "您承办的案件已完成同行评估，请查看结果；有异议的，请在期限内提出。",
         ())  # fmt: skip
sentence("review_again_done", "给承办人：复评完成", "您承办的案件已经复评，请查看结果；有异议的，请在期限内陈述理由。",
         ())  # fmt: skip
sentence("hearing_watched", "给承办人：旁听已有评价", "{案号}的庭审旁听已有评价，请回应。",
         (Place("number", "案号", "2026-0012", required=True),))  # fmt: skip
