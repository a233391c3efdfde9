"""Signatures of a release by minisign (jedisct1.github.io/minisign): Ed25519, the same bytes for the same file."""

from __future__ import annotations

import os
from getpass import getpass
from typing import TYPE_CHECKING

import minisign  # type: ignore[import-untyped]  # it has no types

if TYPE_CHECKING:
    from pathlib import Path

ENDING = ".minisig"
PASSWORD = "MINISIGN_PASSWORD"  # noqa: S105 (the name of a variable)
"""Environment variable with the password of the key."""


class SigningError(Exception):
    """A key or a signature cannot be used; the message says why and what to do."""


def secret_key(path: Path) -> minisign.SecretKey:
    """The key in a file that ``minisign -G`` wrote, its password from the environment or asked for."""
    try:
        key = minisign.SecretKey.from_file(path)
        if key.is_encrypted():
            key.decrypt(_password(path))
    except OSError as error:
        raise SigningError(f"{path}: the key cannot be read: {error.strerror}.") from error
    except minisign.Error as error:
        hint = f"Give the password of the key in {PASSWORD}." if "password" in str(error) else _SECRET
        raise SigningError(f"{path}: {error}. {hint}") from error
    return key


_SECRET = "Name a secret key as 'minisign -G' writes it."  # noqa: S105 (a message)
_PUBLIC = "Name a public key as 'minisign -G' writes it (minisign.pub)."


def _password(path: Path) -> str:
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    try:
        return getpass(f"Password of {path}: ")
    except (EOFError, OSError) as error:
        raise SigningError(f"{path}: the key has a password. Set {PASSWORD} where nobody can be asked.") from error


def sign(path: Path, key: minisign.SecretKey, seconds: int) -> Path:
    """Write the signature of a file beside it; `seconds` since 1970 is the time that it states. Its path."""
    with path.open("rb") as file:
        signature = key.sign(file, trusted_comment=f"timestamp:{seconds}\tfile:{path.name}\thashed")
    target = path.with_name(path.name + ENDING)
    target.write_bytes(bytes(signature) + b"\n")
    return target


def public_key(path: Path) -> minisign.PublicKey:
    """The key in a file that ``minisign -G`` wrote."""
    try:
        return minisign.PublicKey.from_file(path)
    except OSError as error:
        raise SigningError(f"{path}: the key cannot be read: {error.strerror}.") from error
    except minisign.Error as error:
        raise SigningError(f"{path}: {error}. {_PUBLIC}") from error


def signature_fault(path: Path, key: minisign.PublicKey) -> str:
    """What is wrong with the signature beside a file; empty where it is that of the key and of the file's name."""
    try:
        signature = minisign.Signature.from_file(path.with_name(path.name + ENDING))
        key.verify_file(path, signature)
    except OSError as error:
        return f"it is not signed, or its signature cannot be read: {error.strerror}"
    except minisign.Error as error:
        return f"the signature is wrong: {error}"
    if f"file:{path.name}" not in signature.trusted_comment.split("\t"):
        return f"the signature is that of another file: {signature.trusted_comment}"
    return ""
