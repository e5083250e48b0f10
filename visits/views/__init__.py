"""The pages of the visits."""
