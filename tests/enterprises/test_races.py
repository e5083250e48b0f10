"""Two people in the same second, on connections of their own: one wins, the other reads why."""

from threading import Barrier, Thread

from django.db import connection

from enterprises import actions
from enterprises.models import AccountRequest, Enterprise, Member
from pinzibiao.casework.models import Event
from pinzibiao.casework.refusals import Refused, WrongStatus
from tests.cast import any_industry, uscc
from tests.factories.enterprises import AccountRequestFactory


def _both(*acts) -> list:
    """Run ``acts`` at once; what each gave, or the exception it raised."""
    start, results = Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        start.wait()
        try:
            results[index] = act()
        except Exception as failure:
            results[index] = failure
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_officers_open_one_request(committed_db, county_officer, county_second):
    case = AccountRequestFactory()
    industry = any_industry()

    def opening(person, username):
        data = {
            "enterprise_name": "杭州申请有限公司",
            "industry": industry,
            "kind": "clerk",
            "person_name": "申请人",
            "mobile": "13900000000",
            "username": username,
        }
        mine = AccountRequest.objects.get(pk=case.pk)
        return lambda: actions.take(mine, "open", by=person, data=data)

    results = _both(opening(county_officer, "qy-a"), opening(county_second, "qy-b"))
    assert sorted(type(result) for result in results if isinstance(result, Exception)) == [WrongStatus]
    loser = next(result for result in results if isinstance(result, Refused))
    assert "已于" in str(loser)
    assert Member.objects.count() == 1
    assert Enterprise.objects.count() == 1
    assert Event.objects.filter(subject_type="enterprises.accountrequest", action="open").count() == 1


def test_two_officers_register_one_code(committed_db, sign_in, county_officer, county_second):
    any_industry()
    typed = {"uscc": uscc(501), "name": "杭州新建有限公司", "industry": "C2770", "scale": "small"}
    clients = [sign_in(county_officer), sign_in(county_second)]
    pages = _both(*[lambda client=client: client.post("/enterprises/new/", typed) for client in clients])
    assert sorted(page.status_code for page in pages) == [302, 422]
    refused = next(page for page in pages if page.status_code == 422)
    assert "已登记" in refused.content.decode()
    assert Enterprise.objects.count() == 1
