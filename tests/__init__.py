"""Tests: small broken sites, the real site, and pages in a browser."""
