"""Files by which hosts build and publish the site themselves: Netlify, GitHub Pages, GitLab Pages.

No action of third parties is used: git, Python and the project's own commands do it all, from the lock file with its
hashes, which pip-audit holds against the known vulnerabilities first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.hosting.hosted import Hosted

_GITHUBS = ".github.io"
_AUDIT = ".venv/bin/python -m pip_audit --requirement requirements.lock --disable-pip --require-hashes"


def netlify(site: Hosted) -> str:
    """``netlify.toml``; headers and redirects come with the site, in ``_headers`` and ``_redirects``."""
    return f"""\
# Put it at the project's top as netlify.toml. Headers and redirects are in the site: _headers and _redirects.
[build]
  command = "python3 -m scripts build"
  publish = "site"

[build.environment]
  PYTHON_VERSION = "3.11"
  SITE_URL = "{_address(site)}"
{_contact(site, "  SITE_CONTACT = ")}
# The pages as they were built: the policy names scripts by their digests.
[build.processing]
  skip_processing = true
"""


def github(site: Hosted) -> str:
    """A workflow for GitHub Pages that pushes the site to the branch ``gh-pages``."""
    own = site.domain and not site.domain.endswith(_GITHUBS)  # GitHub takes no name of its own for a CNAME
    name = f"          printf '%s' '{site.domain}' > site/CNAME\n" if own else ""
    return f"""\
# Put it at .github/workflows/pages.yml; in the settings let Pages publish the branch gh-pages.
# GitHub Pages sets no headers of ours: the policy in the pages holds, without frame-ancestors.
name: pages
on:
  push:
    branches: [main]
  schedule:
    - cron: "7 0 * * *"   # once a day, UTC: what waits for a day (publish_on) is published
  workflow_dispatch: {{}}
permissions: {{}}
concurrency:
  group: pages
jobs:
  publish:
    runs-on: ubuntu-24.04
    permissions:
      contents: write
    env:
      TOKEN: ${{{{ github.token }}}}
      REPOSITORY: ${{{{ github.repository }}}}
      COMMIT: ${{{{ github.sha }}}}
      SITE_URL: "{_address(site)}"
{_contact(site, "      SITE_CONTACT: ")}    steps:
      - name: The project, as it was pushed
        run: |
          git init --quiet .
          git fetch --quiet --depth 1 "https://x-access-token:$TOKEN@github.com/$REPOSITORY.git" "$COMMIT"
          git checkout --quiet FETCH_HEAD
      - name: Build
        run: python3 -m scripts build
      - name: Known vulnerabilities
        run: {_AUDIT}
      - name: Publish
        run: |
          touch site/.nojekyll
{name}          git -C site init --quiet --initial-branch gh-pages
          git -C site add --all
          git -C site -c user.name=pages -c user.email=pages@localhost commit --quiet --message "$COMMIT"
          git -C site push --quiet --force "https://x-access-token:$TOKEN@github.com/$REPOSITORY.git" gh-pages
"""


def gitlab(site: Hosted) -> str:
    """A job for GitLab Pages, which serves the ``.br`` and ``.gz`` files that lie beside the others."""
    return f"""\
# Put it at .gitlab-ci.yml. GitLab Pages sets no headers of ours: the policy in the pages holds, without
# frame-ancestors. A pipeline schedule (Build > Pipeline schedules) publishes what waits for a day (publish_on).
pages:
  image: python:3.11-bookworm
  variables:
    SITE_URL: "{_address(site)}"
{_contact(site, "    SITE_CONTACT: ")}  script:
    - python3 -m scripts build
    - {_AUDIT}
    - mv site public
  artifacts:
    paths: [public]
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
"""


def _address(site: Hosted) -> str:
    return f"https://{site.domain}{site.base}" if site.domain else ""


def _contact(site: Hosted, start: str) -> str:
    """The line that sets SITE_CONTACT; none where it was not set when this was printed."""
    return f'{start}"{site.contact}"\n' if site.contact else ""
