"""Fetches the pictures of a blog, and never one from a private network.

Every address is resolved first, and each address it resolves to must be one of the open
internet; the connection then goes to that very address, so that no second answer of the name
service can lead elsewhere: https://owasp.org/www-community/attacks/Server_Side_Request_Forgery
"""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from sourcebook.blogger.images import find_ending

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LARGEST = 30_000_000
"""Bytes of a picture."""
MOST_REDIRECTS = 5
TIMEOUT = urllib3.Timeout(connect=10.0, read=30.0)
TRIES = urllib3.Retry(
    total=2,
    redirect=False,
    status_forcelist=(429, 500, 502, 503, 504),
    backoff_factor=0.5,
    raise_on_status=False,
    respect_retry_after_header=False,
)
PART = 65_536


class Refused(Exception):  # noqa: N818 - it is an answer
    """Why a picture was not fetched, in a few words."""


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, as the system's name service has them."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused("its host is not known") from None
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_open(address: str) -> bool:
    """Tell whether an address is one of the open internet."""
    found = ip_address(address.partition("%")[0])
    inside = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    return found.is_global and inside.is_global and not found.is_multicast


@dataclass(slots=True)
class Downloader:
    """Fetches pictures; what it asks the network by can be another."""

    resolve: Callable[[str, int], Sequence[str]] = resolve
    is_open: Callable[[str], bool] = is_open
    tries: urllib3.Retry = field(default_factory=lambda: TRIES)

    def fetch(self, address: str) -> tuple[bytes, str]:
        """Return the bytes of a picture and what its name ends in. Raise `Refused`."""
        for _ in range(MOST_REDIRECTS + 1):
            raw, onward = self._ask(address)
            if not onward:
                ending = find_ending(raw[:16])
                if not ending:
                    raise Refused("what came is no picture")
                return raw, ending
            address = urljoin(address, onward)
        raise Refused("it leads on and on")

    def _ask(self, address: str) -> tuple[bytes, str]:
        """Return the bytes at an address, or where it leads on to."""
        try:
            parts = urlsplit(address)
            secure, port = parts.scheme == "https", parts.port
        except ValueError:
            raise Refused("its address cannot be read") from None
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or not host:
            raise Refused("its address is not on the web")
        port = port or (443 if secure else 80)
        found = self.resolve(host, port)
        if not found or not all(map(self.is_open, found)):
            raise Refused("its address belongs to a private network")
        pool: urllib3.HTTPConnectionPool
        if secure:
            pool = urllib3.HTTPSConnectionPool(
                found[0], port, server_hostname=host, assert_hostname=host, timeout=TIMEOUT
            )
        else:
            pool = urllib3.HTTPConnectionPool(found[0], port, timeout=TIMEOUT)
        path = quote(parts.path or "/", safe="%/:=&~+!$,;@*()'-._")
        query = f"?{quote(parts.query, safe='%/:=&?~+!$,;@*-._')}" if parts.query else ""
        with pool:
            return self._read(pool, f"{path}{query}", parts.netloc.rpartition("@")[2])

    def _read(self, pool: urllib3.HTTPConnectionPool, path: str, host: str) -> tuple[bytes, str]:
        try:
            answer = pool.request(
                "GET",
                path,
                headers={"Host": host, "User-Agent": "sourcebook", "Accept": "image/*"},
                retries=self.tries,
                redirect=False,
                preload_content=False,
            )
            with answer:
                if onward := answer.get_redirect_location():
                    return b"", onward
                if answer.status != 200:  # noqa: PLR2004 - the answer of a picture
                    raise Refused(f"its host answered {answer.status}")
                raw = b""
                for part in answer.stream(PART):
                    raw += part
                    if len(raw) > LARGEST:
                        raise Refused(f"it is larger than {LARGEST} bytes")
        except (HTTPError, OSError, UnicodeError):
            raise Refused("its host does not answer") from None
        return raw, ""
