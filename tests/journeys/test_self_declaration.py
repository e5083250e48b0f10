"""A self-declaration from the first draft to the public register. Source: DOMAIN.md section 6."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import segno
from django.utils import timezone

from declarations.models import Authorisation, Declaration, PublicNotice
from pinzibiao.casework.calendar import add_working_days
from pinzibiao.jobs import actions as jobs
from pinzibiao.jobs.models import Job
from tests.factories.enterprises import ContactFactory, ProductFactory
from tests.factories.files import PDF
from tests.factories.visits import plan_visit
from tests.live import wait_until

pytestmark = pytest.mark.journey
PAPERS = {"licence": "营业执照.pdf", "report": "检测报告.pdf", "seal": "盖章页.pdf"}
ESSENCES = ("design", "material", "making", "service")
PROMISES = ("promises_quality", "promises_credit", "promises_truth")
SIGNATURE = {f"confirm_{name}": True for name in PROMISES}


@pytest.fixture
def product(enterprise):
    ContactFactory(enterprise=enterprise, name="钱联系")
    return ProductFactory(enterprise=enterprise, name="一次性使用精密输液器", models_text="JM-1")


@pytest.fixture
def papers(tmp_path):
    found = {}
    for number, (kind, name) in enumerate(PAPERS.items()):
        found[kind] = tmp_path / name
        found[kind].write_bytes(PDF + b"%d" % number)
    return found


def test_from_draft_to_register(
    at_desk, portal, machines, product, papers, enterprise, clerk, signatory, county_officer, county_second, city_officer,
    province_handler, expert_user, second_expert_user, third_expert_user,
):  # fmt: skip
    helped = plan_visit(enterprise, [third_expert_user.expert], county=county_officer)
    filling, signing = at_desk(clerk), at_desk(signatory)
    draft(filling, papers)
    case = Declaration.objects.get()
    signs(signing, case, "提交")

    accepting = at_desk(county_officer)
    accepts_and_asks_for_more(accepting, case)
    corrects(filling, case)
    signs(signing, case, "重新提交")

    accepting.open(case.get_absolute_url())
    accepting.reads("第 2 版")
    assert "通过形式审查" not in accepting.acts()
    passes(at_desk(county_second), case)

    assigns(at_desk(city_officer), case, [expert_user, second_expert_user], third_expert_user, helped)
    leader = at_desk(expert_user)
    evaluates(leader, case, 92)
    evaluates(at_desk(second_expert_user), case, 88)
    concludes(leader, case)

    publishing = at_desk(province_handler)
    publishing.open(case.get_absolute_url())
    publishing.take("发布公示", comment="同意公示。")
    publishing.reads("公示中")
    street = at_desk()
    notice = PublicNotice.objects.get()
    assert notice.closes_on == add_working_days(timezone.localdate(), 5)
    street.open(notice.get_absolute_url())
    street.reads(enterprise.name, product.name, "公示中")
    street.reads_nothing_of("钱联系", clerk.name, expert_user.name)

    the_night_after(notice.closes_on, expects="授权 0 件")
    the_night_after(notice.closes_on + timedelta(days=1), expects="授权 1 件")
    authorisation = Authorisation.objects.get()
    is_public(street, authorisation, portal.url)
    filling.open(case.get_absolute_url())
    filling.reads("已授权", authorisation.number)


def draft(desk, papers) -> None:
    """Every section, one page each, with the files."""
    desk.follow("填报自我声明")
    desk.page.get_by_label("一次性使用精密输液器").check()
    desk.press("开始填报")
    in_section(desk, "企业信息", registered_address="杭州市临平区东湖街道试验路1号")
    in_section(desk, "产品与标准", sub_brand="made", standard_public_on="2022-05-01")
    row = {"name": "穿刺力", "required": "≤ 0.7", "measured": "0.52", "unit": "N", "method": "YY/T 0001"}
    in_section(desk, "关键指标", **{f"rows-0-{name}": value for name, value in row.items()})
    reported = timezone.localdate() - timedelta(days=30)
    report = {"laboratory": "浙江省医疗器械检验研究院", "mark": "cma", "number": "JY-1", "reported_on": reported}
    in_section(desk, "检测报告", **{f"rows-0-{name}": value for name, value in report.items()})
    scores = {f"{one}_score": 9 for one in ESSENCES} | {f"{one}_text": "按标准做到。" for one in ESSENCES}
    in_section(desk, "四精自评", **scores)
    in_section(desk, "首席质量官", quality_officer="孙质量", officer_appointed_on="2024-03-01")
    in_section(desk, "承诺", **dict.fromkeys(PROMISES, True))
    desk.follow("附件")
    for kind, paper in papers.items():
        desk.fill(kind=kind)
        desk.upload(paper, "files")
        desk.press("上传并保存")
        desk.reads(paper.name)
    desk.open(f"{Declaration.objects.get().get_absolute_url()}edit/")
    desk.reads("各部分都已填写完整")


def in_section(desk, title: str, **fields) -> None:
    desk.page.locator(".task-name", has_text=title).click()
    desk.fill(**fields)
    desk.press("保存")
    desk.page.wait_for_url("**/edit/")


def signs(desk, case, act: str) -> None:
    """A second person of the enterprise confirms every promise."""
    desk.open(case.get_absolute_url())
    desk.take(act, **SIGNATURE)
    desk.reads(f"已办理「{act}」")


def accepts_and_asks_for_more(desk, case) -> None:
    desk.open("/")
    desk.reads("一次性使用精密输液器")
    desk.open(case.get_absolute_url())
    desk.take("受理")
    desk.take("退回补正", tick_indicators=True, reason_indicators="请补充耐压强度的实测值。", comment="请补充指标。")
    desk.reads("待补正", "请补充耐压强度的实测值。")


def corrects(desk, case) -> None:
    """Only what the county named can be changed."""
    desk.open("/")
    desk.reads("一次性使用精密输液器")
    desk.open(f"{case.get_absolute_url()}edit/")
    desk.reads("请补充耐压强度的实测值。")
    assert desk.open(f"{case.get_absolute_url()}edit/essence/") == 403
    desk.open(f"{case.get_absolute_url()}edit/")
    row = {"name": "耐压强度", "required": "≥ 20", "measured": "28", "unit": "kPa", "method": "YY/T 0001"}
    in_section(desk, "关键指标", **{f"rows-1-{name}": value for name, value in row.items()})


def passes(desk, case) -> None:
    desk.open(case.get_absolute_url())
    desk.press("其余都符合")
    desk.take("通过形式审查", comment="材料齐全。")
    desk.reads("待指派专家")


def assigns(desk, case, chosen, helper, helped) -> None:
    """Who helped the enterprise cannot be chosen, and the page says why."""
    desk.open(f"{case.get_absolute_url()}move/assign_experts/")
    desk.page.get_by_text("须回避或暂不能指派的专家（1 名）").click()
    barred = desk.page.locator(".barred-list li", has_text=helper.name)
    assert f"为该企业提供过帮扶（{helped.number}）" in barred.inner_text()
    assert desk.page.locator(f"#expert-{helper.expert.pk}").count() == 0
    for one in chosen:
        desk.page.get_by_label(one.name, exact=False).first.check()
    desk.page.get_by_label(f"{chosen[0].name} 任组长").check()
    desk.press("指派专家")
    desk.reads("资料评价中", *(one.name for one in chosen))


def evaluates(desk, case, score: int) -> None:
    desk.open("/")
    desk.reads("一次性使用精密输液器")
    desk.open(case.get_absolute_url())
    desk.take("提交评价", score=score, opinion="指标先进，材料可信。")
    desk.reads("已办理「提交评价」")


def concludes(desk, case) -> None:
    desk.open(case.get_absolute_url())
    desk.take("结论：拟公示", comment="专家一致同意。")
    desk.reads("拟公示")


def the_night_after(day, expects: str) -> None:
    """The nightly job, by the real relay and worker, as if it ran on ``day``."""
    job = jobs.enqueue("declarations.close_public_notices", "公示期满授权", {"on": day.isoformat()}, by=None)
    done = wait_until(lambda: Job.objects.filter(pk=job.pk, finished_at__isnull=False).first(), what="for the night")
    assert (done.status, done.result["label"]) == ("done", expects)


def is_public(desk, authorisation, url: str) -> None:
    """In the register, and under the address that its QR code carries."""
    desk.open("/public/")
    desk.reads(authorisation.number, authorisation.enterprise_name)
    page, scanned = f"{url}/public/authorisation/{authorisation.token}/", f"{url}/public/s/{authorisation.token}/"
    answer = desk.page.request.get(f"{page}qr.svg")
    assert dots(answer.text()) == dots(segno.make(scanned, error="m").svg_inline(border=2))
    desk.open(scanned)
    desk.reads("有效", authorisation.number, "耐压强度", urlsplit(url).netloc)


def dots(svg: str) -> str:
    """The black modules of a QR code's picture, row by row."""
    return re.search(r'class="qrline"[^>]* d="([^"]+)"', svg)[1]
