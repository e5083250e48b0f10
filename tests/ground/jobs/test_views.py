"""我的任务, and the block of progress that other pages show too."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from pinzibiao.jobs.models import Job
from pinzibiao.jobs.states import Status
from tests.factories.jobs import JobFactory

LIST = "/jobs/"
STATES = ({}, {"running": True}, {"done": True}, {"failed": True})


def test_the_list_shows_ones_own_jobs_and_nobody_elses(clerk, other_clerk, sign_in):
    JobFactory(title="生成临平区月报", owner_id=clerk.pk)
    JobFactory(title="生成仙居县月报", owner_id=other_clerk.pk)
    JobFactory(title="封存办理记录")
    page = sign_in(clerk).get(LIST).content.decode()
    assert "生成临平区月报" in page
    assert "生成仙居县月报" not in page
    assert "封存办理记录" not in page


def test_each_state_says_what_a_person_wants_to_know(clerk, sign_in):
    for state in STATES:
        JobFactory(owner_id=clerk.pk, **state)
    page = sign_in(clerk).get(LIST).content.decode()
    assert "排队中，等待执行" in page
    assert "正在统计数据（40%）" in page
    assert '<a class="job-progress-result" href="/reports/1/">打开报告</a>' in page
    assert "执行 3 次均出错" in page
    assert page.count("hx-get=") == 2
    assert "style=" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(clerk, sign_in, django_assert_num_queries, count):
    for n in range(count):
        JobFactory(owner_id=clerk.pk, **STATES[n])
    client = sign_in(clerk)
    client.get(LIST)
    with django_assert_num_queries(5):
        assert client.get(LIST).content.decode().count("<tr>") == count + 1


def test_the_list_is_searched_and_filtered(clerk, sign_in):
    JobFactory(title="生成临平区月报", owner_id=clerk.pk)
    JobFactory(title="导出企业名录", owner_id=clerk.pk, failed=True)
    client = sign_in(clerk)
    for query, found, left_out in (
        ("q=月报", "生成临平区月报", "导出企业名录"),
        ("status=failed", "导出企业名录", "生成临平区月报"),
    ):
        page = client.get(f"{LIST}?{query}").content.decode()
        assert found in page
        assert left_out not in page


def test_without_jobs_the_page_says_where_they_come_from(clerk, sign_in):
    assert "您还没有发起过后台任务。" in sign_in(clerk).get(LIST).content.decode()


@pytest.mark.parametrize("name", ["detail", "progress"])
def test_another_persons_job_does_not_exist(clerk, other_clerk, province_handler, administrator, sign_in, name):
    job = JobFactory(owner_id=clerk.pk)
    url = reverse(f"jobs:{name}", args=[job.pk])
    answers = [sign_in(person).get(url).status_code for person in (clerk, other_clerk, province_handler, administrator)]
    assert answers == [200, 404, 404, 404]
    assert sign_in(None).get(url).status_code == 302


def test_the_detail_page_tells_everything(clerk, sign_in):
    job = JobFactory(owner_id=clerk.pk, owner_name="钱企经", failed=True, attempts=3)
    page = sign_in(clerk).get(job.get_absolute_url()).content.decode()
    for words in (job.title, job.short_id, "钱企经", "失败", job.error, "重新执行"):
        assert words in page


def test_progress_is_polled_until_the_end_and_then_no_more(clerk, sign_in):
    client = sign_in(clerk)
    for state, polls in zip(STATES, (True, True, False, False), strict=True):
        job = JobFactory(owner_id=clerk.pk, **state)
        response = client.get(job.progress_url)
        assert (f'hx-get="{job.progress_url}"' in response.content.decode()) is polls
        assert "HX-Refresh" not in response
        response = client.get(job.progress_url + "?reload=1")
        assert (f'hx-get="{job.progress_url}?reload=1"' in response.content.decode()) is polls
        assert ("HX-Refresh" in response) is not polls


@pytest.mark.parametrize("state", STATES)
def test_only_a_failed_job_is_started_again(clerk, sign_in, state):
    job = JobFactory(owner_id=clerk.pk, **state)
    response = sign_in(clerk).post(reverse("jobs:again", args=[job.pk]))
    assert response["Location"] == job.get_absolute_url()
    assert Job.objects.get(pk=job.pk).status == (Status.QUEUED if state == {"failed": True} else job.status)


def test_nobody_starts_another_persons_job_again(clerk, other_clerk, sign_in):
    job = JobFactory(owner_id=clerk.pk, failed=True)
    url = reverse("jobs:again", args=[job.pk])
    assert sign_in(other_clerk).post(url).status_code == 404
    assert sign_in(clerk).get(url).status_code == 405
    assert Job.objects.get(pk=job.pk).status == Status.FAILED


def test_other_pages_show_the_progress_and_only_the_owner_polls(clerk, other_clerk):
    job = JobFactory(owner_id=clerk.pk, running=True)
    shown = []
    for person in (clerk, other_clerk):
        request = RequestFactory().get("/")
        request.user = person
        template = Template("{% load jobs_panel %}{% job_progress job reload=True %}")
        shown.append(template.render(Context({"job": job, "request": request})))
    assert all("正在统计数据（40%）" in html for html in shown)
    assert [f'hx-get="{job.progress_url}?reload=1"' in html for html in shown] == [True, False]


def test_a_title_is_text_and_nothing_else(clerk, sign_in):
    JobFactory(owner_id=clerk.pk, title="<script>alert(1)</script>")
    assert "<script>alert" not in sign_in(clerk).get(LIST).content.decode()
