"""Who may open the list of places."""

from .people import PROVINCE, rule

RULES = {"regions:list": rule([*PROVINCE, "auditor", "administrator"], other=403)}
