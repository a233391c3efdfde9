"""Which release came after which on a host, which one to go back to, and which to remove. Pure."""

from __future__ import annotations

from dataclasses import dataclass

FILE = ".order"
"""Beside the releases on the host: a version a line, that deployed first first."""


@dataclass(frozen=True)
class Online:
    """What a host holds."""

    current: str | None = None
    """Version that readers see."""
    releases: tuple[str, ...] = ()
    """Versions whose folders are whole."""
    listed: tuple[str, ...] = ()
    """Versions in the order of their deployment; may name some that are gone."""

    @property
    def order(self) -> tuple[str, ...]:
        """The versions that are there, the oldest deployment first; those of unknown date before all."""
        known = [version for version in dict.fromkeys(self.listed) if version in self.releases]
        return (*sorted(set(self.releases) - set(known)), *known)


def after(online: Online, version: str) -> tuple[str, ...]:
    """The order once `version` was deployed over the current one.

    What was gone back from (all after the current one) is not what a later rollback should lead to: it moves to
    the start, and is removed first.
    """
    order = [one for one in online.order if one != version]
    cut = order.index(online.current) + 1 if online.current in order else len(order)
    return (*order[cut:], *order[:cut], version)


def before(online: Online) -> str | None:
    """The version to go back to: that deployed before the current one."""
    order = online.order
    place = order.index(online.current) if online.current in order else 0
    return order[place - 1] if place else None


def outdated(online: Online, version: str, keep: int) -> tuple[str, ...]:
    """What to remove after `version` was deployed, so that `keep` releases stay (at least it and the one before)."""
    return after(online, version)[: -max(keep, 2)]
