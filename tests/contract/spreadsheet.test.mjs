// The exported CSV as LibreOffice opens it: texts as they were typed, order numbers as texts, and
// nothing is computed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { it } from "node:test";
import { DESK, granted, send, ticket } from "../faults/worker.mjs";

const URL_BASE = process.env.RECOURSE_URL ?? "http://127.0.0.1:8787";
/** Orders and notes as they are sent, and as a cell shows them. */
const ROWS = [
  ["007", "Größe 中文 ñ", "'007", "Größe 中文 ñ"],
  ["12345678901234567890", "=1+1", "'12345678901234567890", "'=1+1"],
  ["1E5", 'two\r\nlines, and a "quote"', "'1E5", 'two\nlines, and a "quote"'],
  ["3-12", "\u001b[2J\u202eevil", "'3-12", "\ufffd[2Jevil"],
  [
    "H-20417",
    '=HYPERLINK("https://evil.example")',
    "H-20417",
    '\'=HYPERLINK("https://evil.example")',
  ],
  ["4711", "+49 30 1234", "4711", "'+49 30 1234"],
];

/** The cells of a CSV, as LibreOffice shows them. UTF-8 (76) is what its dialog proposes for a file
 * with a byte order mark. */
function opened(csv) {
  const folder = mkdtempSync(join(tmpdir(), "recourse-sheet-"));
  try {
    writeFileSync(join(folder, "claims.csv"), csv);
    execFileSync(
      "soffice",
      [
        `-env:UserInstallation=${pathToFileURL(join(folder, "profile"))}`,
        "--headless",
        "--infilter=CSV:44,34,76,1",
        "--convert-to",
        // Tabs, no quotes around texts but where they are needed, cells as shown.
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false",
        "--outdir",
        join(folder, "shown"),
        join(folder, "claims.csv"),
      ],
      { stdio: "pipe", timeout: 120_000 },
    );
    return cells(readFileSync(join(folder, "shown", "claims.csv"), "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rows of a CSV (RFC 4180). */
function cells(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

it(
  "csv: LibreOffice shows every text and every order number as it was typed",
  { timeout: 180_000 },
  async () => {
    const basis = await granted(URL_BASE);
    for (const [order, note] of ROWS) {
      const contact = { email: "sheet@shopper.example", order };
      const sent = await send(URL_BASE, await ticket(URL_BASE), { ...basis, contact, note });
      assert.equal(sent.status, 201, await sent.clone().text());
    }
    const url = `${URL_BASE}/v1/desk/stores/hekka/export?format=csv&limit=100`;
    const csv = Buffer.from(await (await fetch(url, { headers: DESK })).arrayBuffer());
    assert.deepEqual([...csv.subarray(0, 3)], [0xef, 0xbb, 0xbf], "Excel reads it as UTF-8");
    const [head, ...rows] = opened(csv);
    assert.equal(head[0], "id", "the byte order mark is no part of a name");
    const [email, order, note] = ["email", "order", "note"].map((name) => head.indexOf(name));
    const own = rows.filter((row) => row[email] === "sheet@shopper.example");
    for (const [, , shownOrder, shownNote] of ROWS) {
      const row = own.find((one) => one[order] === shownOrder);
      assert.ok(row, `${shownOrder} in ${JSON.stringify(own.map((one) => one[order]))}`);
      assert.equal(row[note], shownNote);
    }
  },
);
