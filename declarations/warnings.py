"""What whoever decides should know of an enterprise and its numbers: each a sentence with its link."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from pinzibiao.casework.dated import value_of
from pinzibiao.casework.models import Event

from .benchmarks import Verdict, is_unusual, kept_limit
from .defaults import EXPIRY_WARNING_DAYS
from .models import Declaration, SpotCheck
from .offers import unanswered
from .states import UNDER_WAY
from .states import DeclarationStatus as S

REFUSED = (S.DECLINED, S.FAILED)


@dataclass(frozen=True)
class Alert:
    """``is_grave``: it may decide the case by itself."""

    text: str
    url: str
    is_grave: bool = False


def warnings_of(case: Declaration, others: QuerySet[Declaration], indicators: list[dict]) -> list[Alert]:
    """All of them, the grave ones first. ``others``: the enterprise's other cases, as far as the reader sees them;
    ``indicators``: as the version that is read keeps them."""
    found = [*_of_other_cases(others), *_of_licence(case), *_of_systems(case), *_of_indicators(case, indicators)]
    return sorted(found, key=lambda one: not one.is_grave)


def of_register(case: Declaration, content: dict) -> list[Alert]:
    """What ``content`` told otherwise than the register; what the enterprise is just mending is its own."""
    labels = [] if case.status == S.CORRECTION else unanswered(case, content.get("differs", []))
    url = reverse("declarations:register", args=[case.pk])
    return [Alert(f"申报内容与企业档案不同：{'、'.join(labels)}。请核对。", url)] if labels else []


def _of_other_cases(others: QuerySet[Declaration]) -> Iterator[Alert]:
    rows = list(others.select_related("product").order_by("-id"))
    suspensions = _suspensions_of(rows)
    for row in rows:
        yield from _of_spot_checks(row, suspensions[row.pk])
        name, url = f"「{row.product.name}」（{row.number or '草稿'}）", row.get_absolute_url()
        if row.status == S.REVOKED:
            yield Alert(f"该企业的{name}授权已被撤销。", url, is_grave=True)
        elif row.status == S.SUSPENDED:
            yield Alert(f"该企业的{name}授权正在暂停。", url, is_grave=True)
        elif suspensions[row.pk]:
            yield Alert(f"该企业的{name}授权曾被暂停。", url)
        elif row.status in REFUSED:
            yield Alert(f"该企业的{name}此前{row.get_status_display()}。", url)
        elif row.status in UNDER_WAY:
            yield Alert(f"该企业另有在办申报{name}：{row.get_status_display()}。", url)


def _of_spot_checks(row: Declaration, suspensions: list[dict]) -> Iterator[Alert]:
    """The credit promise says that spot checks were passed: whoever failed one was suspended by the same act."""
    for data in suspensions:
        if "spot_check" in data:
            found = f"{data['checked_on']} 监督抽查{SpotCheck.Result(data['result']).label}"
            url = f"{row.get_absolute_url()}#spot-checks"
            yield Alert(f"该企业的「{row.product.name}」（{row.number}）{found}。", url, is_grave=True)


def _suspensions_of(rows: list[Declaration]) -> dict[int, list[dict]]:
    """What each suspension left behind, by case."""
    found = defaultdict(list)
    if rows:
        label, pks = Declaration._meta.label_lower, [row.pk for row in rows]
        acts = Event.objects.filter(subject_type=label, subject_id__in=pks, action="suspend")
        for pk, data in acts.values_list("subject_id", "data"):
            found[pk].append(data)
    return found


def _of_licence(case: Declaration) -> Iterator[Alert]:
    product = case.product
    if product.device_class and not product.licence_no:
        yield Alert("产品是医疗器械，企业档案中没有注册（备案）号。", _enterprise_url(case), is_grave=True)
    elif product.licence_valid_to:
        yield from _of_term("产品注册证", product.licence_valid_to, case)


def _of_systems(case: Declaration) -> Iterator[Alert]:
    """The latest certificate of each kind: what has been renewed is no matter."""
    seen = set()
    for row in case.enterprise.system_certificates.order_by("kind", "-valid_to"):
        if row.kind not in seen:
            seen.add(row.kind)
            yield from _of_term(f"{row.get_kind_display()}认证证书", row.valid_to, case)


def _of_term(what: str, day, case: Declaration) -> Iterator[Alert]:
    today = timezone.localdate()
    if day < today:
        yield Alert(f"{what}已于 {day} 到期。", _enterprise_url(case), is_grave=True)
    elif day <= today + timedelta(days=value_of(EXPIRY_WARNING_DAYS)):
        yield Alert(f"{what}将于 {day} 到期。", _enterprise_url(case))


def _of_indicators(case: Declaration, indicators: list[dict]) -> Iterator[Alert]:
    url = f"{case.get_absolute_url()}#benchmark"
    for row in indicators:
        kept = row.get("benchmark")
        if not kept:
            continue
        if kept["verdict"] == Verdict.WORSE:
            yield Alert(
                f"「{row['name']}」未达到标准：要求 {row['required']}，实测 {row['measured']}。", url, is_grave=True
            )
        elif is_unusual(*kept_limit(kept)):
            yield Alert(
                f"「{row['name']}」与标准要求相差 10 倍以上：要求 {row['required']}，实测 {row['measured']}。", url
            )


def _enterprise_url(case: Declaration) -> str:
    return case.enterprise.get_absolute_url()
