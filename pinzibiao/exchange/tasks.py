"""Work arriving: a file is checked, its rows are written, a list is written into a file."""

from pinzibiao.casework.refusals import Refused
from pinzibiao.jobs.models import Job
from pinzibiao.jobs.registry import JobRefused, Progress, job

from . import actions, exporting
from .models import Export, Import


@job("exchange.check")
def check(job: Job, progress: Progress) -> dict:
    case = _import_of(job)
    actions.check_file(case, progress)
    return {"url": case.get_absolute_url(), "label": "查看核对结果"}


@job("exchange.merge")
def merge(job: Job, progress: Progress) -> dict:
    case = _import_of(job)
    progress(10, "正在写入")
    try:
        actions.write(case)
    except Refused as refusal:
        actions.stop(case, str(refusal))
        raise JobRefused(str(refusal)) from refusal
    return {"url": case.get_absolute_url(), "label": "查看回执"}


@job("exchange.close_old")
def close_old(_job: Job, progress: Progress) -> None:
    progress(99, f"放弃 {actions.close_old()} 次过期未确认的导入")


@job("exchange.export")
def export(job: Job, progress: Progress) -> dict:
    case = Export.objects.select_related("owner").filter(pk=job.params["export"]).first()
    if case is None:
        raise JobRefused("这次导出已不存在，请回到列表重新导出。")
    try:
        case = exporting.write_kept(case, progress)
    except Refused as refusal:
        raise JobRefused(str(refusal)) from refusal
    return {"url": case.get_absolute_url(), "label": f"导出 {case.rows:,} / {case.rows:,} 行，打开下载"}


@job("exchange.remove_old_exports")
def remove_old_exports(_job: Job, progress: Progress) -> None:
    progress(99, f"删除 {exporting.remove_old()} 个到期的导出文件")


def _import_of(job: Job) -> Import:
    case = Import.objects.select_related("owner", "source").filter(pk=job.params["import"]).first()
    if case is None:
        raise JobRefused("这次导入已不存在，请重新上传文件。")
    return case
