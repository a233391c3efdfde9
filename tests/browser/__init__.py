"""Tests that open the built pages in Chromium."""
