"""The pages of the Excel door."""
