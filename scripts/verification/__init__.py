"""Comparing what is published with the release that it should be."""
