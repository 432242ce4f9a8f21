"""The HTML page in a real browser: search, details, zoom, and no request to anywhere."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from archbench.diagram import draw, overlays
from archbench.diagram.scene import Badge
from tests.browser import executable
from tests.diagram.stacks import CASES, built, resolved

pytestmark = pytest.mark.tool("a browser")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--window-size=1400,1000", "--virtual-time-budget=2000",
)  # fmt: skip
PAGE = draw(
    built("payments"),
    overlays=[overlays.badges({"aws_lb.main": Badge("p99 181 ms", "info")})],
    excerpt=resolved("payments").excerpt,
).html()


def run(page: str, script: str, folder: Path) -> dict[str, object]:
    """What a script that fills `seen` found after it ran in the page."""
    chromium = executable()
    assert chromium
    probe = (
        "<script>const seen = {}; const errors = [];"
        "window.addEventListener('error', e => errors.push(e.message));"
        f"document.addEventListener('securitypolicyviolation', e => errors.push(e.blockedURI));"
        f"setTimeout(() => {{ {script}; seen.errors = errors;"
        "const out = document.createElement('pre'); out.id = 'seen';"
        "out.textContent = JSON.stringify(seen); document.body.append(out); }, 50)</script>"
    )
    file = folder / "page.html"
    file.write_text(page.replace("</body>", f"{probe}</body>"))
    done = subprocess.run(
        [chromium, *FLAGS, f"--user-data-dir={folder / 'profile'}", "--dump-dom", file.as_uri()],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    found = re.search(r'<pre id="seen">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stderr
    text = found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    answer: dict[str, object] = json.loads(text)
    return answer


def test_search_dims_everything_else(tmp_path: Path) -> None:
    """Searching "nat" leaves the three NAT gateways and what names them."""
    seen = run(
        PAGE,
        "const s = document.getElementById('search'); s.value = 'nat gateway';"
        "s.dispatchEvent(new Event('input'));"
        "seen.bright = [...document.querySelectorAll('.card:not(.dim)')].map(c => c.dataset.key);"
        "seen.found = document.getElementById('found').textContent",
        tmp_path,
    )
    assert seen["errors"] == []
    assert seen["bright"] == [f"aws_nat_gateway.main[{number}]" for number in range(3)]
    assert seen["found"] == "3 found"


def test_a_click_shows_address_place_code_and_badges(tmp_path: Path) -> None:
    """The panel of a card has all that is known of it; Escape closes it."""
    seen = run(
        PAGE,
        "const c = document.getElementById('aws_lb.main');"
        "c.dispatchEvent(new MouseEvent('click', {bubbles: true}));"
        "seen.text = document.getElementById('panel').textContent;"
        "seen.open = !document.getElementById('panel').hidden;"
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));"
        "seen.closed = document.getElementById('panel').hidden",
        tmp_path,
    )
    assert seen["errors"] == []
    assert seen["open"]
    assert seen["closed"]
    for part in ("aws_lb.main", "alb.tf:", 'resource "aws_lb" "main"', "p99 181 ms", "drains 45 s"):
        assert part in str(seen["text"])


def test_the_wheel_zooms_only_when_asked(tmp_path: Path) -> None:
    """A plain wheel leaves the drawing to the page; with Ctrl, or after a click, it zooms."""
    seen = run(
        PAGE,
        "const v = document.querySelector('#drawing svg');"
        "const at = {bubbles: true, cancelable: true, deltaY: -100, clientX: 700, clientY: 500};"
        "const box = () => v.getAttribute('viewBox'); seen.start = box();"
        "const plain = new WheelEvent('wheel', at); v.dispatchEvent(plain);"
        "seen.plain = box(); seen.plainPrevented = plain.defaultPrevented;"
        "const ctrl = new WheelEvent('wheel', {...at, ctrlKey: true}); v.dispatchEvent(ctrl);"
        "seen.ctrl = box(); seen.ctrlPrevented = ctrl.defaultPrevented;"
        "document.getElementById('fit').click(); seen.fit = box();"
        "v.dispatchEvent(new MouseEvent('click', {bubbles: true}));"
        "v.dispatchEvent(new WheelEvent('wheel', at)); seen.active = box()",
        tmp_path,
    )
    assert seen["errors"] == []
    assert seen["plain"] == seen["start"]
    assert not seen["plainPrevented"]
    assert seen["ctrl"] != seen["start"]
    assert seen["ctrlPrevented"]
    home, fit = ([float(part) for part in str(seen[key]).split()] for key in ("start", "fit"))
    assert fit == home
    assert seen["active"] != seen["fit"]


def test_dragging_moves_the_drawing(tmp_path: Path) -> None:
    """A drag pans and is no click."""
    seen = run(
        PAGE,
        "const v = document.querySelector('#drawing svg'); const o = {bubbles: true, button: 0};"
        "seen.start = v.viewBox.baseVal.x;"
        "v.dispatchEvent(new PointerEvent('pointerdown', {...o, clientX: 500, clientY: 500}));"
        "window.dispatchEvent(new PointerEvent('pointermove', {...o, clientX: 400, clientY: 500}));"
        "window.dispatchEvent(new PointerEvent('pointerup', o));"
        "document.getElementById('aws_lb.main')"
        ".dispatchEvent(new MouseEvent('click', {bubbles: true}));"
        "seen.end = v.viewBox.baseVal.x; seen.hidden = document.getElementById('panel').hidden",
        tmp_path,
    )
    assert seen["errors"] == []
    assert float(str(seen["end"])) > float(str(seen["start"])) + 50
    assert seen["hidden"]


def test_cards_work_with_the_keyboard(tmp_path: Path) -> None:
    """Each card can be reached and opened without a mouse."""
    seen = run(
        PAGE,
        "const c = document.getElementById('aws_lb.main'); c.focus();"
        "seen.focused = document.activeElement === c;"
        "c.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));"
        "seen.open = !document.getElementById('panel').hidden",
        tmp_path,
    )
    assert seen == {"focused": True, "open": True, "errors": []}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_hostile_names_stay_text(tmp_path: Path, theme: str) -> None:
    """No name of a configuration becomes an element or runs, in the drawing or its details."""
    seen = run(
        draw(CASES["hostile-names"], theme=theme).html(),
        "window.alert = () => errors.push('alerted');"
        "const c = [...document.querySelectorAll('.card')];"
        "for (const one of c) one.dispatchEvent(new MouseEvent('click', {bubbles: true}));"
        "seen.scripts = document.querySelectorAll('#drawing script, #panel script').length;"
        "seen.cards = c.length",
        tmp_path,
    )
    assert seen["errors"] == []
    assert seen["scripts"] == 0
    assert seen["cards"] == len(draw(CASES["hostile-names"]).scene.cards)


def test_a_system_opens_and_closes_in_the_page(tmp_path: Path) -> None:
    """Its button shows its own drawing, searched on its own; Escape leads back."""
    page = draw(built("estate")).html()
    seen = run(
        page,
        "const c = document.getElementById('system:billing');"
        "c.dispatchEvent(new MouseEvent('click', {bubbles: true}));"
        "document.querySelector('#panel button.open').click();"
        "const shown = () => [...document.querySelectorAll('.level')]"
        ".filter(l => !l.hidden).map(l => l.dataset.level);"
        "seen.opened = shown();"
        "const s = document.getElementById('search'); s.value = 'billing-take';"
        "s.dispatchEvent(new Event('input'));"
        "seen.found = document.getElementById('found').textContent;"
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));"
        "seen.closed = shown()",
        tmp_path,
    )
    assert seen["errors"] == []
    assert seen["opened"] == ["system:billing"]
    assert seen["found"] == "1 found"
    assert seen["closed"] == [""]
