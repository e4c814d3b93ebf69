"""Files in the body of a request, as a browser sends them."""

from typing import Any

from tests.support.browser import Browser
from tests.support.pages import Page

BOUNDARY = "a-line-that-stands-in-no-file"
KIND = f"multipart/form-data; boundary={BOUNDARY}"


def body_of(fields: dict[str, Any]) -> bytes:
    """The body of a form: texts, and pairs of a file's name and its bytes."""
    parts = []
    for name, value in fields.items():
        file, content = value if isinstance(value, tuple) else (None, str(value).encode())
        head = f'Content-Disposition: form-data; name="{name}"'
        if file is not None:
            head += f'; filename="{file}"\r\nContent-Type: application/octet-stream'
        parts.append(f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def upload(
    browser: Browser, where: str, fields: dict[str, Any], status: Any = (302, 303), **values: Any
) -> Page:
    """Send a form with files, with the token of the page seen last."""
    headers = {"Content-Type": KIND}
    return browser.post(where, body_of(fields), headers=headers, status=status, **values)
