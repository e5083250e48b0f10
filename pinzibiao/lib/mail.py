"""How letters leave the portal, out of one address of a mail server."""

from urllib.parse import urlsplit

# Seconds: a server that does not answer must not hold a worker.
PATIENCE = 5


def mail_settings(server: dict, site: str) -> dict:
    """Django's settings of ``server`` (an ``EMAIL_URL`` taken apart), and who writes.

    The sender is the account itself where that is an address, else a name under the host of ``site``.
    """
    account = server.get("EMAIL_HOST_USER") or ""
    sender = account if "@" in account else f"noreply@{urlsplit(site).hostname}"
    return server | {"EMAIL_TIMEOUT": PATIENCE, "DEFAULT_FROM_EMAIL": sender}
