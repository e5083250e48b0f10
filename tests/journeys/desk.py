"""One person at one screen: opens pages, fills in what is labelled so, presses what is named so, reads."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.cast import PASSWORD

HEIGHTS = {1440: 900, 390: 844}
PATIENCE_MS = 15_000


class Desk:
    """``page`` is Playwright's own page for whatever the words here do not say."""

    def __init__(self, browser: Browser, url: str, width: int):
        is_phone = width < 500
        self.url, self.troubles = url, []
        self.context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]}, locale="zh-CN", timezone_id="Asia/Shanghai",
            has_touch=is_phone, is_mobile=is_phone, accept_downloads=True,
        )  # fmt: skip
        self.context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self.context.new_page()
        self.page.on("request", self._watch_host)
        self.page.on("response", self._watch_status)
        self.page.on("console", lambda message: message.type == "error" and self._watch_console(message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))

    def sign_in(self, person) -> None:
        self.open("/accounts/login/")
        self.page.locator("input[name=login]").fill(person.username)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.press("登录")
        self.page.wait_for_url(f"{self.url}/")

    def open(self, path: str) -> int:
        """Type an address; gives the status of the answer."""
        response = self.page.goto(path if path.startswith("http") else self.url + path)
        return response.status

    def follow(self, name: str) -> None:
        """Click the first link that is called so."""
        self.page.get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def fill(self, **fields) -> None:
        """Fields by their names in the form: text, a choice's value, or True for a tick."""
        for name, value in fields.items():
            self._put(self.page.locator(f"[name='{name}']:not([type=hidden])"), value)

    def upload(self, path: Path | list[Path], field: str) -> None:
        """Choose files in the field and wait until each of them is listed as received."""
        paths = path if isinstance(path, list) else [path]
        self.page.set_input_files(f"input[name='{field}_files']", paths)
        for one in paths:
            expect(self.page.locator(".uploads-item", has_text=one.name).get_by_text("校验值")).to_be_visible()

    def take(self, act: str, **fields) -> None:
        """An act on the case that is open: its button, its form, its confirmation."""
        self.page.locator(".action-bar a", has_text=act).first.click()
        self.page.wait_for_load_state()
        self.fill(**fields)
        self.page.locator("form.form-sheet button[type=submit]").click()
        self.page.wait_for_load_state()

    def acts(self) -> list[str]:
        """The acts that the open case offers."""
        return [one.inner_text().strip() for one in self.page.locator(".action-bar > *").all()]

    def reads(self, *words: str) -> None:
        """All of these stand on the page."""
        for one in words:
            expect(self.main).to_contain_text(one)

    def reads_nothing_of(self, *words: str) -> None:
        """Whatever is sent to this screen holds none of them."""
        found = self.page.content()
        assert [one for one in words if one in found] == []

    def download(self, name: str, to: Path) -> Path:
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=name).first.click()
        waiting.value.save_as(to)
        return to

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def leave(self) -> None:
        self.context.close()

    def _put(self, field: Locator, value) -> None:
        kind = field.first.evaluate("node => node.tagName === 'SELECT' ? 'select' : node.type")
        if kind == "select":
            field.first.select_option(value)
        elif kind == "checkbox":
            field.first.check()
        elif kind == "radio":
            chosen = field.and_(self.page.locator(f"[value='{value}']"))
            self.page.locator(f"label[for='{chosen.get_attribute('id')}']").click()
        else:
            field.first.fill(str(value))

    def _watch_host(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and f"{parts.scheme}://{parts.netloc}" != self.url:
            self.troubles.append(f"left for {request.url}")

    def _watch_status(self, response) -> None:
        if response.status >= 500:
            self.troubles.append(f"{response.status} {response.url}")

    def _watch_console(self, text: str) -> None:
        # The browser notes each refused page (403, 404, 409, 422) by itself; these are answers, not faults.
        if "Failed to load resource" not in text:
            self.troubles.append(f"console: {text}")
