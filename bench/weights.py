"""What a page of the portal weighs on the wire, compressed as the site sends it."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field
from urllib.parse import urljoin

from bench.lines import Line
from bench.sites import UnableToServe, ask

FIRST_MARK, AFTER_MARK = 150, 40
_LINKED = re.compile(r'<(?:link[^>]+?href|script[^>]+?src|img[^>]+?src)="([^"#]+)"', re.IGNORECASE)
_IN_STYLES = re.compile(rb"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)")
_LASTING = re.compile(r"max-age=[1-9]")
_BROWSER = {"Accept-Encoding": "gzip", "Accept": "text/html,*/*"}


@dataclass(slots=True)
class Browser:
    """A browser's cache in short: what may be kept is fetched once."""

    url: str
    kept: set[str] = field(default_factory=set)

    def open(self, path: str) -> int:
        """Bytes of a page and of everything it needs that is not kept yet."""
        weight, body = self._fetch(path)
        for target in _LINKED.findall(body.decode("utf-8", errors="replace")):
            weight += self._asset(urljoin(path, target))
        return weight

    def _asset(self, path: str) -> int:
        if path in self.kept or path.startswith(("data:", "http:", "https:")):
            return 0
        weight, body = self._fetch(path)
        if path.split("?", maxsplit=1)[0].endswith(".css"):
            for target in _IN_STYLES.findall(body):
                name = target.decode()
                if not name.startswith("data:"):
                    weight += self._asset(urljoin(path, name.split("#")[0]))
        return weight

    def _fetch(self, path: str) -> tuple[int, bytes]:
        status, headers, body = ask(self.url, path, headers=_BROWSER)
        if status != 200:
            raise UnableToServe(f"{path}: {status}")
        if _LASTING.search(headers.get("Cache-Control", "")):
            self.kept.add(path)
        plain = gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body
        return len(body), plain


def measure(url: str, *, code: str) -> list[Line]:
    """The first page of a visitor, and the heaviest of the three he opens next."""
    browser = Browser(url)
    first = browser.open("/") / 1024
    rest = ("/items/?q=%E6%89%A7%E7%85%A7", f"/items/{code}/", "/progress/")
    after = max(browser.open(path) for path in rest) / 1024
    return [
        Line(
            section="网站", name="门户首页第一次打开（页面、样式、脚本、图标、字体）",
            measured=f"{first:.0f} KB", mark=f"≤ {FIRST_MARK} KB", met=first <= FIRST_MARK,
            limits="样式和脚本已压缩，文件名带摘要、长期缓存；页面本身由前面的代理压缩时还会更小",
        ),
        Line(
            section="网站", name="门户再打开一页（搜索、指南、查进度中最重的）",
            measured=f"{after:.0f} KB", mark=f"≤ {AFTER_MARK} KB", met=after <= AFTER_MARK,
            limits="指南页的正文",
        ),
    ]  # fmt: skip
