"""Static files under names that carry their content's hash, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Before ``collectstatic`` has run (tests, a first look) there is no manifest: files go by their plain names."""

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hashed_files else name
