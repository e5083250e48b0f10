"""Shoots a few pages of a running demo into docs/img/. Called by script/screenshots."""

import sys
from dataclasses import dataclass
from pathlib import Path

from checks import find_chromium
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "img"
PASSWORD = "Demo-2026-pzb"
OFFICE, PHONE = (1440, 900), (390, 844)


@dataclass(frozen=True)
class Picture:
    """One page as one person sees it. `opens` clicks the first row of the list at `address`."""

    name: str
    account: str
    address: str
    opens: bool = False
    size: tuple[int, int] = OFFICE


PICTURES = [
    Picture("home", "330113-1", "/"),
    Picture("declaration", "330113-1", "/declarations/", opens=True),
    Picture("report", "330000-1", "/reports/", opens=True),
    Picture("phone", "expert1", "/", size=PHONE),
]


def signed_in(browser: Browser, url: str, picture: Picture) -> Page:
    width, height = picture.size
    page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
    page.goto(f"{url}/accounts/login/")
    page.fill("[name=login]", picture.account)
    page.fill("[name=password]", PASSWORD)
    page.click("form [type=submit]")
    page.wait_for_load_state("networkidle")
    return page


def shoot(browser: Browser, url: str, picture: Picture):
    page = signed_in(browser, url, picture)
    page.goto(url + picture.address)
    if picture.opens:
        page.click("table tbody a >> nth=0")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    page.close()
    print(f"· docs/img/{picture.name}.png", flush=True)


def main():
    url = sys.argv[1].rstrip("/") if sys.argv[1:] else "http://localhost:8000"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for picture in PICTURES:
            shoot(browser, url, picture)
        browser.close()


if __name__ == "__main__":
    main()
