"""The pages of the expert library."""
