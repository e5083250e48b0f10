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
def test_the_night_ends_brands_once(enterprise, county_officer, times):
    paper = CertificateFactory.build(enterprise=enterprise, standard=None, valid_to=date(2099, 1, 1))
    actions.record_certificate(paper, by=county_officer)
    said = []
    for _ in range(times):
        row = enqueue("enterprises.end_expired_brands", "处理到期的认证证书", {"on": "2099-01-02"})
        handler_of("enterprises.end_expired_brands")(row, lambda percent, text: said.append((percent, text)))
    holder = BrandHolder.objects.get()
    assert (holder.is_current, holder.ended_on) == (False, date(2099, 1, 2))
    assert said == [(100, "1 家企业的认证证书已到期"), (100, "0 家企业的认证证书已到期")][:times]


def test_it_is_scheduled():
    assert "enterprises.end_expired_brands" in {entry.kind for entry in SCHEDULE}
