"""What colleagues are told of a case, as sentences the centre may word itself (record 141)."""

from legalaid.platform.notifications.sentences import Place, sentence

NUMBER = Place("number", "案号", "2026-0012", required=True)
DAY = Place("day", "日期", "12月3日", required=True)
LIMIT = Place("limit", "期限", "审查并作出决定", required=True)
WEEKS = Place("weeks", "周数", "2", required=True)
TITLE = Place("title", "材料", "收入证明", required=True)
WHAT = Place("what", "事项", "上诉（起诉）", required=True)
STATE = Place("state", "状态", "待审查", required=True)
FIRM = Place("firm", "机构", "清和县某某律师事务所", required=True)

sentence("next_turn", "给同事：案件转来办理", "{案号} {状态}{原因}，请办理。",
         (NUMBER, STATE, Place("why", "原因", "（退回补充）")))  # fmt: skip
sentence("many_came", "给同事：成批登记的案件", "新登记{件数}件（{首号}至{末号}）{状态}，请办理。",
         (Place("many", "件数", "12", required=True), Place("first", "首号", "2026-0012"), Place("last", "末号", "2026-0023"), STATE))  # fmt: skip
sentence(
    "limit_soon",
    "给同事：期限将满",
    "{案号}“{期限}”将于{日期}期满，请及时办理。",
    (NUMBER, LIMIT, DAY),
)
sentence("limit_late", "给同事：期限已满", "{案号}“{期限}”已于{日期}期满，{后果}",
         (NUMBER, LIMIT, DAY, Place("then", "后果", "已超期。", required=True)))  # fmt: skip
sentence(
    "no_progress",
    "给同事：没有期限的事项久未办理",
    "{案号}{事项}已满{周数}周，请及时办理。",
    (NUMBER, WHAT, WEEKS),
)
sentence(
    "material_soon",
    "给同事：容缺材料将到期",
    "{案号}容缺材料“{材料}”应于{日期}前补交。",
    (NUMBER, TITLE, DAY),
)
sentence(
    "material_late",
    "给同事：容缺材料逾期",
    "{案号}容缺材料“{材料}”已逾{日期}未补交。",
    (NUMBER, TITLE, DAY),
)
sentence("remedy_soon", "给同事：上诉、再审期限将满", "{案号}“{期限}”的期限将于{日期}期满，尚未登记受援人是否{事项}，请即联系并登记。",
         (NUMBER, LIMIT, DAY, WHAT))  # fmt: skip
sentence("remedy_late", "给同事：上诉、再审期限已满", "{案号}“{期限}”的期限已于{日期}期满，尚未登记受援人是否{事项}，请即联系并登记。",
         (NUMBER, LIMIT, DAY, WHAT))  # fmt: skip
sentence(
    "prior_soon",
    "给同事：先行提供的手续将到期",
    "{案号}先行提供的手续应于{日期}前补办，请催办、审查。",
    (NUMBER, DAY),
)
sentence("prior_late", "给同事：先行提供的手续逾期", "{案号}先行提供的手续已逾{日期}未补办，请催办、延长期限或者认定不能确认。",
         (NUMBER, DAY))  # fmt: skip
sentence("own_counsel", "给负责人：自行委托辩护人的期限届满",
         "{案号}的当事人自行委托辩护人的期限已于{日期}届满，没有登记委托结果。没有委托的，请{办案机关}再次通知后登记。",
         (NUMBER, DAY, Place("organ", "办案机关", "清和县人民法院")))  # fmt: skip
sentence("firm_late", "给机构管理人：没有按期安排承办人", "{案号}安排承办人的期限已于{日期}届满，请即安排；不能安排的，请退回中心。",
         (NUMBER, DAY))  # fmt: skip
sentence("firm_silent", "给负责人：机构没有按期安排承办人", "{案号}交{机构}安排，至{日期}期满没有安排，请收回或者直接指派。",
         (NUMBER, FIRM, DAY))  # fmt: skip
sentence("no_calendar", "给负责人：工作日历没有导入",
         "{年份}年工作日历尚未导入，该年节假日前后的期限暂定；请导入国务院办公厅通知。",
         (Place("year", "年份", "2027", required=True),))  # fmt: skip
