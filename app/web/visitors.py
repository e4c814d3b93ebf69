"""Where a request comes from, as far as we may believe it: proxies count only when they are configured."""

from flask import request


def address_of_visitor() -> str:
    """The network address that limits are counted by (ProxyFix has already judged forwarded headers)."""
    return request.remote_addr or "unknown"
