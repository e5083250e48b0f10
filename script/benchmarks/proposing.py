"""Common problems out of 100,000 problems whose wordings all differ (BENCH_PROBLEMS=… for another number).

The first night compares everything with everything of its industry; a second night brings 300 new ones.
"""

import json
import os
import time
from dataclasses import asdict, dataclass

from django.db import connection

from cultivation.actions.proposing import divisions_to_compare, propose
from cultivation.models import CommonCase, CommonProblem, Problem
from enterprises.models import Enterprise
from pinzibiao.regions.models import Region
from tests.cast import LINPING, any_industry, person, uscc
from tests.factories.enterprises import EnterpriseFactory

HOW_MANY = int(os.environ.get("BENCH_PROBLEMS", "100000"))
ENTERPRISES, NEW = 4_000, 300
DIVISIONS = ("C13", "C14", "C15", "C17", "C27", "C33", "C34", "C35", "C36", "C38", "C39", "C40")
THINGS = [
    "灌装",
    "压片",
    "包衣",
    "热封",
    "杀菌",
    "发酵",
    "冷链",
    "配料",
    "染色",
    "织造",
    "热处理",
    "焊接",
    "喷涂",
    "装配",
    "注塑",
    "电镀",
    "检验",
    "仓储",
    "清洗",
    "干燥",
]
PARTS = [
    "工序",
    "设备",
    "参数",
    "记录",
    "人员",
    "环境",
    "模具",
    "计量器具",
    "原料",
    "半成品",
    "成品",
    "包装",
    "标签",
    "工艺文件",
    "供应商",
    "温度",
    "压力",
    "湿度",
]
FAULTS = [
    "波动大",
    "不稳定",
    "超内控",
    "记录不全",
    "不可追溯",
    "未按期校准",
    "缺少培训",
    "一致性差",
    "漏检",
    "返工率高",
    "磨损快",
    "泄漏",
    "偏差大",
]
DETAILS = [
    "夜班",
    "换线后",
    "夏季",
    "新员工操作时",
    "批量放大后",
    "停机重启后",
    "更换供应商后",
    "转产后",
    "设备检修后",
    "首件",
    "末件",
    "抽检时",
]
FILL = """
INSERT INTO cultivation_problem (number, enterprise_id, county_code, title, description, source, dimension, is_common,
    severity, now_value, root_cause, advice, raised_on, reported_by_id, responsible_unit, responsible_person,
    after_value, claimed_saving_kind, claimed_saving_basis, past_verifier, saving_kind, saving_basis, status, status_at,
    moves, created_at, updated_at)
SELECT 'WT-BENCH-' || n, e.id, e.county_code,
    (%(things)s::text[])[1 + n %% 20] || (%(parts)s::text[])[1 + n / 20 %% 18]
        || (%(faults)s::text[])[1 + (hashint8(n) & 1048575) %% 13] || '，' || (%(details)s::text[])[1 + n / 7 %% 12]
        || '第' || n || '批明显',
    '', 'survey', 'technology', false, 'medium', '', '', '', current_date, %(by)s, '', '', '', '', '', '', '', '',
    'confirmed', now(), 0, now(), now()
FROM generate_series(%(first)s, %(last)s) AS n
JOIN (SELECT id, county_code, row_number() OVER (ORDER BY id) - 1 AS place FROM enterprises_enterprise
    WHERE industry_id = ANY(%(divisions)s)) AS e ON e.place = n %% %(enterprises)s
"""


@dataclass(frozen=True)
class Nights:
    """Seconds of the first night, of its slowest industry, and of the second night; what was proposed."""

    name: str
    problems: int
    seconds: float
    slowest_industry: float
    second_night: float
    proposals: int
    cases: int

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def proposing() -> Nights:
    by = _fill()
    took = _night()
    proposals, cases = CommonProblem.objects.count(), CommonCase.objects.count()
    _write(HOW_MANY, HOW_MANY + NEW - 1, by)
    second = sum(_night())
    return Nights("problems", HOW_MANY, round(sum(took), 2), round(max(took), 2), round(second, 2), proposals, cases)


def _fill():
    any_industry()
    counties = list(Region.objects.exclude(code__endswith="00").order_by("code").values_list("code", flat=True))
    rows = [
        EnterpriseFactory.build(
            uscc=uscc(40_000 + n),
            name=f"浙江第{n:04d}比对有限公司",
            county_id=counties[n % len(counties)],
            industry_id=DIVISIONS[n % len(DIVISIONS)],
        )
        for n in range(ENTERPRISES)
    ]
    Enterprise.objects.bulk_create(rows)
    by = person("bench-reporter", "提出人", "county", LINPING, "handler")
    _write(0, HOW_MANY - 1, by)
    return by


def _write(first: int, last: int, by) -> None:
    words = {"things": THINGS, "parts": PARTS, "faults": FAULTS, "details": DETAILS, "divisions": list(DIVISIONS)}
    with connection.cursor() as cursor:
        cursor.execute(FILL, words | {"first": first, "last": last, "by": by.pk, "enterprises": ENTERPRISES})
        cursor.execute(f"ANALYZE {Problem._meta.db_table}")


def _night() -> list[float]:
    took = []
    for industry in divisions_to_compare():
        started = time.perf_counter()
        propose(industry)
        took.append(time.perf_counter() - started)
    return took
