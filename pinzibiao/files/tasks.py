"""Scheduled housekeeping of the store."""

from . import actions


def remove_expired_uploads(_job, progress) -> None:
    """Hourly: forget uploads whose form was never handed in."""
    removed = actions.remove_expired()
    progress(99, f"清理 {removed} 个过期上传")
