"""Forms: one a section, one an act, one for the public."""
