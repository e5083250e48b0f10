"""How often one network may ask: a bucket of tokens per address, held in the memory of each web process.

Not in Valkey, whose death must never close the public pages, and not in the database, to which every refused request
would still cost a write. The price: with two processes (``WEB_WORKERS``) an address may ask up to twice as often, and
a restart forgets. What must be exact, such as the objections of a day, is counted in the database.

Addresses are kept as keyed hashes, so that a dump of the memory names nobody.
"""

import math
import time
from collections import OrderedDict
from ipaddress import IPv6Address, ip_address
from threading import Lock

import environ
from django.utils.crypto import salted_hmac

env = environ.Env()
# Each is listed in README.md; 0 means without limit. A bureau or a company is one address.
PAGES_A_MINUTE = env.int("PUBLIC_PAGES_A_MINUTE", default=240)
FORMS_A_MINUTE = env.int("PUBLIC_FORMS_A_MINUTE", default=10)
VERIFICATIONS_A_MINUTE = env.int("PUBLIC_VERIFICATIONS_A_MINUTE", default=5)
MINUTE = 60
# Some megabytes; the address that was silent longest is forgotten first.
MOST_ADDRESSES = 20_000
# What a provider gives to one household: within it everybody can change address at will.
HOUSEHOLD_BITS = 64


class Limit:
    """``a_minute`` requests at once; then one more whenever its share of a minute has passed."""

    def __init__(self, a_minute: int):
        self.a_minute = a_minute
        self._lock = Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> int:
        """Takes a token: 0, or in how many seconds there will be one."""
        if not self.a_minute:
            return 0
        source = _source(address)
        with self._lock:
            tokens = self._tokens(source)
            left = tokens - 1 if tokens >= 1 else tokens
            self._keep(source, left)
        return 0 if tokens >= 1 else math.ceil((1 - tokens) * MINUTE / self.a_minute)

    def forget(self) -> None:
        with self._lock:
            self._buckets.clear()

    def _tokens(self, source: str) -> float:
        tokens, at = self._buckets.get(source, (self.a_minute, 0.0))
        return min(self.a_minute, tokens + (time.monotonic() - at) * self.a_minute / MINUTE)

    def _keep(self, source: str, tokens: float) -> None:
        self._buckets[source] = tokens, time.monotonic()
        self._buckets.move_to_end(source)
        if len(self._buckets) > MOST_ADDRESSES:
            self._buckets.popitem(last=False)


PAGES, FORMS, VERIFICATIONS = map(Limit, (PAGES_A_MINUTE, FORMS_A_MINUTE, VERIFICATIONS_A_MINUTE))


def _source(address: str) -> str:
    return salted_hmac("pinzibiao.throttle", _network(address), algorithm="sha256").hexdigest()


def _network(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    return str(known.ipv4_mapped or int(known) >> HOUSEHOLD_BITS)
