"""The papers of the visits."""
