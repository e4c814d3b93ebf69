"""A visitor for tests: fetches pages, sends the forms found on them, and checks every page that it sees."""

from collections.abc import Callable, Collection
from contextvars import Context
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from flask import Flask, has_app_context, url_for

from app.extensions import db
from tests.support.page_checks import complaints
from tests.support.pages import Page

REDIRECTS = (302, 303)


class Browser:
    """A browser without JavaScript; it follows no redirect by itself.

    Each request runs in a context of its own, as on a server: neither `g` nor the database session of the
    test reaches it. What the test has written is committed first, and read anew afterwards.
    """

    def __init__(self, app: Flask, lang: str = "en") -> None:
        self.app = app
        self.lang = lang
        self.base_url: str = app.config["SETTINGS"].base_url
        self.client = app.test_client()
        self.token: str | None = None
        self.page: Page | None = None
        self._titles: dict[str, str] = {}

    def url(self, where: str, **values: Any) -> str:
        """The address of an endpoint, in this browser's language unless `lang` says another; a path stays."""
        if where.startswith("/"):
            return f"{where}?{urlencode(values, doseq=True)}" if values else where
        if self.app.url_map.is_endpoint_expecting(where, "lang"):
            values.setdefault("lang", self.lang)
        return Context().run(self._url_for, where, values)

    def _url_for(self, endpoint: str, values: dict[str, Any]) -> str:
        with self.app.test_request_context(base_url=self.base_url):
            return url_for(endpoint, **values)

    def get(self, where: str, /, status: int = 200, *, headers: Any = None, **values: Any) -> Page:
        """Fetch a page by its endpoint or path; what the address does not name goes into the query."""
        return self._open("GET", self.url(where, **values), status, headers=headers)

    def head(self, where: str, /, status: int = 200, **values: Any) -> Page:
        return self._open("HEAD", self.url(where, **values), status)

    def post(
        self,
        where: str,
        data: Any = None,
        /,
        *,
        json: Any = None,
        status: int | Collection[int] = REDIRECTS,
        token: bool = True,
        headers: dict[str, str] | None = None,
        **values: Any,
    ) -> Page:
        """Send data past the form, with the token of the page seen last; `token=False` leaves it out."""
        headers = dict(headers or {})
        if token:
            assert self.token, "Fetch a page with a form first: its token is sent along."
            headers["X-CSRFToken"] = self.token
        sent = {"json": json} if json is not None else {"data": data}
        return self._open("POST", self.url(where, **values), status, headers=headers, **sent)

    def submit(
        self,
        page: Page,
        form: int | str | None = None,
        /,
        *,
        press: str | None = None,
        status: int | Collection[int] | None = None,
        **fields: Any,
    ) -> Page:
        """Fill in the page's form (see Page.form) and send it by pressing a button (`press`: its words).

        A POST is expected to lead elsewhere (302 or 303), a GET to give a page, unless `status` says so.
        """
        sending = page.form(form).send(fields, press)
        target = urljoin(page.url, sending.action) if sending.action else page.url
        if sending.method == "get":
            path = f"{target.partition('?')[0]}?{urlencode(sending.pairs)}"
            return self._open("GET", path, status or 200)
        body = urlencode(sending.pairs)
        kind = "application/x-www-form-urlencoded"
        return self._open(
            "POST", target, status or REDIRECTS, page=page, data=body, content_type=kind
        )

    def follow(self, page: Page, status: int = 200) -> Page:
        """Go where a redirect or the link leads."""
        target = urljoin(self.base_url + page.url, page.location)
        assert target.startswith(self.base_url), f"{page} leads away, to {target}"
        return self._open("GET", target.removeprefix(self.base_url) or "/", status)

    def click(self, page: Page, words: str, status: int = 200) -> Page:
        """Follow the link with these words."""
        assert words in page.links, f"{page} has no link {words!r}; it has {sorted(page.links)}"
        return self._open("GET", urljoin(page.url, page.links[words]), status)

    def carry_session(self, token: str) -> None:
        """Put the token of a login session into the cookie, as signing in does."""
        Context().run(self._write_session, {"_user_id": token, "_fresh": True})

    def _write_session(self, values: dict[str, Any]) -> None:
        with self.client.session_transaction(base_url=self.base_url) as session:
            session.update(values)

    def _open(
        self,
        method: str,
        path: str,
        status: int | Collection[int],
        *,
        page: Page | None = None,
        headers: dict[str, str] | None = None,
        **sent: Any,
    ) -> Page:
        path = path.removeprefix(self.base_url).partition("#")[0] or "/"
        came_from = page or self.page
        headers = dict(headers or {})
        if came_from is not None:
            headers.setdefault("Referer", self.base_url + came_from.url)
        response = self._alone(
            lambda: self.client.open(
                path, method=method, base_url=self.base_url, headers=headers, **sent
            )
        )
        seen = Page(response, path)
        expected = (status,) if isinstance(status, int) else tuple(status)
        assert seen.status in expected, _surprise(method, seen, expected)
        if seen.is_html and method != "HEAD" and not 300 <= seen.status < 400:
            self._look_at(seen, method)
        return seen

    @staticmethod
    def _alone(request: Callable[[], Any]) -> Any:
        if has_app_context():
            db.session.commit()
        response = Context().run(request)
        if has_app_context():
            db.session.expire_all()
        return response

    def _look_at(self, page: Page, method: str) -> None:
        problems = complaints(page, urlsplit(self.base_url).netloc)
        if method == "GET" and page.status == 200:
            endpoint = self.app.url_map.bind("").match(page.url.partition("?")[0])[0]
            other = self._titles.setdefault(page.title, endpoint)
            if other != endpoint:
                problems.append(f"the title {page.title!r} is also that of {other}")
        assert not problems, f"{page}:\n- " + "\n- ".join(problems)
        self.page = page
        tokens = page.all("//input[@name='csrf_token']/@value")
        if tokens:
            self.token = str(tokens[-1])


def _surprise(method: str, page: Page, expected: tuple[int, ...]) -> str:
    if page.is_html and not 300 <= page.status < 400:
        told = " ".join("".join(page.root.itertext()).split())
    else:
        told = page.headers.get("Location") or page.html[:2000]
    return f"{method} {page.url} gave {page.status}, not {expected}: {told}"
