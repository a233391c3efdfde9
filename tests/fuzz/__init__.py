"""Harnesses for fuzzers that are no part of the tests."""
