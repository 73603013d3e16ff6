// The running Worker under faults: panics, rate limits, concurrent claims of one order, signed
// orders, Turnstile, webhooks.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { Webhook } from "standardwebhooks";
import { DESK, exported, granted, output, send, start, ticket } from "./worker.mjs";
import { ORDER_KEYS, part, signed, siteverify } from "./shop_services.mjs";

const CANARY = "canary-77aa";
const SECRETS = [
  "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
];
const pause = (ms) => new Promise((go) => setTimeout(go, ms));
const state = mkdtempSync(join(tmpdir(), "recourse-guard-"));

let worker;
let basis;
let hook;
let receiver;
/** The requests that the webhook receiver got, and its next statuses; 204 when none is left. */
const got = [];
const answers = [];

before(async () => {
  hook = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      if (request.url === "/siteverify") {
        return siteverify(JSON.parse(body), response);
      }
      got.push({ headers: request.headers, body, at: Date.now() });
      const status = answers.shift() ?? 204;
      response.writeHead(status, status === 302 ? { location: `${receiver}/elsewhere` } : {}).end();
    });
  });
  await new Promise((done) => hook.listen(0, "127.0.0.1", done));
  receiver = `http://127.0.0.1:${hook.address().port}`;
  worker = await start({
    state,
    env: "few",
    hook: `${receiver}/hook`,
    keys: { webhook_secrets: SECRETS, order_keys: ORDER_KEYS },
    other: {
      turnstile: { hostnames: ["www.shop.example"] },
      turnstile_url: `${receiver}/siteverify`,
    },
    otherKeys: { turnstile_secret: "turnstile-secret" },
  });
  basis = await granted(worker.url);
});
after(async () => {
  await worker?.kill();
  hook?.close();
  rmSync(state, { recursive: true, force: true });
});

let address = 0;
const from = () => ({ "cf-connecting-ip": `192.0.2.${++address}` });
const body = (more = {}) => ({
  ...basis,
  contact: { email: `${CANARY}@shopper.example`, order: `${CANARY}-1` },
  note: `${CANARY} ${++address}`,
  ...more,
});
const submit = async (more) => send(worker.url, await ticket(worker.url), body(more), from());

it("header: a field that is not ASCII, such as a cookie of the shop, is ignored", async () => {
  const response = await fetch(`${worker.url}/v1/stores/hekka/form`, {
    headers: { cookie: "name=Zoë", "x-shop": "café" },
  });
  assert.equal(response.status, 200);
  assert.match(await response.text(), /<html lang="en"/);
});

for (const how of ["x-panic", "x-throw"])
  it(`panic: after ${how === "x-panic" ? "a panic" : "an exception"} the next request is answered`, async () => {
    for (let turn = 0; turn < 3; turn++) {
      // A ticket request reads the clock after the rate limiter's promise resolves: only the
      // request's own promise waits for it.
      const path = how === "x-panic" ? "/healthz" : "/v1/stores/hekka/tickets";
      const broken = await fetch(`${worker.url}${path}`, {
        method: how === "x-panic" ? "GET" : "POST",
        headers: { [how]: "1" },
      });
      assert.equal(broken.status, 500);
      const next = await fetch(`${worker.url}/healthz`);
      assert.equal(next.status, 200);
      // The response is a problem with the same headers as every other one.
      const other = await fetch(`${worker.url}/v1/nothing`);
      const kept = (answer) =>
        [...answer.headers.keys()]
          .filter(
            (name) =>
              ![
                "content-length",
                "transfer-encoding",
                "content-encoding",
                "date",
                "server",
                "vary",
              ].includes(name),
          )
          .sort()
          .map((name) => [
            name,
            name === "recourse-request-id"
              ? answer.headers.get(name).length
              : answer.headers.get(name),
          ]);
      assert.deepEqual(kept(broken), kept(other));
      const [problem, usual] = [await broken.json(), await other.json()];
      assert.deepEqual(Object.keys(problem), Object.keys(usual));
      assert.deepEqual(
        [problem.code, problem.status, problem.request_id],
        ["internal", 500, broken.headers.get("recourse-request-id")],
      );
    }
    // Concurrent requests get a response, too; none of them hangs.
    const all = await Promise.all(
      [0, 1, 2, 3, 4, 5, 6, 7].map((ix) =>
        fetch(`${worker.url}/v1/stores/hekka/policy`, { headers: ix === 4 ? { [how]: "1" } : {} }),
      ),
    );
    const codes = await Promise.all(
      all.map(async (answer) => (answer.ok ? "ok" : (await answer.json()).code)),
    );
    assert.ok(
      codes.includes("internal") && codes.every((code) => ["ok", "internal"].includes(code)),
      String(codes),
    );
    assert.equal((await fetch(`${worker.url}/healthz`)).status, 200);
    // The runtime logs it a little later.
    await until(() =>
      output.join("").includes(how === "x-panic" ? "RuntimeError: unreachable" : "Critical error"),
    );
  });

it("panic: an instant beyond the calendar is refused, and ends no concurrent request", async () => {
  const own = await Promise.all([0, 1, 2].map(() => ticket(worker.url)));
  let last;
  const late = new Promise((go) => {
    last = go;
  });
  // Half of each claim is sent, then the desk's request, then the rest.
  const half = own.map((one) => {
    const text = JSON.stringify(
      body({
        contact: { email: `${CANARY}@shopper.example`, order: `${CANARY}-half-${one.slice(0, 8)}` },
      }),
    ).padEnd(200_000 - 170_000);
    const stream = new ReadableStream({
      async start(stream) {
        stream.enqueue(Buffer.from(text.slice(0, 100)));
        await late;
        stream.enqueue(Buffer.from(text.slice(100)));
        stream.close();
      },
    });
    return fetch(`${worker.url}/v1/stores/hekka/claims`, {
      method: "POST",
      headers: { "content-type": "application/json", "recourse-ticket": one, ...from() },
      body: stream,
      duplex: "half",
    });
  });
  await pause(300);
  for (const at of ["9223372036854775807", "-9223372036854775808", "8640000000000001"]) {
    const refused = await fetch(`${worker.url}/v1/desk/stores/hekka/day?at=${at}`, {
      headers: DESK,
    });
    assert.deepEqual([refused.status, (await refused.json()).code], [422, "bad_instant"], at);
  }
  // Within the calendar, and far from every claim.
  for (const at of ["8640000000000000", "-8640000000000000", "0"]) {
    assert.equal(
      (await fetch(`${worker.url}/v1/desk/stores/hekka/day?at=${at}`, { headers: DESK })).status,
      200,
      at,
    );
  }
  last();
  for (const answer of await Promise.all(half))
    assert.equal(answer.status, 201, await answer.clone().text());
});

it("body: a body in one piece and one in many pieces are read alike, and both are limited", async () => {
  const ask = (body) =>
    fetch(`${worker.url}/v1/desk/stores/hekka/decide`, {
      method: "POST",
      headers: { ...DESK, "content-type": "application/json", "x-note": "caf\u00e9" },
      body,
      duplex: "half",
    });
  // A stream has no content length.
  const pieces = (text) =>
    new ReadableStream({
      start(stream) {
        for (let at = 0; at < text.length; at += 7_000)
          stream.enqueue(Buffer.from(text.slice(at, at + 7_000)));
        stream.close();
      },
    });
  const text = (length) =>
    JSON.stringify({
      topic: "wrong_item",
      facts: { sent_back: "not_sent" },
      today: "2026-11-20",
    }).padEnd(length);
  const [whole, inMany] = [await ask(text(20_000)), await ask(pieces(text(20_000)))];
  assert.deepEqual([whole.status, inMany.status], [200, 200]);
  assert.equal(await inMany.text(), await whole.text());
  for (const length of [40_000, 200_000]) {
    for (const body of [text(length), pieces(text(length))]) {
      const refused = await ask(body);
      assert.deepEqual(
        [refused.status, (await refused.json()).code],
        [413, "too_large"],
        `${length} bytes`,
      );
    }
  }
  assert.equal((await (await ask(pieces(""))).json()).code, "bad_json");
});

it("rate_limit: the eleventh claim of one sender in a minute is refused with 429", async () => {
  const own = await ticket(worker.url);
  const statuses = [];
  for (let turn = 0; turn < 12; turn++)
    statuses.push(
      (
        await send(
          worker.url,
          own,
          {},
          { "cf-connecting-ip": "198.51.100.7", "x-forwarded-for": `203.0.113.${turn}` },
        )
      ).status,
    );
  // The minute of the counter may change, at worst in the middle of these requests.
  assert.ok(statuses.filter((status) => status === 400).length >= 10, String(statuses));
  const late = [];
  for (let turn = 0; turn < 22; turn++)
    late.push(await send(worker.url, own, {}, { "cf-connecting-ip": "198.51.100.7" }));
  const refused = late.find((answer) => answer.status === 429);
  assert.ok(refused, "a request is refused");
  assert.equal(refused.headers.get("retry-after"), "60");
  assert.equal((await refused.json()).code, "rate_limited");
  assert.equal(
    (await send(worker.url, own, {}, { "cf-connecting-ip": "198.51.100.8" })).status,
    400,
    "another sender is not limited",
  );
});

it("duplicate_claim: two concurrent claims for one item are counted once, and two of three leave one", async () => {
  const order = `${CANARY}-parallel`;
  const wish = (quantity, token) => ({
    contact: { email: `${CANARY}@shopper.example`, order },
    items: [{ item: "SKU-1", quantity }],
    signed_order: token,
  });
  const token = signed("ES256", "es", { order, items: [{ item: "SKU-1", quantity: 3 }] });
  const pair = await Promise.all([submit(wish(2, token)), submit(wish(2, token))]);
  const statuses = pair.map((answer) => answer.status).sort();
  assert.deepEqual(statuses, [201, 409], "one is stored; for the other only one item is left");
  const third = await submit(wish(1, token));
  assert.equal(third.status, 201);
  const fourth = await submit(wish(1, token));
  assert.deepEqual(
    [fourth.status, (await fourth.json()).code],
    [409, "quantity_exceeded"],
    "refused, not dropped",
  );
  const all = [...(await exported(worker.url)).values()].filter(
    (claim) => claim.contact.order === order,
  );
  assert.deepEqual(
    all.map((claim) => [claim.order, claim.check]),
    [
      ["signed", "checked"],
      ["signed", "checked"],
    ],
  );
});

it("signed_order: orders signed by either algorithm are accepted, and no others", async () => {
  const order = `${CANARY}-signed`;
  const contact = { email: `${CANARY}@shopper.example`, order };
  for (const [alg, kid] of [
    ["HS256", "hs"],
    ["ES256", "es"],
  ]) {
    const good = signed(alg, kid, { order, facts: basis.facts });
    assert.equal((await submit({ contact, facts: {}, signed_order: good })).status, 201, alg);
    const [head, payload, mark] = good.split(".");
    const flipped = Buffer.from(mark, "base64url");
    flipped[9] ^= 1;
    for (const bad of [
      `${head}.${payload}.${flipped.toString("base64url")}`,
      `${part({ alg: "none", kid })}.${payload}.`,
      `${head}.${part({ store: "hekka", order, exp: 9e9 })}.${mark}`,
    ]) {
      const answer = await submit({ contact, signed_order: bad });
      assert.equal(answer.status, 422);
      assert.equal((await answer.json()).code, "bad_signed_order");
    }
  }
});

it("captcha: Turnstile is required, and an unavailable service blocks no shopper", async () => {
  const get = (token) =>
    fetch(`${worker.url}/v1/stores/xiaomiforsale/tickets`, {
      method: "POST",
      headers: token ? { "recourse-turnstile-token": token } : {},
    });
  const code = async (token) => (await (await get(token)).json()).code;
  assert.equal(await code(""), "human_check_required");
  assert.equal(await code("robot"), "human_check_failed");
  assert.equal(await code("elsewhere"), "human_check_failed");
  assert.equal((await get("person")).status, 201);
  assert.equal((await get("away")).status, 201, "the ticket is issued, and its claim will say so");
  await until(() => output.join("").includes("turnstile: the service did not answer"));
});

it(
  "webhook: it is sent as Standard Webhooks says, retried after a failure, and has no personal data",
  { timeout: 60_000 },
  async () => {
    await until(() => got.length > 0);
    await pause(500);
    got.length = 0;
    answers.push(500);
    const receipt = await (await submit()).json();
    await until(() => got.length >= 2);
    assert.ok(got[1].at - got[0].at >= 4_500, "five seconds later");
    for (const { headers, body } of got) {
      for (const secret of SECRETS) {
        const message = new Webhook(secret).verify(body, headers);
        assert.deepEqual(
          [message.type, message.data.claim, message.data.store],
          ["claim.created", receipt.claim, "hekka"],
        );
      }
      assert.ok(!body.includes(CANARY) && body.length < 1_000, body);
      assert.throws(() => new Webhook(SECRETS[0]).verify(body.replace("hekka", "other"), headers));
    }
    assert.equal(got[0].headers["webhook-id"], got[1].headers["webhook-id"]);
    const list = `${worker.url}/v1/desk/stores/hekka/deliveries`;
    const { deliveries } = await (await fetch(list, { headers: DESK })).json();
    const own = deliveries.find((one) => one.id === got[0].headers["webhook-id"]);
    assert.deepEqual([own.status, own.attempts, own.response_status], ["delivered", 2, 204]);
    assert.equal((await fetch(`${list}/${own.id}`, { method: "POST", headers: DESK })).status, 202);
    await until(() => got.length >= 3);
    assert.equal(got[2].headers["webhook-id"], own.id, "the desk asked for a redelivery");
  },
);

it("webhook: a redirect is not followed", { timeout: 60_000 }, async () => {
  got.length = 0;
  answers.push(302);
  await submit();
  await until(() => got.length >= 2);
  assert.ok(got.every(({ headers }) => headers["webhook-id"] === got[0].headers["webhook-id"]));
  assert.ok(got[1].at - got[0].at >= 4_500, "it counts as a failure");
});

it("logs: the Worker logs no personal data", () => {
  const all = output.join("");
  assert.ok(all.includes("/v1/stores/hekka/claims"), "requests are in the log");
  assert.ok(!all.includes(CANARY), all.slice(all.indexOf(CANARY) - 400, all.indexOf(CANARY) + 100));
});

async function until(what) {
  for (let turn = 0; turn < 400; turn++) {
    if (what()) return;
    await pause(100);
  }
  assert.fail(`it did not happen; the Worker's log:\n${output.slice(-15).join("")}`);
}
