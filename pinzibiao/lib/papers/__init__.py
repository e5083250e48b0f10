"""Papers that any room prints."""
