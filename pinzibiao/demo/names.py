"""Plausible names out of a seed. Every enterprise and person here is invented unless DOMAIN.md section 3 names it."""

from random import Random

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁沈任"
    "姚卢钟姜崔谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
)
GIVEN = (
    "建国志强文博海燕晓明丽华永康国栋雪梅思远佳宁振宇婷婷子轩雨欣浩然慧敏立新春生卫东秀英俊杰少华玉兰宏伟"
    "静怡一鸣若琳泽民晨曦启航金凤云飞培源"
)
BRANDS = "恒瑞康达明远天成华盛金泰永新瑞丰嘉禾东方卓越新宇宏图博雅启明中信远大长青合力创新百川"
# Class of GB/T 4754, the word in the enterprise's name, its products.
TRADES = {
    "330113": [
        ("C2720", "药业", ["阿莫西林胶囊", "盐酸埃克替尼片", "复方丹参片"]),
        ("C2770", "医药科技", ["医用敷料", "一次性使用输液器"]),
    ],
    "3304Z1": [
        ("C1411", "食品", ["传统糕点", "手工粽子"]),
        ("C1469", "调味品", ["酿造酱油", "米醋"]),
        ("C1512", "酒业", ["黄酒"]),
    ],
    "330602": [
        ("C3581", "医疗器械", ["内窥镜冷光源", "便携式超声诊断仪"]),
        ("C3584", "医疗科技", ["骨科植入钢板", "血液透析器"]),
    ],
    "331024": [
        ("C3584", "医疗器械", ["一次性使用无菌注射器", "医用雾化器"]),
        ("C3586", "康复器械", ["电动护理床", "助行器"]),
    ],
}
COMMON = [
    ("C3484", "紧固件", ["高强度螺栓"]),
    ("C3852", "电器", ["全自动波轮洗衣机", "智能电饭煲"]),
    ("C1761", "针织", ["针织内衣", "无缝运动服"]),
    ("C3443", "阀门", ["高温球阀", "蝶阀"]),
    ("C2140", "家居", ["实木餐桌", "竹地板"]),
    ("C3812", "电机", ["永磁同步电动机"]),
    ("C2929", "塑胶", ["给水用聚乙烯管材"]),
    ("C3670", "汽车零部件", ["汽车制动卡钳", "汽车轮毂轴承"]),
    ("C1530", "茶业", ["龙井茶", "径山茶"]),
    ("C3311", "金属制品", ["不锈钢保温杯"]),
]


def person_name(random: Random) -> str:
    first = random.randrange(0, len(GIVEN) - 1, 2)
    return random.choice(SURNAMES) + (GIVEN[first : first + 2] if random.random() < 0.8 else GIVEN[first])


def enterprise_name(random: Random, place: str, trade: str, number: int) -> str:
    """``杭州恒瑞药业有限公司``-like: the place without its kind, a brand of two characters, the trade."""
    start = random.randrange(0, len(BRANDS) - 1, 2)
    second = BRANDS[(start * 7 + number * 2) % (len(BRANDS) - 1)]
    ending = random.choice(["有限公司", "有限公司", "有限公司", "股份有限公司"])
    return f"浙江{place}{BRANDS[start]}{second}{trade}{ending}"


def mobile(random: Random) -> str:
    """A number of the range 170 0000, which no operator gives to people."""
    return f"1700000{random.randrange(10_000):04d}"
