"""What declarations print."""
