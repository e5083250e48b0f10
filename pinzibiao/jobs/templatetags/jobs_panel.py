"""A job's progress in pages of other rooms: ``{% load jobs_panel %}{% job_progress job reload=True %}``."""

from django import template

from pinzibiao.jobs.views import progress_context

register = template.Library()


@register.inclusion_tag("jobs/_progress.html", takes_context=True)
def job_progress(context, job, reload: bool = False) -> dict:
    """The bar of ``job``, refreshed every two seconds for its owner; others see how it stood when the page was made."""
    user = context["request"].user
    is_own = user.pk is not None and user.pk == job.owner_id
    return progress_context(job, reload=reload, polls=is_own)
