"""Which jobs a person sees: those they asked for."""

from .models import Job, JobQuerySet


def jobs_of(user) -> JobQuerySet:
    """The jobs ``user`` asked for. The schedule's own jobs are the operator's, in the admin."""
    return Job.objects.of(user)
