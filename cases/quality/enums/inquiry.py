from django.db.models import TextChoices


class InquiryState(TextChoices):
    SENT = "sent", "待答复"
    ANSWERED = "answered", "已答复"
    VOID = "void", "已作废"


class InquiryManner(TextChoices):
    """How the answer of the organ came."""

    SLIP = "slip", "寄回回执"
    BROUGHT = "brought", "当面交回"
    PHONE = "phone", "电话答复"
