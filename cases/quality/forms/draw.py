from cases.forms.fields import text
from legalaid.platform.office.forms import OfficeForm


class DrawForm(OfficeForm):
    seed = text("随机种子（当众摇号等取得的；没有的由系统生成）", required=False, length=40)
