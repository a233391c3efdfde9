"""Runs MkDocs on the project, strictly, into a folder of our choosing."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scripts.clock import of_one_build
from scripts.content.problem import ContentError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

# The theme announces its end of life on every import; the README says what that means here.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class BuildError(Exception):
    """MkDocs could not write the site; the message says why."""


@dataclass(frozen=True)
class Generated:
    """What was written."""

    pages: int
    base: str
    """Path of the address that the site is published at, with a slash at both ends."""


@of_one_build()
def generate(config_file: Path, site: Path, now: datetime | None = None) -> Generated:
    """Write the site of `config_file` as it is published at `now` (else at SITE_NOW, else today) into `site`.

    ContentError when the content has problems, BuildError when MkDocs warns or fails.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    messages = _Messages()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(messages)
    logger.propagate = False
    config = None
    try:
        config = load_config(config_file=str(config_file), site_dir=str(site), strict=True)
        config.extra["now"] = now
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except Abort as error:
        if isinstance(error.__cause__, ContentError):
            raise error.__cause__ from None
        raise BuildError("\n".join([*messages.texts, str(error)])) from error
    except MkDocsException as error:
        raise BuildError("\n".join([*messages.texts, str(error)])) from error
    finally:
        logger.removeHandler(messages)
        for name in ("searches", "aside"):
            if config is not None and name in config.extra:
                config.extra[name].stop()  # what is still being made, after an error
    base = urlsplit(config.site_url or "/").path
    return Generated(sum(1 for _ in site.rglob("*.html")), f"/{base.strip('/')}/".replace("//", "/"))


class _Messages(logging.Handler):
    """Keeps MkDocs' warnings and errors."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())
