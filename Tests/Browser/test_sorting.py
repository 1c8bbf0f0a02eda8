"""Tables are sorted by their headers, with the pointer and from the keyboard."""

import pytest


@pytest.fixture
def table(report, open_page):
    return open_page(report).locator("table[data-sortable]").first


def values(table, column):
    cells = table.locator(f"tbody tr > :nth-child({column})")
    return [float(cell) for cell in cells.evaluate_all("cells => cells.map(c => c.dataset.value)")]


def header(table, name):
    return table.locator("thead th").filter(has_text=name).first


def test_numbers_are_sorted_both_ways(table):
    nll = header(table, "NLL")
    nll.get_by_role("button").click()
    assert nll.get_attribute("aria-sort") == "ascending"
    assert values(table, 2) == sorted(values(table, 2))
    nll.get_by_role("button").click()
    assert nll.get_attribute("aria-sort") == "descending"
    assert values(table, 2) == sorted(values(table, 2), reverse=True)
    assert len(values(table, 2)) == 4


def test_headers_are_pressed_from_the_keyboard(table):
    nll = header(table, "NLL")
    nll.get_by_role("button").focus()
    table.page.keyboard.press("Space")
    assert nll.get_attribute("aria-sort") == "ascending"
    table.page.keyboard.press("Enter")
    assert nll.get_attribute("aria-sort") == "descending"


def test_words_are_sorted_and_only_one_header_says_so(table):
    header(table, "NLL").get_by_role("button").click()
    header(table, "Map").get_by_role("button").click()
    names = table.locator("tbody tr > :first-child").all_inner_texts()
    assert names == sorted(names)
    assert table.locator("thead [aria-sort]").count() == 1


def test_equal_rows_stay_in_their_order(table):
    """The maps of temperature and γ keep the order of the classes, so their accuracies are equal."""
    for name in ("Map", "Acc"):
        header(table, name).get_by_role("button").click()
    column = header(table, "Acc").evaluate("cell => cell.cellIndex + 1")
    names = table.locator("tbody tr > :first-child").all_inner_texts()
    by_value = {}
    for name, value in zip(names, values(table, column), strict=True):
        by_value.setdefault(value, []).append(name)
    assert max(map(len, by_value.values())) == 3
    assert all(group == sorted(group) for group in by_value.values())
