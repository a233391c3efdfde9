"""What a release was made with, as a CycloneDX 1.6 bill of materials (ECMA-424).

Its serial number comes of its content, and its time is SOURCE_DATE_EPOCH: the same packages, the same bytes.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.release.lockfile import Locked

NAME = "sbom.cdx.json"
_MARKER = "requirements.lock:marker"


def sbom(packages: Sequence[Locked], name: str, version: str, seconds: int) -> str:
    """The bill of materials of the site `name` in a `version`, as JSON; `seconds` since 1970 is its time."""
    whole = Component(name=name, version=version, type=ComponentType.DATA, bom_ref=f"site:{name}@{version}")
    parts = [_component(one) for one in packages]
    said = "\n".join([name, version, *(f"{one.name} {one.version} {one.marker} {one.hashes}" for one in packages)])
    made = Bom(
        components=parts,
        serial_number=uuid.uuid5(uuid.NAMESPACE_OID, said),
        metadata=BomMetaData(component=whole, timestamp=datetime.fromtimestamp(seconds, UTC)),
    )
    made.register_dependency(whole, parts)
    written = make_outputter(made, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)
    return f"{written}\n"


def _component(one: Locked) -> Component:
    purl = PackageURL("pypi", None, one.name, one.version)
    return Component(
        name=one.name,
        version=one.version,
        type=ComponentType.LIBRARY,
        purl=purl,
        bom_ref=f"{purl}{f' ; {one.marker}' if one.marker else ''}",
        hashes=[_hash(digest) for digest in one.hashes],
        properties=[Property(name=_MARKER, value=one.marker)] if one.marker else [],
    )


def _hash(digest: str) -> HashType:
    """``sha256:...`` as CycloneDX has it, whose names of algorithms have a hyphen."""
    algorithm, _, content = digest.partition(":")
    return HashType(alg=HashAlgorithm(f"SHA-{algorithm.removeprefix('sha')}"), content=content)
