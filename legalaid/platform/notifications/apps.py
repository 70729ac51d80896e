from legalaid.platform.core import registering


class NotificationsConfig(registering.RegisteringApp):
    name = "legalaid.platform.notifications"
    label = "notifications"
    verbose_name = "消息"
    registers = ("administrators", "accounts", "colleague", "wording", "soundness")
