"""Places beside those of the data file: for tests of validity and of what lies below."""

import factory

from pinzibiao.regions.models import Region


class RegionFactory(factory.django.DjangoModelFactory):
    """A county of Hangzhou that does not exist."""

    class Meta:
        model = Region

    code = factory.Sequence(lambda n: f"3301X{n % 10}")
    name = factory.Sequence(lambda n: f"试验{n}区")
    level = Region.Level.COUNTY
    parent_id = "330100"
