"""The materials that the portal begins with; the province keeps them from then on. Source: DOMAIN.md section 6."""

from datetime import date

VALID_FROM = date(2021, 1, 1)
REQUIRED = ("licence", "report", "seal")
