"""The pledge that a signatory signs (信用承诺书): the text in force today, told apart by its digest."""

import hashlib
from dataclasses import asdict, dataclass

from pinzibiao.casework.dated import value_of
from pinzibiao.casework.versions import canonical

from .defaults import PLEDGE

CHANGED = "信用承诺书刚刚更新，您签署的不是现行文本。请重新阅读全文后再提交。"


@dataclass(frozen=True)
class Pledge:
    """``version`` is the office's name for the text; ``digest`` is of every word of it."""

    version: str
    title: str
    clauses: list[str]

    @property
    def digest(self) -> str:
        return hashlib.sha256(canonical(asdict(self)).encode()).hexdigest()

    def frozen(self) -> dict:
        """As a version of the declaration keeps it."""
        return asdict(self) | {"sha256": self.digest}


def pledge_in_force() -> Pledge:
    return Pledge(**value_of(PLEDGE))
