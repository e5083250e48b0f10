"""The signed-in person, role and place come in one query."""

from pinzibiao.accounts.backends import PortalBackend
from pinzibiao.accounts.models import User


def test_one_query_for_person_role_and_place(county_officer, django_assert_num_queries):
    with django_assert_num_queries(1):
        user = PortalBackend().get_user(county_officer.pk)
        assert (user.kind, user.region.name, str(user.role)) == ("county", "临平区", "临平区 · 县级监管（经办）")


def test_nor_does_a_missing_role_cost_another(nobody, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert PortalBackend().get_user(nobody.pk).role_or_none is None


def test_a_closed_account_is_nobody_from_now_on(county_officer, sign_in):
    client = sign_in(county_officer)
    User.objects.filter(pk=county_officer.pk).update(is_active=False)
    assert PortalBackend().get_user(county_officer.pk) is None
    assert client.get("/accounts/profile/").url == "/accounts/login/?next=/accounts/profile/"
