"""A small whole site, written from a mapping, for tests that break one thing in it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent

_LETTER = "A letter.\n"

_CONFIG = f"""\
site_name: Test
site_url: ""
theme:
  name: material
  custom_dir: {(ROOT / "overrides").as_posix()}
  language: vi
  font: false
  favicon: assets/images/mark.svg
extra:
  fallback: [en]
plugins:
  - i18n:
      docs_structure: folder
      fallback_to_default: false
      reconfigure_material: true
      reconfigure_search: false
      build_only_locale: !ENV [SITE_LANGUAGE, null]
      languages:
        - locale: vi
          name: Tiếng Việt
          default: true
          build: true
        - locale: en
          name: English
          build: true
          extra: {{cldr: en_GB}}
markdown_extensions:
  - admonition
  - tables
  - scripts.render.markdown
hooks:
  - {(ROOT / "scripts" / "mkdocs_hooks.py").as_posix()}
exclude_docs: |
  /data/
  strings.yml
  glossary.yml
  /*/figures/
  /*/charts/
  /*/names/
  exceptions.yml
  doubts.yml
  spellings.yml
  /*/pins/
validation: {{nav: {{omitted_files: info}}}}
"""

PUBLISHERS = """\
office:
  name: Cục Thử nghiệm
  language: vi
  kind: government
union:
  name: Test Union
  language: en
  kind: un
"""

SOURCES = """\
letter:
  publisher: office
  title: Thư thử
  language: vi
  kind: letter
  date: 2024-09
report:
  publisher: union
  title: Test Report
  language: en
  kind: report
  symbol: T/1
  date: 2024-09-12
  url: https://example.org/report
other:
  publisher: union
  title: Other Report
  language: en
  kind: report
  date: 2024-10
"""

FIGURES = """\
score:
  topic: 2024-09/topic
  label: third-party
  value: 99.74
  unit: points
  out_of: 100
  as_of: 2024-09-12
  sources:
    - source: report
      at: {page: 7}
  verification: read
rate:
  topic: 2024-09/topic
  label: differs
  value: 5.4
  unit: percent
  as_of: 2018
  sources:
    - source: report
      seen: https://example.org/copy
      seen_kind: press
  verification: conflict
  conflicts:
    - value: 5.3
      source: other
toll:
  topic: 2024-09/topic
  label: official-figure
  unit: people
  verification: read
  series:
    - key: first
      value: 24
      as_of: 2024-09-08T18:00+07:00
      sources: [{source: report}]
    - key: last
      value: 345
      as_of: 2024-10-23
      sources: [{source: other}]
"""

TEXTS = """\
score: {name: Score, definition: What the index gives., population: All countries.}
rate: {name: Rate, definition: Share of children., population: Children.}
toll: {name: Toll, definition: People., population: The country.}
"""

EDITION = """\
issuer: office
letter: letter
legal_basis: [report]
attachments: [letter-file, annex]
topics: [topic]
"""

TOPIC = """\
letter_point: 1
as_of: 2024-10-31
headline: [score, rate, toll]
messages:
  - {id: msg-one, figures: [score]}
  - {id: msg-two}
  - {id: msg-three}
cards: [score, rate, toll]
legal: [report]
attachments: [annex, letter-file]
other_sources: [other]
"""

ATTACHMENTS = f"""\
letter-file:
  edition: 2024-09
  kind: letter
  publisher: office
  language: vi
  date: 2024-09
  status: received
  file: 2024-09/letter.txt
  sha256: {hashlib.sha256(_LETTER.encode()).hexdigest()}
annex:
  edition: 2024-09
  kind: annex
  publisher: office
  language: vi
  status: not-received
"""

GLOSSARY = """\
index:
  forms:
    vi: {term: chỉ số, source: letter}
    en: {term: index, source: report}
"""

PAGE = """\
---
title: {title}
description: A page.
updated: 2024-10-31
{translation}---

# {title}

{body}
"""

TOPIC_BODY = """\
{{ block: issuer }}

{{ block: headline }}

## Messages {#messages}

### One {#msg-one}

The score is {{ score }}, see [below](#what-to-know).

### Two {#msg-two}

It fell to {{ rate }} {{ source: other | article 3 }}.

### Three {#msg-three}

On {{ date: 2024-09-07 }} there were {{ toll.first }}; now {{ number: 13 }}.

## Figures {#figures}

{{ block: cards }}

{{ series: toll }}

## To know {#what-to-know}

| a | b |
|---|---|
| {{ rate \\| value }} | c |

## Timeline {#timeline}

- text

## Legal {#legal}

{{ block: legal }}

## Attachments {#attachments}

{{ block: attachments }}

## Other sources {#other-sources}

{{ block: other-sources }}

## Changes {#changes}

- **{{ date: 2024-10-31 }}** — First published.
"""

_BODIES = {
    "index.md": "{{ block: latest-letter }}\n\n## Letters {#letters}\n\n{{ block: letters }}",
    "2024-09/index.md": (
        "{{ block: letter }}\n\n{{ block: topics }}\n\n## Annexes {#annexes}\n\n{{ block: attachments }}\n\n> 99,74"
    ),
    "2024-09/topic.md": TOPIC_BODY,
    "figures.md": "{{ block: all-figures }}",
    "sources.md": "{{ block: all-sources }}",
    "glossary.md": "{{ block: glossary }}",
    "verify.md": "Text.",
    "about.md": "{{ block: labels }}\n\n{{ block: contact }}",
}


def page(title: str, body: str, *, translated: bool = False) -> str:
    """A page with its front matter; the body begins in line 9 (10 when translated)."""
    translation = "translation: machine-draft\n" if translated else ""
    return PAGE.replace("{title}", title).replace("{translation}", translation).replace("{body}", body)


def files() -> dict[str, str]:
    """The small site, file by file."""
    found = {
        "mkdocs.yml": _CONFIG,
        "docs/data/publishers/all.yml": PUBLISHERS,
        "docs/data/sources/all.yml": SOURCES,
        "docs/data/figures/all.yml": FIGURES,
        "docs/data/editions/2024-09/edition.yml": EDITION,
        "docs/data/editions/2024-09/topic.yml": TOPIC,
        "docs/data/attachments.yml": ATTACHMENTS,
        "docs/data/glossary.yml": GLOSSARY,
        "docs/assets/attachments/2024-09/letter.txt": _LETTER,
        "docs/assets/records/record.js": (ROOT / "docs/assets/records/record.js").read_text(encoding="utf-8"),
        "docs/assets/images/mark.svg": (ROOT / "docs/assets/images/mark.svg").read_text(encoding="utf-8"),
    }
    for code in ("vi", "en"):
        found[f"docs/{code}/strings.yml"] = (ROOT / "docs" / code / "strings.yml").read_text(encoding="utf-8")
        found[f"docs/{code}/figures/all.yml"] = TEXTS
        found[f"docs/{code}/names/all.yml"] = (
            "attachments: {letter-file: Letter, annex: Annex}\naddressees: {2024-09: All}\n"
        )
        found[f"docs/{code}/glossary.yml"] = "index: A number.\n"
        for name, body in _BODIES.items():
            found[f"docs/{code}/{name}"] = page(f"{code} {name}", body, translated=code == "en")
    return found


def write_site(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the small site below `folder` with some files changed, added or (None) left out."""
    content: dict[str, str | bytes | None] = {**files(), **(changes or {})}
    for name, text in content.items():
        if text is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder
