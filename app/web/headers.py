"""The headers of every response: a policy without inline script or style, no framing, no stale private pages."""

from flask import Flask, Response, request

from app.web.identity import visitor

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Flask-WTF compares the Referer on https, so it must reach our own pages.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
YEAR = 31_536_000
HSTS = f"max-age={YEAR}; includeSubDomains"


def init_app(app: Flask, *, https: bool) -> None:
    always = ALWAYS | ({"Strict-Transport-Security": HSTS} if https else {})

    @app.after_request
    def add_headers(response: Response) -> Response:
        # One look through what a page has set itself; to set each of ours alone would be one look for each.
        has = {name.lower() for name, _ in response.headers}
        missing = [(name, value) for name, value in always.items() if name.lower() not in has]
        if "cache-control" not in has:
            missing.append(("Cache-Control", "no-store" if _is_private() else "no-cache"))
        response.headers.extend(missing)
        if request.blueprint != "assets":
            response.vary.add("Cookie")
        return response


def _is_private() -> bool:
    return request.method != "GET" or (request.blueprint != "assets" and visitor() is not None)
