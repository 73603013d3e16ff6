// Lazy chunks, integrity hashes and precompressed files of the widget.
import assert from "node:assert/strict";
import http from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { after, before, it } from "node:test";
import { URL_BASE, at, browser, press, walk } from "./actions.mjs";
import { shopPage, up } from "./shop_page.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

const shop = (...args) => shopPage(chromium, ...args);

it("integrity: a page can pin the loader by its hash, and the loader pins every other file", async () => {
  const { loader, files } = await (await fetch(`${URL_BASE}/widget/manifest.json`)).json();
  const page = await shop('load="visible"', {
    tag:
      `<script type="module" src="/widget/${loader.file}" integrity="${loader.integrity}" ` +
      `crossorigin></script>`,
  });
  await up(page);
  for (const file of Object.keys(files).filter((file) => !/^(messages|request|photo)\./.test(file)))
    assert.ok(page.asked.includes(`/widget/${file}`), file);
  const changed = await shop('load="visible"', {
    tag:
      `<script type="module" src="/widget/${loader.file}" ` +
      `integrity="sha384-${"A".repeat(64)}" crossorigin></script>`,
  });
  await changed.waitForTimeout(500);
  assert.equal(
    await changed.locator("recourse-widget [data-page]").count(),
    0,
    "one changed byte, and nothing runs",
  );
  assert.equal(await at(page), "topics");
});

it("lazy: the request's chunk loads when a remedy can be requested; a failure is retried", async () => {
  const page = await shop();
  const [part, asked] = [
    "**/widget/request.*.wasm",
    () => page.asked.filter((path) => path.includes("/widget/request.")).length,
  ];
  await up(page);
  await page.evaluate(() => {
    window.failed = [];
    document.addEventListener("recourse:error", (event) => failed.push(event.detail.detail.file));
  });
  await page.route(part, (route) => route.abort());
  assert.equal(asked(), 0, "no question is answered yet");
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  await page.waitForTimeout(300);
  assert.equal(asked(), 1, "a remedy can be requested");
  const wish = page.getByRole("button", { name: "Make this request" });
  const notice = page
    .locator("recourse-widget [role=alert]")
    .getByText("Part of this page could not be loaded");
  await wish.click();
  await notice.waitFor();
  // A file with other bytes is not run.
  await page.unroute(part);
  await page.route(part, (route) =>
    route.fulfill({
      contentType: "application/wasm",
      body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]),
    }),
  );
  await wish.click();
  await page.waitForTimeout(500);
  await notice.waitFor();
  assert.equal(await at(page), "decision");
  await page.unroute(part);
  await press(page, "Make this request");
  assert.equal(await at(page), "claim");
  assert.equal(asked(), 4);
  assert.deepEqual(
    await page.evaluate(() => failed),
    Array(3).fill("request.wasm"),
    "each failed try is reported",
  );
  assert.deepEqual(page.problems, []);
});

it("lazy: the photo script loads with the request; a changed file is not run, and it is retried", async () => {
  const page = await shop();
  await up(page);
  const part = /\/widget\/photo\./;
  const notice = page
    .locator("recourse-widget [role=alert]")
    .getByText("Part of this page could not be loaded");
  await page.route(part, (route) =>
    route.fulfill({
      contentType: "text/javascript",
      headers: { "access-control-allow-origin": "*" },
      body: "window.forged = true; export const add = 0, files = 0;",
    }),
  );
  assert.ok(!page.asked.some((path) => path.includes("/photo.")), "no question is answered yet");
  await walk(page, "wrong_item", { sent_back: "not_sent" });
  const wish = page.getByRole("button", { name: "Make this request" });
  await wish.click();
  await notice.waitFor();
  await page.unroute(part);
  // Neither file loads, as without a network: each failure is reported, none is an uncaught error.
  const away = /\/widget\/(photo|request)\./;
  await page.route(away, (route) => route.abort());
  await wish.click();
  await page.waitForTimeout(500);
  await notice.waitFor();
  assert.equal(await at(page), "decision");
  await page.unroute(away);
  await press(page, "Make this request");
  assert.equal(await at(page), "claim");
  assert.equal(await page.evaluate(() => window.forged), undefined);
  assert.deepEqual(page.problems, []);
});

/** The response as it was sent, without decoding. */
const raw = (path, headers = {}, method = "GET") =>
  new Promise((done, fail) => {
    http
      .request(URL_BASE + path, { method, headers }, (answer) => {
        const chunks = [];
        answer
          .on("data", (chunk) => chunks.push(chunk))
          .on("end", () =>
            done({
              status: answer.statusCode,
              headers: answer.headers,
              body: Buffer.concat(chunks),
            }),
          );
      })
      .on("error", fail)
      .end();
  });

it("wasm: it is served as the build compressed it; other clients get another encoding", async () => {
  const { files } = await (await fetch(`${URL_BASE}/widget/manifest.json`)).json();
  const file = Object.keys(files).find((name) => name.endsWith(".wasm"));
  const path = `/widget/${file}`;
  const [small, other, none] = [
    await raw(path, { "accept-encoding": "br, gzip;q=0.5" }),
    await raw(path, { "accept-encoding": "gzip" }),
    await raw(path),
  ];
  assert.deepEqual(
    [small.status, small.headers["content-encoding"], small.headers["content-type"]],
    [200, "br", "application/wasm"],
  );
  assert.match(small.headers.vary, /accept-encoding/i);
  const whole = brotliDecompressSync(small.body);
  for (const answer of [other, none]) {
    const body =
      answer.headers["content-encoding"] === "gzip" ? gunzipSync(answer.body) : answer.body;
    assert.ok(body.equals(whole), `as ${answer.headers["content-encoding"] ?? "it is"}`);
    for (const name of ["content-type", "cache-control", "access-control-allow-origin"])
      assert.equal(answer.headers[name], small.headers[name], name);
  }
  assert.ok(
    brotliDecompressSync((await raw(`${path}?v=7`, { "accept-encoding": "br" })).body).equals(
      whole,
    ),
    "a query string added by a CDN changes nothing",
  );
  const again = await raw(path, { "accept-encoding": "br", "if-none-match": small.headers.etag });
  assert.deepEqual([again.status, again.body.length], [304, 0]);
  const head = await raw(path, { "accept-encoding": "br" }, "HEAD");
  assert.deepEqual(
    [head.status, head.body.length, head.headers["content-encoding"]],
    [200, 0, "br"],
  );
  const gone = await raw("/widget/widget.000000000000.wasm", { "accept-encoding": "br" });
  assert.deepEqual(
    [gone.status, gone.headers["cache-control"]],
    [404, "no-store"],
    "a missing file is not cached",
  );
});
