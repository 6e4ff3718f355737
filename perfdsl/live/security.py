"""Who may ask. The server listens on this machine only, but any page that is open in the browser could try to use it.

A page of another host cannot forge the headers checked here: ``Host`` stands against names that are made to lead to
127.0.0.1 (DNS rebinding), ``Origin`` and ``Sec-Fetch-Site`` against requests that other pages send.
"""

from __future__ import annotations

from email.message import Message

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def refusal(headers: Message, port: int) -> str:
    """Why a request is refused, ``""`` where it is not."""
    own = [f"{host}:{port}" for host in ("127.0.0.1", "localhost", "[::1]")]
    hosts = headers.get_all("Host", [])
    if len(hosts) != 1 or hosts[0].lower() not in own:
        return "只能用 127.0.0.1 或 localhost 打开预览。"
    origin = headers.get("Origin")
    if origin is not None and origin.lower() not in [f"http://{host}" for host in own]:
        return "别的网站不能使用预览。"
    site, mode = headers.get("Sec-Fetch-Site", "none"), headers.get("Sec-Fetch-Mode", "navigate")
    if site not in ("none", "same-origin") and mode != "navigate":
        return "别的网站不能使用预览。"
    return ""
