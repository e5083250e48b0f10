"""The settings of mail, out of the one variable that an operator sets."""

import environ
import pytest

from pinzibiao.lib.mail import mail_settings


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("smtp+tls://pzb%40zj.gov.cn:secret@mail.zj.gov.cn:587", "pzb@zj.gov.cn"),
        ("smtp://pzb:secret@mail.zj.gov.cn:25", "noreply@pzb.example.gov.cn"),
        ("dummymail://", "noreply@pzb.example.gov.cn"),
    ],
)
def test_the_sender_is_the_account_or_a_name_of_the_portal(url, sender):
    found = mail_settings(environ.Env.email_url_config(url), "https://pzb.example.gov.cn")
    assert (found["DEFAULT_FROM_EMAIL"], found["EMAIL_TIMEOUT"]) == (sender, 5)


def test_the_server_is_the_one_of_the_address():
    found = mail_settings(environ.Env.email_url_config("smtp+tls://a%40b.cn:geheim@mail.b.cn:587"), "https://b.cn")
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS")
    assert [found[name] for name in names] == ["mail.b.cn", 587, "geheim", True]
