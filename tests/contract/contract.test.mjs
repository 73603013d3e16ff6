// Schemathesis sends the running Worker requests that www/openapi.json allows and that it forbids:
// no 5xx, no status, media type or schema that the file does not describe, and every other method
// refused as described. It runs three times: without credentials, with a claim's secret, and with
// the desk's secret.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, it } from "node:test";
import { granted, send, ticket } from "../faults/worker.mjs";

const url = process.env.RECOURSE_URL ?? "http://127.0.0.1:8787";
const tool = process.env.SCHEMATHESIS ?? "schemathesis";
const file = fileURLToPath(new URL("../../www/openapi.json", import.meta.url));
const place = mkdtempSync(join(tmpdir(), "recourse-contract-"));
after(() => rmSync(place, { recursive: true, force: true }));

let known;
before(async () => {
  const own = await ticket(url);
  const basis = await granted(url);
  const contact = { email: "contract@shopper.example", order: `contract-${Date.now()}` };
  const receipt = await (await send(url, own, { ...basis, contact })).json();
  known = {
    claim: receipt.claim,
    secret: receipt.status_url.split(".").pop(),
    ticket: own,
    hash: basis.policy,
  };
});

const CHECKS = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_schema_conformance",
  "response_headers_conformance",
  "unsupported_method",
];

function ask(paths, token) {
  // Values that cannot be generated are given; all others are generated.
  const config = join(place, "schemathesis.toml");
  const given = {
    "path.store": "hekka",
    "path.id": known.claim,
    "path.hash": known.hash,
    "path.language": "en",
    "header.recourse-ticket": known.ticket,
  };
  writeFileSync(
    config,
    `[parameters]\n${Object.entries(given)
      .map(([name, value]) => `${JSON.stringify(name)} = ${JSON.stringify(value)}`)
      .join("\n")}\n`,
  );
  const words = [
    "--config-file",
    config,
    "run",
    file,
    "--url",
    url,
    "--checks",
    CHECKS.join(","),
    "--include-path-regex",
    paths,
    "--max-examples",
    "25",
    "--phases",
    "examples,coverage,fuzzing",
    "--generation-deterministic",
    "--continue-on-failure",
    "--no-color",
  ];
  if (token) words.push("-H", `Authorization: Bearer ${token}`);
  const asked = spawnSync(tool, words, {
    encoding: "utf8",
    cwd: place,
    env: { ...process.env, CI: "" },
  });
  const output = `${asked.stdout}\n${asked.stderr}`;
  assert.equal(asked.status, 0, output.slice(-6_000));
  const [, made] = output.match(/(\d+) generated/) ?? [];
  assert.ok(Number(made) > 50, `it sent requests:\n${output.slice(-2_000)}`);
}

it("contract: without credentials", { timeout: 180_000 }, () => ask("^/(healthz|v1/stores)", ""));
it("contract: with a claim's secret", { timeout: 180_000 }, () => ask("^/v1/claims", known.secret));
it("contract: with the desk's secret", { timeout: 180_000 }, () =>
  ask("^/v1/desk", "de5c".repeat(16)),
);
