"""The grounds of the Law in plain sentences: none is shown without its own. Pure."""

PLAIN = {
    # art. 31, and what else is within
    "state_compensation": "要国家赔偿的，可以申请。",
    "social_benefit": "要社保待遇、社会救助的，可以申请。",
    "pension": "要抚恤金的，可以申请。",
    "support": "要赡养费、抚养费、扶养费的，可以申请。",
    "wages": "要工资、要确认劳动关系的，可以申请。",
    "capacity": "请法院认定家人不能自己管事的，可以申请。",
    "injury": "工伤、交通、食品药品、医疗伤了人的，可以申请。",
    "environment": "受污染损害的，可以申请。",
    "other_31": "本省另外规定的事，可以申请。",
    "defence": "请不起律师的嫌疑人、被告人，可以申请。",
    "victim": "犯罪的被害人，可以申请。",
    "private_prosecutor": "自己到法院告人犯罪的，可以申请。",
    "incidental_plaintiff": "在刑事案件里要赔偿的，可以申请。",
    "retrial": "法院决定再审、检察院抗诉的，可以申请。",
    # art. 32
    "heroes": "英雄烈士的近亲属维护英烈名誉，不看经济条件。",
    "brave": "见义勇为的人维护权利，不看经济条件。",
    "acquitted": "再审改判无罪要赔偿，不看经济条件。",
    "abused": "受虐待、遗弃、家暴的人维护权利，不看经济条件。",
    "other_32": "法律规定的其他人，不看经济条件。",
    # art. 42
    "no_income": "没有固定收入的老人、孩子、残疾人，带证明，不查收入。",
    "assisted": "低保、特困、优抚等人，带证件，不查收入。",
    "migrant_worker": "进城务工的人要工资、要工伤赔偿，带务工证明，不查收入。",
    "other_42": "法律规定的其他人，带证明，不查收入。",
    "hardship": "家里收入不超过本地标准的，算经济困难。",
    # what speaks against it
    "out_of_scope": "这件事看起来不在法律援助的范围里。",
    "property": "只坏了东西、没有伤人的，不在范围里。",
    "petition": "判决已经生效的，要等法院决定再审或者检察院抗诉。",
    "not_poor": "按您填的数，收入超过了本地标准。",
    "no_standard": "本地的标准要到窗口问。",
    "own_counsel": "已经请了律师的，不再另派。",
    "must_defend": "这样的人没有律师，办案机关必须通知我们派，不用申请。",
    "here": "事情在本县，由我们受理。",
    "elsewhere": "事情在别处的，向那里的法律援助中心申请。我们可以告诉您怎么找。",
    "ask_where": "说不清在哪里的，打电话问我们。",
}
