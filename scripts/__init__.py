"""Builds and checks the site; ``python3 -m scripts --help`` lists the commands."""

__version__ = "0.1.0"
