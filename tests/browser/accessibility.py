"""What a page owes to everybody: the rules that axe can check, reflow, and the way with the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from playwright.sync_api import Locator, Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
NARROW = ((320, 640), (320, 256))
"""WCAG 1.4.10: a small phone, and 1280 by 1024 enlarged four times."""

_RUN = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: tags, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"],
  });
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id} (${rule.impact}): ${rule.help}: ${node.target.join(" ")}: ` +
    node.failureSummary.replace(/\\s+/g, " ")));
}"""
_WIDER = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = (element) => {
    for (let one = element.parentElement; one && one !== document.body; one = one.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(one).overflowX)) return true;
    return false;
  };
  const wider = [...document.body.querySelectorAll("*")].filter((element) =>
    element.checkVisibility() && element.getBoundingClientRect().right > width + 1 && !scrolls(element));
  const told = wider.map((element) => `${element.tagName.toLowerCase()}.${element.className}: ` +
    `${Math.round(element.getBoundingClientRect().right)} px of ${width}`);
  if (!told.length && document.documentElement.scrollWidth > width)
    told.push(`the page: ${document.documentElement.scrollWidth} px of ${width}`);
  return told;
}"""
_FOCUS = """async (wanted) => {
  const element = document.activeElement;
  const frame = () => new Promise(requestAnimationFrame);
  const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (let at = null, before; smooth && (at === null || at !== before); await frame(), await frame()) {
    before = at;  // bootstrap scrolls smoothly to what has the focus
    at = element.getBoundingClientRect().top;
  }
  if (!element || element === document.body) return {name: "the page", seen: true, reached: false};
  const together = wanted.type === "radio" && element.form === wanted.form && element.name === wanted.name;
  const drawn = (one) => {
    const style = getComputedStyle(one);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
      && !/^rgba.*, 0\\)$/.test(style.outlineColor);
    return `${outlined ? style.outline : ""} ${style.boxShadow}`;
  };
  const shows = [element, ...(element.labels ?? [])];
  const focused = shows.map(drawn);
  const box = element.getBoundingClientRect();
  const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;  // a tall one shows in part
  const top = document.elementFromPoint(box.x + box.width / 2, middle);
  const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const bare = focused.every((style) => style.trim() === "none");
  return {
    name: element.ariaLabel || element.labels?.[0]?.textContent.trim() || element.textContent.trim()
      || element.tagName,
    seen: inView && !bare && shows.some((one) => one.contains(top) || top?.contains(one)),
    reached: element === wanted || together,
  };
}"""


@cache
def _axe() -> str:
    return Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")


def axe(page: Page) -> Sequence[str]:
    """Each violation with its rule, element and reason. It comes by the debugger: no policy sees it."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"() => {{ {_axe()} }}")
    violations: list[str] = page.evaluate(_RUN, list(TAGS))
    return violations


def reflows(page: Page) -> Sequence[str]:
    """What reaches beyond the right edge of a narrow window; tables may scroll in a box of their own."""
    before = page.viewport_size
    wider: list[str] = []
    for width, height in NARROW:
        page.set_viewport_size({"width": width, "height": height})
        wider += [f"at {width} by {height}: {told}" for told in page.evaluate(_WIDER)]
    if before:
        page.set_viewport_size(before)
    return wider


def tab_to(wanted: Locator, *, at_most: int = 60) -> Sequence[str]:
    """Tab until it has the focus, of radio buttons any of the group; the names of the stops. At each the
    focus has to be seen."""
    page = wanted.page
    stops: list[str] = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        stop = wanted.evaluate(_FOCUS)
        assert stop["seen"], f"nobody sees that the focus is on {stop['name']!r}, after {stops}"
        stops.append(stop["name"])
        if stop["reached"]:
            return stops
    raise AssertionError(f"not reached with {at_most} tabs: {stops}")
