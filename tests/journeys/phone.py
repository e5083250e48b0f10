"""An expert's telephone: one browser profile that outlives the browser, and a network that can be cut."""

from pathlib import Path

from playwright.sync_api import BrowserType, Page, expect

from tests.cast import PASSWORD

PATIENCE_MS = 60_000


class Phone:
    """``page`` is Playwright's own page. Dialogs are answered with yes."""

    def __init__(self, browser_type: BrowserType, launch_args: dict, folder: Path, url: str):
        self.browser_type, self.launch_args, self.folder, self.url = browser_type, launch_args, folder, url
        self.troubles: list[str] = []
        self.asked: list[str] = []
        self.is_cut = False
        self.open_browser()

    def open_browser(self) -> None:
        self.context = self.browser_type.launch_persistent_context(
            self.folder, viewport={"width": 390, "height": 844}, locale="zh-CN", timezone_id="Asia/Shanghai",
            has_touch=True, is_mobile=True, **self.launch_args,
        )  # fmt: skip
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.set_offline(self.is_cut)
        self.page: Page = self.context.pages[0] if self.context.pages else self.context.new_page()
        self.page.on("dialog", self._say_yes)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))

    def close_browser(self) -> None:
        self.context.close()

    def cut(self) -> None:
        """The network goes, for the page and its worker alike."""
        self.is_cut = True
        self.context.set_offline(True)

    def mend(self) -> None:
        self.is_cut = False
        self.context.set_offline(False)

    def sign_in(self, person) -> None:
        """Through the portal's page, then to the field record."""
        self.page.goto(f"{self.url}/accounts/login/?next=/visits/field/")
        self.page.locator("input[name=login]").fill(person.username)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.get_by_role("button", name="登录", exact=True).first.click()
        self.page.wait_for_url(f"{self.url}/visits/field/**")

    def open_field(self) -> None:
        self.page.goto(f"{self.url}/visits/field/")

    def is_ready_for_no_signal(self) -> None:
        """The worker has kept the page and every file of it."""
        self.page.wait_for_function("navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller)")

    def open_visit(self, visit) -> None:
        self.page.locator(f"[data-visit='{visit.pk}']").click()
        expect(self.page.locator("[data-states]")).to_be_visible()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def press_back(self) -> None:
        self.page.locator("[data-back]").click()
        expect(self.page.locator("[data-visit]").first).to_be_visible()

    def writes_a_name(self) -> None:
        """With a finger, in the box for the signature."""
        box = self.page.locator("canvas").bounding_box()
        mouse = self.page.mouse
        mouse.move(box["x"] + 40, box["y"] + 60)
        mouse.down()
        for step in range(12):
            mouse.move(box["x"] + 40 + 18 * step, box["y"] + 60 + 90 * (step % 2))
        mouse.up()

    def fill(self, **fields) -> None:
        for name, value in fields.items():
            self.page.locator(f"[name={name}]:not([type=radio])").fill(str(value))

    def score(self, dimension: str, value: int) -> None:
        self.page.locator(f"label[for=f-score_{dimension}_{value}]").click()

    def notes(self, title: str, dimension: str) -> None:
        """One more problem found."""
        self.press("再加一个问题")
        row = self.page.locator("[data-problem]").last
        row.locator("[data-field=title]").fill(title)
        row.locator("[data-field=dimension]").select_option(dimension)

    def shoots(self, paths: list[Path]) -> None:
        before = self.page.locator("[data-photo]").count()
        self.page.set_input_files("#f-album", paths)
        expect(self.page.locator("[data-photo]")).to_have_count(before + len(paths), timeout=PATIENCE_MS)

    def hashes(self) -> set[str]:
        """Of the photos as this telephone keeps them."""
        return {one.get_attribute("data-sha256") for one in self.page.locator("[data-photo]").all()}

    def states(self) -> list[str]:
        return self.page.locator("[data-photo] .field-state").all_inner_texts()

    def reads(self, *words: str) -> None:
        for one in words:
            expect(self.page.locator("body")).to_contain_text(one, timeout=PATIENCE_MS)

    def _say_yes(self, dialog) -> None:
        self.asked.append(dialog.message)
        dialog.accept()
