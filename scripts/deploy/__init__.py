"""Putting a release online, and going back: to a directory, over SSH, into S3-compatible storage."""
