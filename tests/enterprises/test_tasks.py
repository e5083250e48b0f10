"""The night's work, as the worker runs it."""

from datetime import date

import pytest

from enterprises import actions
from enterprises.models import BrandHolder
from pinzibiao.jobs.actions import enqueue
from pinzibiao.jobs.registry import handler_of
from pinzibiao.schedule import SCHEDULE
from tests.factories.enterprises import CertificateFactory


@pytest.mark.parametrize("times", [1, 2])
def test_the_night_ends_certificates_and_brands_once(enterprise, county_officer, times):
    paper = CertificateFactory.build(enterprise=enterprise, standard=None, valid_to=date(2099, 1, 1))
    actions.record_certificate(paper, by=county_officer)
    said = []
    for _ in range(times):
        row = enqueue("enterprises.expire_certificates", "处理到期的认证证书", {"on": "2099-01-02"})
        handler_of("enterprises.expire_certificates")(row, lambda percent, text: said.append((percent, text)))
    holder = BrandHolder.objects.get()
    assert (holder.is_current, holder.ended_on) == (False, date(2099, 1, 2))
    told = ["1 张证书已到期，1 家企业不再持有有效证书", "0 张证书已到期，0 家企业不再持有有效证书"]
    assert said == [(100, words) for words in told[:times]]


def test_it_is_scheduled():
    assert "enterprises.expire_certificates" in {entry.kind for entry in SCHEDULE}
