// Layout faults of a page of the widget, one line each: faults that a person sees at once and no
// other test finds.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Pixels between a title and the content below it. */
const GAP = 4;

/** Titles that overlap the content below, and elements that overflow the page. Runs in the page. */
const PLACES = `
  const [page] = within("[data-page]");
  const drawn = (element) => element.checkVisibility() && element.getClientRects().length > 0
    && !element.closest(".hidden");
  const words = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect();
  };
  const follows = (title, element) => title.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
  const after = (title) => within("[data-page] *").find((element) => drawn(element)
    && !title.contains(element) && follows(title, element));
  const close = within("legend, h2, h3, h4").filter((title) => drawn(title) && after(title)).flatMap((title) => {
    const gap = Math.round(words(after(title)).top - words(title).bottom);
    const name = title.localName + " \\"" + title.innerText.trim() + "\\"";
    return gap < given ? [name + " is " + gap + " px above the content below"] : [];
  });
  const frame = page.getBoundingClientRect();
  const out = within("[data-page] *").filter(drawn).flatMap((element) => {
    const { left, right } = element.getBoundingClientRect();
    const overflows = left < frame.left - 1 || right > frame.right + 1;
    return overflows ? [element.localName + "." + element.className + " overflows the page"] : [];
  });
  return [...close, ...out];`;

const AXES =
  "const [tags, done] = arguments; axe.run(document, { runOnly: tags }).then(({ " +
  "violations }) => done(violations.flatMap(({ id, nodes }) => nodes.map(({ target, " +
  "failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary}`))))";

/** Fails on any layout fault. */
export async function look(shopper, where) {
  await shopper.until("a page without running animations", () =>
    shopper.ask("return within('*').every((element) => !element.getAnimations().length)"),
  );
  assert.deepEqual(await shopper.ask(PLACES, GAP), [], where);
  await shopper.driver.executeScript(AXE);
  assert.deepEqual(await shopper.driver.executeAsyncScript(AXES, TAGS), [], where);
}
