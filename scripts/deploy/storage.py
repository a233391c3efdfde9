"""S3-compatible storage: a client with retries, and its errors in words."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scripts.deploy.objects import Seen, Stored
from scripts.deploy.problem import DeployError, from_os

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mypy_boto3_s3.client import S3Client

    from scripts.deploy.target import Bucket

WORKERS = 8
"""Requests at the same time."""
_THROTTLED = {"SlowDown", "503", "ServiceUnavailable", "Throttling", "ThrottlingException", "RequestLimitExceeded"}
_REFUSED = {"AccessDenied", "403", "AllAccessDisabled", "AccountProblem"}
_BAD_KEY = {"InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired"}
_MISSING = {"404", "NoSuchKey", "NotFound"}
_MIXED = "What was uploaded stays: a part of the new site may be online."
_AGAIN = f"{_MIXED} Run the same command again: it goes on where it stopped."


@dataclass(frozen=True)
class Storage:
    """A bucket, or a part of it."""

    client: S3Client
    target: Bucket

    def key(self, path: str) -> str:
        """The key of a path of the site."""
        return self.target.prefix + path

    def listing(self) -> dict[str, Seen]:
        """All objects, by path."""
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.target.name, Prefix=self.target.prefix
        )
        found = (one for page in pages for one in page.get("Contents", ()))
        return {one["Key"].removeprefix(self.target.prefix): Seen(one["ETag"], one["Size"]) for one in found}

    def head(self, path: str) -> Stored | None:
        """An object as it is stored, its digest from its metadata; None where there is none."""
        from botocore.exceptions import ClientError

        try:
            found = self.client.head_object(Bucket=self.target.name, Key=self.key(path))
        except ClientError as error:
            if _code(error) in _MISSING:
                return None
            raise
        return Stored(
            found.get("Metadata", {}).get("sha256", ""),
            found["ContentLength"],
            found.get("ContentType", ""),
            found.get("CacheControl", ""),
            found.get("ContentEncoding", "").removeprefix("aws-chunked").strip(", "),
            found.get("WebsiteRedirectLocation", ""),
        )

    def get(self, path: str) -> bytes | None:
        """The bytes of an object; None where there is none."""
        from botocore.exceptions import ClientError

        try:
            return self.client.get_object(Bucket=self.target.name, Key=self.key(path))["Body"].read()
        except ClientError as error:
            if _code(error) in _MISSING:
                return None
            raise

    def put_state(self, path: str, text: bytes) -> None:
        """Write an object that is not for readers."""
        self.client.put_object(
            Bucket=self.target.name,
            Key=self.key(path),
            Body=text,
            ContentType="application/json",
            CacheControl="no-store",
        )

    def delete(self, path: str) -> None:
        """Delete an object; it is no error where there is none."""
        self.client.delete_object(Bucket=self.target.name, Key=self.key(path))


def attributes(stored: Stored) -> dict[str, Any]:
    """What is said of an object when it is uploaded."""
    optional = {"ContentEncoding": stored.coding, "WebsiteRedirectLocation": stored.location}
    return {
        "ContentType": stored.type,
        "CacheControl": stored.cache,
        "Metadata": {"sha256": stored.sha256},
        **{name: value for name, value in optional.items() if value},
    }


def client(endpoint: str | None, region: str | None, retries: int) -> S3Client:
    """A client that tries again after throttling and lost connections, with growing pauses (botocore, "standard").

    Every body is signed with its SHA-256, which the server compares: bytes that changed on their way are refused.
    Checksums of newer protocols, which not every S3-compatible server knows, are used only where they are required.
    """
    import boto3
    from botocore.config import Config

    config = Config(
        retries={"mode": "standard", "total_max_attempts": retries + 1},
        connect_timeout=15,
        read_timeout=60,
        max_pool_connections=2 * WORKERS,
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={"payload_signing_enabled": True},
    )
    found: S3Client = boto3.session.Session(region_name=region).client("s3", endpoint_url=endpoint, config=config)
    return found


@contextmanager
def told(target: Bucket) -> Iterator[None]:
    """Errors of the storage as a DeployError."""
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError
    from s3transfer.exceptions import CancelledError

    try:
        yield
    except ClientError as error:
        raise _answered(target, error) from error
    except (BotoCoreError, Boto3Error, CancelledError, ValueError) as error:
        raise _unanswered(target, error) from error
    except OSError as error:
        raise from_os(error) from error


def knows_no_redirects(error: Exception) -> bool:
    """Whether a storage refused a request because it has no such thing as what was asked for (HTTP 501)."""
    from botocore.exceptions import ClientError

    return isinstance(error, ClientError) and _code(error) in {"NotImplemented", "501"}


def _code(error: Any) -> str:  # noqa: ANN401 (botocore's answers are untyped)
    return str(error.response.get("Error", {}).get("Code", ""))


def _answered(target: Bucket, error: Any) -> DeployError:  # noqa: ANN401 (the same)
    code = _code(error)
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    said = error.response.get("Error", {}).get("Message", "")
    if code in _THROTTLED or status in {429, 503}:
        return DeployError(f"{target}: the storage asks us to slow down ({code}), after several tries. {_AGAIN}")
    if code in _BAD_KEY:
        return DeployError(
            f"{target}: the storage does not take these keys ({code}): {said}. Look at AWS_PROFILE or AWS_*."
        )
    if code == "NoSuchBucket":
        return DeployError(f"{target}: there is no bucket '{target.name}'. Make it first, or look at --endpoint.")
    if code in _REFUSED or status == 403:  # noqa: PLR2004 (HTTP)
        return DeployError(
            f"{target}: the storage refuses {error.operation_name} ({code}): {said}. The keys need s3:ListBucket on "
            f"the bucket, and s3:GetObject, s3:PutObject, s3:DeleteObject on its objects. {_MIXED}"
        )
    if code in {"PermanentRedirect", "301", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"}:
        return DeployError(f"{target}: the bucket is in another region: {said}. Name it with --region.")
    return DeployError(f"{target}: {error.operation_name} failed ({code}, HTTP {status}): {said}. {_AGAIN}")


def _unanswered(target: Bucket, error: Exception) -> DeployError:
    from botocore import exceptions

    if isinstance(error, exceptions.NoCredentialsError | exceptions.PartialCredentialsError):
        return DeployError(
            f"{target}: no keys were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.", 2
        )
    if isinstance(error, exceptions.ProfileNotFound | exceptions.NoRegionError | ValueError):
        return DeployError(f"{target}: {error}. Look at --endpoint, --region and AWS_PROFILE.", 2)
    return DeployError(f"{target}: the connection failed, after several tries: {error}. {_AGAIN}")


def each(action: Callable[[str], None], paths: tuple[str, ...]) -> None:
    """Do it to every path, several at the same time; the first error stops it."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(WORKERS) as pool:
        futures = [pool.submit(action, path) for path in paths]
        try:
            for future in futures:
                future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
