// The same four routes written by hand: a policy as JSON, a signed ticket, a claim that is checked,
// stored in the Durable Object of its order and in KV, and the inbox. It decides by a few
// comparisons for one topic of one shop and proves nothing, so it is as fast as such a Worker can
// be: our Worker is measured against it.
import { DurableObject } from "cloudflare:workers";
import { seed } from "./seed.mjs";

const LAST_MS = 9_999_999_999_999;
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const json = (status, value) =>
  new Response(JSON.stringify(value), {
    status,
    headers: {
      "content-type": "application/json",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
const problem = (status, code) => json(status, { type: `urn:x:${code}`, status, code });

const POLICY = JSON.stringify({
  store: "hekka",
  rules: Array.from({ length: 120 }, (_, n) => ({
    id: `rule-${n}`,
    when: { delivered_on: "within 30 days", opened: "no" },
    quote: "as the page of the shop says, in a sentence of some length that is quoted here",
  })),
});

let key;
const signer = async (env) =>
  (key ??= await crypto.subtle.importKey(
    "raw",
    Uint8Array.from(env.TICKET_KEY.match(/../g), (pair) => parseInt(pair, 16)),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign", "verify"],
  ));
const sign = async (env, text) =>
  new Uint8Array(
    await crypto.subtle.sign("HMAC", await signer(env), new TextEncoder().encode(text)),
  );

const sender = (request) => `hekka ${request.headers.get("cf-connecting-ip")}`;
const allowed = async (limiter, key) => (await limiter.limit({ key })).success;

async function ticket(request, env) {
  if (!(await allowed(env.LIMIT_UPLOADS, sender(request)))) return problem(429, "rate_limited");
  const issued = Date.now();
  const nonce = hex(crypto.getRandomValues(new Uint8Array(16)));
  return json(201, {
    ticket: `${issued}.${nonce}.${hex(await sign(env, `${issued}.${nonce}`))}`,
    issued_at: new Date(issued).toISOString(),
  });
}

function decide(facts) {
  const days = (Date.now() - Date.parse(facts.delivered_on ?? "2026-11-01")) / 86_400_000;
  if (facts.sent_back === "sent") return "refused";
  return days <= 365 ? "granted" : "ask_support";
}

async function submit(request, env) {
  if (
    !(await allowed(env.LIMIT_CLAIMS, sender(request))) ||
    !(await allowed(env.LIMIT_STORE, "hekka"))
  )
    return problem(429, "rate_limited");
  const [issued, nonce, mark] = (request.headers.get("recourse-ticket") ?? "").split(".");
  if (!mark || hex(await sign(env, `${issued}.${nonce}`)) !== mark)
    return problem(401, "ticket_invalid");
  const text = await request.text();
  if (text.length > 32_768) return problem(413, "too_large");
  const body = JSON.parse(text);
  for (const name of ["policy", "topic", "remedy", "facts", "contact"])
    if (!(name in body)) return problem(400, "bad_json");
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(body.contact.email) || !body.contact.order)
    return problem(422, "bad_email");
  const verdict = decide(body.facts);
  if (verdict === "refused") return problem(422, "remedy_refused");
  const inverse = String(LAST_MS - Number(issued)).padStart(13, "0");
  const fingerprint = hex((await sign(env, text)).slice(0, 8));
  const prefix = `claim/hekka/${inverse}/${nonce}/`;
  const before = await env.CLAIMS.list({ prefix, limit: 10 });
  const claim = `hekka-${inverse}-${nonce}-${fingerprint}`;
  if (before.keys.some((one) => one.name === prefix + fingerprint))
    return json(200, { claim, verdict });
  const kept = { ...body, claim, verdict, received_at: new Date().toISOString() };
  const claims = env.ORDERS.getByName(hex(await sign(env, body.contact.order)));
  const answer = await claims.fetch("https://object/", {
    method: "POST",
    body: JSON.stringify({ key: prefix + fingerprint, kept }),
  });
  return json(201, await answer.json());
}

export class OrderRegistryObject extends DurableObject {
  fetch(request) {
    return this.ctx.blockConcurrencyWhile(async () => {
      const { key, kept } = await request.json();
      const claims = (await this.ctx.storage.get("claims")) ?? [];
      const metadata = {
        claim: kept.claim,
        received_at: kept.received_at,
        topic: kept.topic,
        verdict: kept.verdict,
        order: `***${kept.contact.order.slice(-3)}`,
      };
      await this.env.CLAIMS.put(key, JSON.stringify(kept), { metadata });
      claims.push({ claim: kept.claim });
      await this.ctx.storage.put("claims", claims);
      return Response.json({ claim: kept.claim, verdict: kept.verdict });
    });
  }
}

async function inbox(request, env) {
  if (request.headers.get("authorization") !== `Bearer ${env.DESK_TOKEN}`)
    return problem(401, "unauthorized");
  const page = await env.CLAIMS.list({ prefix: "claim/hekka/", limit: 50 });
  return json(200, { claims: page.keys.map((one) => one.metadata), cursor: page.cursor });
}

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === "/seed") return seed(request, env);
    if (pathname === "/healthz") return json(200, { ok: true });
    if (pathname === "/v1/stores/hekka/policy")
      return new Response(POLICY, {
        headers: { etag: '"1"', "cache-control": "public, max-age=60" },
      });
    if (pathname === "/v1/stores/hekka/tickets") return ticket(request, env);
    if (pathname === "/v1/stores/hekka/claims") return submit(request, env);
    if (pathname === "/v1/desk/stores/hekka/claims") return inbox(request, env);
    return problem(404, "not_found");
  },
};
