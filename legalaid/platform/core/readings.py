"""How the characters of names are said: every reading in use, whichever whoever types takes for the right one.

What is not listed has one reading. Rare readings of old books are left out: 王 as yu would put every 王 among the 于.
"""

from functools import cache
from itertools import islice, product

from pypinyin import Style, lazy_pinyin

MOST = 16  # readings of one name, where they are written out
# the first is the reading as a surname, where it is one
SAID = """
阿 a e|艾 ai yi|柏 bai bo|薄 bo bao|贲 ben bi|秘 bi mi|扁 bian pian|便 bian pian|卜 bu bo|伯 bo bai
泊 bo po|参 can shen cen|藏 zang cang|曾 zeng ceng|查 zha cha|差 cha chai|单 shan dan chan|禅 chan shan
朝 chao zhao|车 che ju|称 cheng chen|谌 chen shen|沉 chen shen|晟 sheng cheng|盛 sheng cheng
乘 cheng sheng|澄 cheng deng|郗 xi chi|重 chong zhong|种 chong zhong|传 chuan zhuan|绰 chuo chao
大 da dai|沓 ta da|弹 dan tan|石 shi dan|得 de dei|地 di de|翟 zhai di|提 ti di|调 diao tiao|钭 tou dou
都 du dou|读 du dou|度 du duo|敦 dun dui|恶 e wu|佴 nai er|蕃 fan bo|番 pan fan|繁 po fan|冯 feng ping
佛 fo fu|否 fou pi|宓 mi fu|盖 ge gai|干 gan qian|革 ge ji|合 he ge|给 gei ji|红 hong gong|枸 gou ju
谷 gu yu|贾 jia gu|莞 guan wan|龟 gui qiu jun|炅 jiong gui|炔 gui que|涡 guo wo|虾 xia ha|还 huan hai
行 xing hang heng|巷 xiang hang|镐 gao hao|和 he huo hu|核 he hu|黑 he hei|郇 xun huan|会 hui kuai
奇 qi ji|其 qi ji|齐 qi ji|祭 zhai ji|稽 ji qi|系 xi ji|伽 jia ga qie|茄 qie jia|家 jia gu|见 jian xian
将 jiang qiang|强 qiang jiang|降 jiang xiang|角 jue jiao|觉 jue jiao|校 xiao jiao|解 xie jie|藉 ji jie
颉 xie jie|劲 jin jing|景 jing ying|靓 liang jing|句 gou ju|瞿 qu ju|桔 ju jie|隽 jun juan|卡 ka qia
阚 kan|适 kuo shi|隗 kui wei|烙 lao luo|乐 yue le|勒 le lei|了 liao le|俩 liang lia|令 ling lian
蓼 liao lu|六 liu lu|陆 lu liu|碌 lu liu|弄 nong long|露 lu lou|吕 lv lu lyu|旅 lv lu lyu|律 lv lu lyu
绿 lv lu lyu|闾 lv lu lyu|履 lv lu lyu|侣 lv lu lyu|率 shuai lv lyu|略 lve lue|纶 lun guan|落 luo la lao
络 luo lao|脉 mai mo|蔓 man wan|牟 mou mu|缪 miao mou miu|没 mei mo|糜 mi mei|么 yao me mo|万 wan mo
俟 qi si|莫 mo mu|模 mo mu|摩 mo ma|那 na nuo|娜 na nuo|南 nan na|呢 ni ne|粘 nian zhan|女 nv nu nyu
虐 nve nue|区 ou qu|胖 pang pan|磅 pang bang|朴 piao pu po|辟 pi bi|骠 biao piao|屏 ping bing
陂 po bei pi|曝 bao pu|堡 bao bu pu|埔 pu bu|栖 qi xi|蹊 xi qi|铅 qian yan|纤 xian qian|茜 qian xi
峤 jiao qiao|鞘 qiao shao|且 ju qie|亲 qin qing|覃 qin tan|仇 qiu chou|圈 quan juan|券 quan xuan
雀 que qiao|若 ruo re|塞 sai se|色 se shai|莎 sha suo|厦 xia sha|杉 shan sha|召 shao zhao|苕 shao tiao
折 she zhe|蛇 she yi|射 she ye|沈 shen chen|什 shi shen|莘 xin shen|省 sheng xing|拾 shi she|识 shi zhi
似 si shi|食 shi si|氏 shi zhi|匙 chi shi|属 shu zhu|术 shu zhu|数 shu shuo|说 shuo yue|熟 shu shou
宿 su xiu|澹 tan dan|汤 tang shang|褪 tui tun|拓 tuo ta|尾 wei yi|尉 yu wei|蔚 yu wei|遗 yi wei|无 wu mo
洗 xian xi|削 xue xiao|叶 ye xie|邪 xie ye|血 xue xie|信 xin shen|臭 chou xiu|畜 xu chu|於 yu wu
寻 xun xin|咽 yan ye|殷 yin yan|钥 yao yue|约 yue yao|员 yun yuan|筠 yun jun|吁 xu yu|仔 zi zai|扎 za zha
择 ze zhai|长 zhang chang|着 zhe zhuo zhao|徵 zheng zhi|殖 zhi shi|著 zhu zhuo|转 zhuan zhuai
琢 zhuo zuo|兹 zi ci|柞 zha zuo|内 nei na|期 qi ji|思 si sai|尺 chi che|杓 shao biao|浒 hu xu|般 ban bo
蚌 bang beng|臂 bi bei|剥 bo bao|鹄 hu gu|缉 ji qi|芥 jie gai|颈 jing geng|壳 ke qiao|槛 jian kan
潦 lao liao|瀑 pu bao|暴 bao pu|裳 shang chang|刹 cha sha|侗 dong tong|圩 wei xu|熨 yun yu|埋 mai man
姥 lao mu|咖 ka ga|禺 yu ou
"""  # fmt: skip
READINGS = {
    said[0]: tuple(said.split()[1:])
    for line in SAID.split("\n")
    for said in line.split("|")
    if said
}


@cache
def readings(char):
    """Its syllables without tones; of a letter or digit itself, of any other sign none."""
    if char in READINGS:
        return READINGS[char]
    if char.isascii():
        return (char.lower(),) if char.isalnum() else ()
    return tuple(lazy_pinyin(char, errors="ignore"))


def surname(char):
    return next(iter(readings(char)), "")


def pinyin(name):
    """Whole, without blanks, each character in the reading it has in surnames."""
    return "".join(map(surname, name))


def ways(name):
    """Its initials and its sound, each in up to `MOST` readings."""
    firsts, syllables = _forms(name)
    said = [*islice(product(*map(sorted, firsts)), MOST), *islice(product(*syllables), MOST)]
    return ["".join(one) for one in said] if syllables else []


def letters(words):
    """The initials of words that are no name, as they are read in a sentence."""
    return "".join(lazy_pinyin(words, style=Style.FIRST_LETTER, errors="ignore"))


def begins(name, typed):
    """Whether letters typed are the beginning of the name's initials, or of its sound, in any reading."""
    return any(_left(said, typed) is not None for said in _forms(name))


def is_said(name, typed):
    """Whether they are the whole of its initials, or of its sound."""
    return any(_left(said, typed) == "" for said in _forms(name))


def _forms(name):
    syllables = [said for said in map(readings, name) if said]
    return [{one[0] for one in said} for said in syllables], syllables


def _left(said, typed):
    """What of the name is left to type: "" for nothing, None where `typed` is not its beginning."""
    rests = {typed}
    for place, each in enumerate(said, 1):
        further = {rest[len(one) :] for one in each for rest in rests if rest.startswith(one)}
        if "" in further and place == len(said):
            return ""
        if any(one.startswith(rest) for one in each for rest in rests):
            return "more"
        rests = further
    return None
