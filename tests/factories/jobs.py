"""Jobs in every status."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from pinzibiao.jobs.models import Job
from pinzibiao.jobs.states import Status


class JobFactory(factory.django.DjangoModelFactory):
    """A job that waits; traits put it further."""

    class Meta:
        model = Job

    kind = "tests.work"
    title = factory.Sequence(lambda n: f"生成第{n}份报告")
    owner_id = None

    class Params:
        running = factory.Trait(
            status=Status.RUNNING,
            lease_token=factory.LazyFunction(uuid.uuid4),
            leased_until=factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=1)),
            started_at=factory.LazyFunction(timezone.now),
            attempts=1,
            progress=40,
            progress_text="正在统计数据",
        )
        abandoned = factory.Trait(
            running=True, leased_until=factory.LazyFunction(lambda: timezone.now() - timedelta(seconds=1))
        )
        done = factory.Trait(
            status=Status.DONE,
            progress=100,
            finished_at=factory.LazyFunction(timezone.now),
            result={"url": "/reports/1/", "label": "打开报告"},
        )
        failed = factory.Trait(
            status=Status.FAILED,
            finished_at=factory.LazyFunction(timezone.now),
            error="执行 3 次均出错（ValueError，任务编号 1234abcd）。请稍后重新发起；仍不成功请联系平台管理员。",
        )
