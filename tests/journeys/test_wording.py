"""The director words a notice on a screen: finds it, looks at the sample, keeps it with a reason, and goes back on a telephone."""

import pytest

LABEL = "一次性告知：材料送到哪里、怎样开具、有困难找谁"
WORDS = "材料可以送到本中心窗口，也可以邮寄。\n来不了的，请在{期限}以前打电话。"


@pytest.mark.django_db(transaction=True)
def test_director_words_a_notice_and_gives_it_back(people, seat):
    desk = seat("zhuren")
    desk.go("/wordings/?q=补充材料")
    desk.shot("wordings")
    desk.press("补充材料/说明通知书")
    desk.press(LABEL)
    desk.page.fill("#id_text", WORDS)
    desk.press("预览")
    assert desk.page.locator("article mark").all_inner_texts() == [
        "材料可以送到本中心窗口，也可以邮寄。",
        "来不了的，请在2026年3月12日以前打电话。",
    ]
    desk.page.fill("#id_reason", "有人不知道送到哪里")
    desk.shot("passage")
    desk.press("保存为新版本")
    assert "本中心第1版" in desk.page.inner_text("main")
    desk.shot("kind_words")

    pocket = seat("zhuren", phone=True)
    pocket.go("/wordings/?changed=1")
    pocket.shot("wordings-390")
    pocket.press("补充材料/说明通知书")
    pocket.press(LABEL)
    pocket.page.fill("#id_reason", "照旧")
    pocket.shot("passage-390")
    pocket.press("恢复系统内置的文字")
    assert "本中心第" not in pocket.page.inner_text("main")
    pocket.go("/documents/fonts/")
    pocket.shot("fonts-390")
    desk.go("/documents/fonts/")
    desk.shot("fonts")
