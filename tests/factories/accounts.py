"""People in numbers, for lists and counts. Named persons with a part to play are in ``tests/cast.py``."""

import factory

from pinzibiao.accounts.models import Role, User


class UserFactory(factory.django.DjangoModelFactory):
    """A person without a role; ``UserFactory(role__kind="county", role__region_id="330113")`` gives one."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"people-{n}")
    name = factory.Sequence(lambda n: f"人员{n}")
    password = "!"  # nobody signs in by it

    @factory.post_generation
    def role(self, create, extracted, **fields):
        if create and fields:
            Role.objects.create(user=self, **fields)
