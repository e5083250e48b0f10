"""The workbook that every side of `script/bench import` takes in."""

from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEADINGS = (
    "统一社会信用代码",
    "企业名称",
    "属地",
    "国民经济行业",
    "规模",
    "规上企业",
    "主导产品",
    "法定代表人",
    "注册地址",
    "生产地址",
    "成立日期",
)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英建华文"
TRADES = ("医药", "器械", "食品", "机电", "纺织", "五金", "塑胶", "电器")


def workbook(folder: Path, rows: int) -> Path:
    """Believable enterprises of all counties: codes, names and addresses of their own, the rest from short lists."""
    path = folder / f"{rows}.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("填报")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADINGS)
        for number, row in enumerate(_rows(rows), start=1):
            *words, opened = row
            sheet.write_row(number, 0, words)
            sheet.write_datetime(number, len(words), opened, day)
    return path


def _rows(count: int):
    from pinzibiao.regions.models import Region
    from tests.cast import any_industry, uscc

    any_industry()
    counties = list(Region.objects.exclude(code__endswith="00").order_by("code").values_list("code", "name"))
    for n in range(count):
        code, county = counties[n % len(counties)]
        first, second = SURNAMES[n % 32], GIVEN[n // 32 % 25]
        name = f"浙江{first}{second}{GIVEN[n // 800 % 25]}{n}{TRADES[n % 8]}有限公司"
        street = f"{county}{second}{first}路{n % 997 + 1}号"
        opened = date(1995, 1, 1) + timedelta(days=n % 10_000)
        boss = f"{first}{second}{GIVEN[n // 7 % 25]}"
        scale = ("小型", "微型", "中型", "大型")[n % 4]
        yes = "是" if n % 3 == 0 else "否"
        product = f"{TRADES[n % 8]}产品{n % 500}"
        yield (
            uscc(n % 100_000, code if code.isdigit() else "330400"),
            name,
            county,
            "C2770",
            scale,
            yes,
            product,
            boss,
            street,
            street,
            opened,
        )
