"""Numbers an office sets for itself: from where on a matter is major, how early it is warned, and what of the
quality is weak. No statute gives them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Threshold:
    key: str
    label: str
    unit: str
    usual: int
    least: int
    most: int


THRESHOLDS = {
    row.key: row
    for row in (
        Threshold("major_amount", "涉及金额达到多少作为重大疑难案件", "元", 1_000_000, 10_000, 100_000_000),
        Threshold("major_people", "申请人达到多少作为重大疑难案件", "人", 5, 2, 100),
        Threshold("warn_limit", "期限届满前多少天预警", "天", 2, 1, 15),
        Threshold("warn_meeting", "签订协议后多少天没有会见（约见）的预警", "天", 5, 1, 60),
        Threshold("warn_report", "会见后多少天没有向受援人通报的预警", "天", 30, 5, 180),
        Threshold("warn_silence", "办理中多少天没有任何记录的列为停滞", "天", 45, 10, 365),
        Threshold("warn_hearing", "开庭前多少天没有准备记录的预警", "天", 3, 1, 15),
        Threshold("warn_director", "预警后多少天没有处理的告知中心负责人", "天", 3, 1, 30),
        Threshold("warn_bureau", "预警后多少天没有处理的告知司法局", "天", 10, 2, 60),
        Threshold("weak_share", "同行评估得分率低于多少的指标列为弱项", "%", 70, 10, 95),
        Threshold("weak_files", "评过多少件以上案件的指标才列为弱项", "件", 3, 1, 50),
        Threshold("ahead_limit", "期限届满前多少天没有办理的告知中心负责人", "天", 1, 1, 15),
        Threshold("ahead_hearing", "开庭前多少天没有准备的告知中心负责人", "天", 2, 1, 15),
        Threshold("pool_ahead", "公开征集承办人至少在指派期限届满前多少小时截止", "小时", 8, 1, 48),
        Threshold("rating_calls", "差评没有接通的，至少在几天里各拨打一次", "天", 3, 1, 10),
        Threshold("small_count", "公示的件数、人次小于多少的不写出（防止认出个人，法律没有规定这个数）", "件、人次", 3, 3, 20),
    )
}  # fmt: skip
