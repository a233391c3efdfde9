"""What a host sent packed, unpacked, and never more of it than expected: an answer may be made to fill the memory."""

from __future__ import annotations

import io
import zlib

import brotli  # type: ignore[import-untyped]  # it has no types
import zstandard

_GZIP = 31
"""Window bits of zlib for the gzip format."""
_WINDOW = 8 * 1024 * 1024
"""Bytes of zstandard's window that a reader has to offer (RFC 9659)."""


class DecodingError(Exception):
    """The bytes are no whole packing; the message says why."""


def decoded(coding: str, data: bytes, most: int) -> bytes:
    """`data` unpacked by a content coding: ``br``, ``zstd`` or ``gzip``; DecodingError where there are over `most`."""
    match coding:
        case "br":
            return _brotli(data, most)
        case "zstd":
            return _zstandard(data, most)
        case "gzip":
            return _gzip(data, most)
        case _:
            raise DecodingError(f"the coding '{coding}' was not asked for")


def _brotli(data: bytes, most: int) -> bytes:
    unpacker, plain = brotli.Decompressor(), b""
    try:
        plain = unpacker.process(data, output_buffer_limit=most + 1)
        while len(plain) <= most and not unpacker.can_accept_more_data():
            plain += unpacker.process(b"", output_buffer_limit=most + 1)
    except brotli.error as error:
        raise DecodingError("it is no brotli") from error
    return _whole(plain, most, ended=unpacker.is_finished())


def _zstandard(data: bytes, most: int) -> bytes:
    try:
        with zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(io.BytesIO(data)) as stream:
            plain = stream.read(most + 1)
    except zstandard.ZstdError as error:
        raise DecodingError(f"it is no zstandard, or needs a larger window than browsers have: {error}") from error
    # A cut frame gives what there is without an error; only its length tells.
    return _whole(plain, most, ended=True)


def _gzip(data: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj(_GZIP)
    try:
        plain = unpacker.decompress(data, most + 1)
    except zlib.error as error:
        raise DecodingError("it is no gzip") from error
    return _whole(plain, most, ended=unpacker.eof)


def _whole(plain: bytes, most: int, *, ended: bool) -> bytes:
    if len(plain) > most:
        raise DecodingError(f"it unpacks to more than the {most} bytes released")
    if not ended:
        raise DecodingError(f"it ends after {len(plain)} bytes, before its end")
    return plain
