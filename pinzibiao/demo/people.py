"""The demo's accounts: regulators of every place, people of enterprises, experts, a lead body, an auditor."""

from collections.abc import Iterable
from random import Random

from django.contrib.auth.hashers import make_password

from enterprises.models import Enterprise, Member
from pinzibiao.accounts.models import Role, User
from pinzibiao.regions.models import Region

from .names import person_name

PASSWORD = "Demo-2026-pzb"  # noqa: S105  printed for everybody; the demo is no office
Kind, Post = Role.Kind, Role.Post
POSTS = (Post.HANDLER, Post.REVIEWER, Post.LEADER)


class Cast:
    """Makes people with one password, hashed once."""

    def __init__(self, random: Random):
        self.random = random
        self.hashed = make_password(PASSWORD)

    def add(self, rows: Iterable[tuple]) -> list[User]:
        """Users for ``(username, name or "", kind, region code or None, post)``, in two statements."""
        rows = list(rows)
        users = User.objects.bulk_create(
            User(username=username, name=name or person_name(self.random), password=self.hashed)
            for username, name, *_ in rows
        )
        Role.objects.bulk_create(
            Role(user=user, kind=kind, region_id=region, post=post)
            for user, (_, _, kind, region, post) in zip(users, rows, strict=True)
        )
        return users


def username_of(region: str, post: str) -> str:
    """``330113-1`` 经办, ``-2`` 审核, ``-3`` 领导."""
    return f"{region}-{POSTS.index(post) + 1}".lower()


def officer(region: str, post: str = Post.HANDLER) -> User:
    return User.objects.get(username=username_of(region, post))


def make_regulators(cast: Cast) -> None:
    """Three people of every place: one handles, one checks, one signs."""
    kinds = {"province": Kind.PROVINCE, "city": Kind.CITY, "county": Kind.COUNTY, "zone": Kind.COUNTY}
    cast.add(
        (username_of(place.pk, post), "", kinds[place.level], place.pk, post)
        for place in Region.objects.all()
        for post in POSTS
    )
    cast.add([("audit", "", Kind.AUDITOR, None, ""), ("admin", "", Kind.ADMINISTRATOR, None, "")])


def make_members(cast: Cast, enterprises: list[Enterprise]) -> None:
    """A clerk (``qy1-1``) and a signatory (``qy1-2``) of each enterprise, numbered in their order."""
    rows, ties = [], []
    for number, enterprise in enumerate(enterprises, 1):
        for place, kind in enumerate((Member.Kind.CLERK, Member.Kind.SIGNATORY), 1):
            rows.append((f"qy{number}-{place}", "", Kind.ENTERPRISE, None, ""))
            ties.append((enterprise, kind))
    users = cast.add(rows)
    Member.objects.bulk_create(
        Member(user=user, enterprise=enterprise, kind=kind)
        for user, (enterprise, kind) in zip(users, ties, strict=True)
    )


ACCOUNTS = [
    ("省局经办", "330000-1", "公示、立项、报告"),
    ("省局审核", "330000-2", "立项、专家入库、报告审核"),
    ("省局领导", "330000-3", "签发报告"),
    ("杭州市局经办", "330100-1", "指派专家、公示"),
    ("临平区局经办", "330113-1", "受理、安排帮扶、验证问题"),
    ("临平区局审核", "330113-2", "通过形式审查、销号"),
    ("临平区局领导", "330113-3", "签发本区报告"),
    ("台州市局经办", "331000-1", "看不到临平的任何数据"),
    ("仙居县局经办", "331024-1", "仙居县的日常办理"),
    ("临平企业经办人", "qy1-1", "填报自我声明、整改问题"),
    ("临平企业签署人", "qy1-2", "签署并提交"),
    ("仙居企业经办人", "qy2-1", "另一家企业"),
    ("专家", "expert1", "上门帮扶、评价"),
    ("专家", "expert2", "评价"),
    ("牵头单位", "body1", "项目和团队"),
    ("审计", "audit", "只读"),
    ("系统管理员", "admin", "用户和权限"),
]
