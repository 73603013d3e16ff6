// Checks a page with axe for WCAG 2.2 A and AA.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Fails with one line for each violation that axe finds. */
export async function look(page, where) {
  // Evaluated through the debugger, so that the page's own script policy stays unchanged.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (tags) => window.axe.run(document, { runOnly: tags }),
    TAGS,
  );
  const lines = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${where}: ${id}: ${node.target.flat().join(" ")}: ${node.failureSummary}`),
  );
  assert.equal(lines.join("\n"), "");
}
