"""Identity numbers: sealed in the database, masked on pages, shown on purpose."""

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.urls import reverse

from experts.models import Expert
from pinzibiao.casework.actions import events_of
from pinzibiao.lib.identity import is_identity, masked
from pinzibiao.lib.sealing import PEOPLE
from tests.factories.experts import ExpertFactory

IDENTITY = "11010519491231002X"
DATA = {"name": "王密", "unit": "某院", "birth_year": "1975", "region": "330100", "fields_known": ["brand"]}


def test_a_number_is_checked_and_masked():
    assert is_identity(IDENTITY) and is_identity(IDENTITY.lower())
    assert not is_identity("110105194912310021") and not is_identity("1101051949123100")
    assert masked(IDENTITY) == "110**************X"


def test_the_number_is_nowhere_in_the_database_in_the_clear(city_officer, sign_in):
    client = sign_in(city_officer)
    assert client.post(reverse("experts:create"), DATA | {"identity": IDENTITY}).status_code == 302
    expert = Expert.objects.get(name="王密")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row(e)::text FROM experts_expert e UNION ALL SELECT row(v)::text FROM experts_expertevent v"
        )
        rows = [row for (row,) in cursor.fetchall()]
    assert len(rows) >= 2
    assert not any(IDENTITY in row for row in rows)
    assert PEOPLE.open(expert.identity_sealed) == IDENTITY
    page = client.get(expert.get_absolute_url()).content.decode()
    assert "110**************X" in page and IDENTITY not in page


def test_a_wrong_number_is_told_and_an_empty_one_keeps_what_is_there(province_handler, sign_in):
    expert = ExpertFactory(identity_sealed=PEOPLE.seal(IDENTITY))
    client, url = sign_in(province_handler), reverse("experts:edit", args=[expert.pk])
    page = client.get(url)
    assert IDENTITY not in page.content.decode()
    data = DATA | {"version": page.context["version"], "recommended_by": "", "title": ""}
    wrong = client.post(url, data | {"identity": "110105194912310021"})
    assert set(wrong.context["form"].errors) == {"identity"}
    assert client.post(url, data | {"identity": ""}).status_code == 302
    expert.refresh_from_db()
    assert (expert.name, PEOPLE.open(expert.identity_sealed)) == ("王密", IDENTITY)


@pytest.mark.parametrize("who", ["county_officer", "auditor", "city_officer"])
def test_others_do_not_even_see_the_mask_of_a_listed_expert(who, request, province_handler, sign_in):
    from tests.factories.experts import expert_at

    expert = expert_at("listed", province=province_handler, identity_sealed=PEOPLE.seal(IDENTITY))
    page = sign_in(request.getfixturevalue(who)).get(expert.get_absolute_url()).content.decode()
    assert "110***" not in page


def test_looking_at_it_asks_what_for(province_handler, sign_in):
    expert = ExpertFactory(identity_sealed=PEOPLE.seal(IDENTITY))
    client, url = sign_in(province_handler), reverse("experts:identity", args=[expert.pk])
    assert IDENTITY not in client.get(url).content.decode()
    assert IDENTITY not in client.post(url, {"reason": ""}).content.decode()
    assert events_of(expert).count() == 0
    shown = client.post(url, {"reason": "核对聘书"})
    assert IDENTITY in shown.content.decode()
    assert shown["Cache-Control"] == "private, no-store"
    assert [event.comment for event in events_of(expert)] == ["核对聘书"]


def test_a_lost_key_is_told_and_takes_no_page_away(province_handler, sign_in, monkeypatch):
    expert = ExpertFactory(identity_sealed=PEOPLE.seal(IDENTITY))
    monkeypatch.setenv("PERSONAL_DATA_KEY", Fernet.generate_key().decode())
    client = sign_in(province_handler)
    assert "无法解密，请系统管理员核对密钥" in client.get(expert.get_absolute_url()).content.decode()
    told = client.post(reverse("experts:identity", args=[expert.pk]), {"reason": "核对聘书"})
    assert told.status_code == 422
    assert events_of(expert).count() == 0
