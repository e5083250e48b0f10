"""Every form of the registry."""

from .choosing import EnterpriseChoiceField, IndustryChoiceField

__all__ = ["EnterpriseChoiceField", "IndustryChoiceField"]
