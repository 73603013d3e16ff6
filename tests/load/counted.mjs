// The shipped Worker, with every call of its bindings counted: each is an operation of the
// platform, which allows a thousand per request.
import edge, { OrderRegistryObject, ShopOutbox } from "../../edge/build/entry.js";

export { OrderRegistryObject, ShopOutbox };

const counts = {};
const count =
  (kind, target, method) =>
  (...words) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
    return target[method](...words);
  };

/**
 * A binding whose calls are counted; other properties, such as its constructor, are passed through.
 */
const counted = (kind, binding) =>
  new Proxy(binding, {
    get(target, name) {
      const value = target[name];
      return typeof value === "function" && name !== "constructor"
        ? count(kind, target, name)
        : value;
    },
  });

let wrapped;
const bindings = (env) =>
  (wrapped ??= {
    ...env,
    CLAIMS: counted("kv", env.CLAIMS),
    PHOTOS: counted("r2", env.PHOTOS),
    ORDERS: counted("object", env.ORDERS),
    OUTBOX: counted("object", env.OUTBOX),
  });

/**
 * `POST /seed-events?claim=&from=&count=`: events as the desk writes them, each with the longest
 * note. `POST /seed-claims?claim=&count=`: copies of a claim under other tickets, each with so many
 * events. They are written directly to KV, because the routes would take hours.
 */
async function seed(url, env) {
  const [claim, from, many, events] = ["claim", "from", "count", "events"].map((name) =>
    url.searchParams.get(name),
  );
  const key = claim.replace("-", "/").replace("-", "/").replace("-", "/");
  const note = (n) =>
    JSON.stringify({
      at_ms: Date.now() + n,
      id: n.toString(16).padStart(16, "0"),
      v: 1,
      actor: "ann",
      action: { type: "note", text: "\u{1F4E6}".repeat(2_000) },
    });
  const puts = [];
  if (url.pathname === "/seed-events") {
    for (let n = Number(from ?? 0); n < Number(many); n++)
      puts.push(env.CLAIMS.put(`event/${key}/${n.toString(16).padStart(16, "0")}`, note(n)));
  } else {
    const text = await env.CLAIMS.get(`claim/${key}`);
    for (let n = 0; n < Number(many); n++) {
      const nonce = n.toString(16).padStart(32, "f");
      const [store, inverse, , mark] = key.split("/");
      const own = `${store}/${inverse}/${nonce}/${mark}`;
      puts.push(env.CLAIMS.put(`claim/${own}`, text.replaceAll(claim, own.replaceAll("/", "-"))));
      for (let event = 0; event < Number(events); event++)
        puts.push(
          env.CLAIMS.put(`event/${own}/${event.toString(16).padStart(16, "0")}`, note(event)),
        );
    }
  }
  await Promise.all(puts);
  return new Response("seeded");
}

export default {
  async fetch(request, env, context) {
    const url = new URL(request.url);
    if (url.pathname.startsWith("/seed-")) return seed(url, env);
    for (const kind of Object.keys(counts)) delete counts[kind];
    const answer = await edge.fetch(request, bindings(env), context);
    const headers = new Headers(answer.headers);
    headers.set("x-operations", JSON.stringify(counts));
    return new Response(answer.body, { status: answer.status, headers });
  },
};
