"""The columns that the search reads: filled in with every save, as ``auto_now`` fills in a moment."""

from django.db import models

from .. import naming

SEARCHED = ("search_names", "search_sounds", "search_keys")


class SearchedNames(models.TextField):
    """The current name, then a line for each former one. Saving it fills in the other columns of ``SEARCHED`` too."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"editable": False, "default": ""})

    def pre_save(self, instance, add: bool) -> str:
        naming.set_former_names(instance, instance.search_names.split("\n")[1:])
        return instance.search_names
