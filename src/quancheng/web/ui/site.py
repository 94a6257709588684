"""How the site names itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

DEMO_PASSWORD = "Quancheng-2026"  # noqa: S105 - shown on the demonstration's own pages


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """The names and the hours that stand on every page."""

    centre: str
    portal: str
    motto: str
    hotline: str
    hours: tuple[str, ...]
    is_demo: bool
    demo_password: str = ""


def site() -> Site:
    """The site as the settings name it."""
    return Site(
        centre=getattr(settings, "CENTRE_NAME", "紫阳县政务服务中心"),
        portal=getattr(settings, "PORTAL_NAME", "阳光政务365"),
        motto="全程代理 · 只进一扇窗",
        hotline=getattr(settings, "HOTLINE", "12345"),
        hours=tuple(
            getattr(
                settings,
                "CENTRE_HOURS",
                ("周一至周五 9:00–12:00，13:30–17:30", "调休上班日照常开放"),
            )
        ),
        is_demo=bool(settings.DEMO),
        demo_password=DEMO_PASSWORD if settings.DEMO else "",
    )
