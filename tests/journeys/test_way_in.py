import pytest


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_way_in_is_accessible_and_fits_the_screen(open_page, axe, width, language):
    page = open_page(width=width)
    page.goto("/masuk/")
    if language == "en":
        page.get_by_role("button", name="English").click()

    axe(page)

    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate("document.documentElement.scrollWidth") <= width
