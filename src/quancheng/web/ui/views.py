"""Views of the frame itself."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.errors import UnableTo
from quancheng.web.ui import posts
from quancheng.web.ui.context import LARGE_PRINT
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.site import site

A_YEAR = 365 * 24 * 3600
DIGITS_OF_A_POST = 18
# The shell: what an installed desk needs to say that it is offline. Never data.
SHELL_FILES = (
    "ui/css/tokens.css",
    "ui/css/base.css",
    "ui/css/components.css",
    "ui/css/forms.css",
    "ui/css/desk.css",
    "ui/js/shell.js",
    "ui/img/icon.svg",
)


class UnableToSwitchPost(UnableTo):
    """The number of a post was not sent."""


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """To the desk of the post in use; a person without a post is told so."""
    posts.actor_of(request)
    return HttpResponseRedirect(posts.desk_home(request))


@require_POST
@login_required
def switch_post(request: HttpRequest) -> HttpResponse:
    """Act in another post, then go to its desk."""
    number = request.POST.get("post", "")
    if not (number.isascii() and number.isdigit() and len(number) <= DIGITS_OF_A_POST):
        raise UnableToSwitchPost("没有读懂要切换的岗位，请返回后重新选择。")
    chosen = posts.choose_post(request, int(number))
    messages.success(request, f"已切换到“{chosen.label}”。")
    return HttpResponseRedirect(posts.desk_home(request))


@require_safe
def large_print(request: HttpRequest) -> HttpResponse:
    """Switch 长者模式 on or off with a cookie and go back: a plain link, no script needed."""
    response = HttpResponseRedirect(_back(request))
    if request.COOKIES.get(LARGE_PRINT) == "1":
        response.delete_cookie(LARGE_PRINT, samesite="Lax")
    else:
        response.set_cookie(
            LARGE_PRINT,
            "1",
            max_age=A_YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    return response


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we do so that everyone can read these pages, and whom to tell when something is in the way."""
    return render_page(request, "ui/accessibility.html", {"active_nav": ""})


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page an installed desk shows without a connection."""
    return render_page(request, "ui/offline.html")


@require_safe
@cache_control(max_age=3600, public=True)
def manifest(request: HttpRequest) -> HttpResponse:
    """The manifest that makes the desks installable on a phone."""
    del request
    icon = staticfiles_storage.url("ui/img/icon.svg")
    body = {
        "id": "/desk/",
        "name": f"全程 · {site().centre}",
        "short_name": "全程",
        "lang": "zh-CN",
        "start_url": reverse("ui:desk"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#1f5aa6",
        "icons": [
            {"src": icon, "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            *(
                {
                    "src": staticfiles_storage.url(f"ui/img/icon-{size}.png"),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": "any maskable",
                }
                for size in (192, 512)
            ),
        ],
    }
    return JsonResponse(
        body, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served from the root so that it may cover every page."""
    files = [staticfiles_storage.url(name) for name in SHELL_FILES]
    response = render_page(
        request,
        "ui/sw.js",
        {"files": files, "offline": reverse("ui:offline"), "release": settings.RELEASE},
    )
    response["Content-Type"] = "text/javascript; charset=utf-8"
    return response


def _back(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"
