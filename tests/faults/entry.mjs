// The shipped Worker with a fault injector between it and its ledger. The faults are those that KV
// allows: a write fails before or after it is stored, or is made twice; a read or a list is stale;
// a page is empty and has a cursor. The random numbers have a seed, so a run can be repeated.
import edge, {
  OrderRegistryObject as Registry,
  ShopOutbox as Outbox,
} from "../../edge/build/entry.js";

/** Longest delay of a read in milliseconds; KV promises a minute. */
const BEHIND_MS = 1_500;

let seed = 1;
const chance = () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

/** When each key was first written, for stale reads. */
const born = new Map();

class Liar {
  constructor(kv, share) {
    this.kv = kv;
    this.share = share;
  }

  maybe = () => chance() < this.share;
  hidden = (key) => this.maybe() && Date.now() - (born.get(key) ?? 0) < BEHIND_MS;

  async put(key, value, options) {
    if (this.maybe()) throw new Error("500 before");
    if (!born.has(key)) born.set(key, Date.now());
    await this.kv.put(key, value, options);
    if (this.maybe()) await this.kv.put(key, value, options);
    if (this.maybe()) throw new Error("500 after");
  }

  async get(key, options) {
    if (this.maybe()) throw new Error("503");
    return this.hidden(key) ? null : this.kv.get(key, options);
  }

  async getWithMetadata(key, options) {
    return this.hidden(key)
      ? { value: null, metadata: null }
      : this.kv.getWithMetadata(key, options);
  }

  async list(options = {}) {
    if (this.maybe()) throw new Error("503");
    const { cursor, ...rest } = options;
    if (!cursor && this.maybe())
      return { keys: [], list_complete: false, cursor: "again", cacheStatus: null };
    const page = await this.kv.list(cursor && cursor !== "again" ? options : rest);
    return { ...page, keys: page.keys.filter((key) => !this.hidden(key.name)) };
  }

  delete(key) {
    return this.kv.delete(key);
  }
}

/** A KV whose pages are short, so that a few keys fill several pages. */
class Short {
  constructor(kv, most) {
    this.kv = kv;
    this.most = most;
  }

  put = (...words) => this.kv.put(...words);
  get = (...words) => this.kv.get(...words);
  delete = (key) => this.kv.delete(key);
  list = (options = {}) =>
    this.kv.list({ ...options, limit: Math.min(options.limit ?? this.most, this.most) });
}

const wrapped = (env) => {
  const [share, page] = [Number(env.LIES ?? 0), Number(env.PAGE ?? 0)];
  if (!share && !page) return env;
  seed = Number(env.SEED ?? 1);
  const kv = page ? new Short(env.CLAIMS, page) : new Liar(env.CLAIMS, share);
  // The library checks the constructor name of a binding.
  Object.defineProperty(kv, "constructor", { value: env.CLAIMS.constructor });
  return { ...env, CLAIMS: kv };
};

let lying;
const lied = (env) => (lying ??= wrapped(env));

export class OrderRegistryObject {
  constructor(state, env) {
    return new Registry(state, lied(env));
  }
}

export class ShopOutbox {
  constructor(state, env) {
    return new Outbox(state, lied(env));
  }
}

/**
 * Test routes: write a key of the KV, read whether it exists, list keys of the KV or the bucket,
 * and run scheduled work.
 */
async function asked(request, env, context) {
  const { put, seen, list, photos, cron } = Object.fromEntries(new URL(request.url).searchParams);
  if (put) await env.CLAIMS.put(put, "x");
  if (cron) await edge.scheduled({ cron, scheduledTime: Date.now() }, lied(env), context);
  if (photos) {
    const { objects } = await env.PHOTOS.list({ prefix: photos });
    return Response.json(objects.map((object) => object.key));
  }
  if (list) {
    const { keys } = await env.CLAIMS.list({ prefix: list });
    return Response.json(keys.map((key) => key.name));
  }
  return Response.json(seen ? (await env.CLAIMS.get(seen)) !== null : true);
}

export default {
  fetch(request, env, context) {
    if (new URL(request.url).pathname === "/asked") return asked(request, env, context);
    // An exception where the library's binding declares none: it passes through the wasm.
    if (request.headers.has("x-throw")) {
      const now = Date.now;
      Date.now = () => {
        Date.now = now;
        throw new RangeError("thrown by the runtime");
      };
    }
    // A request that makes the library panic: it has more header fields than its map can hold.
    if (request.headers.has("x-panic")) {
      const fields = Array.from({ length: 40_000 }, (_, n) => [`x-${n}`, ""]);
      Object.defineProperty(request, "headers", { value: { entries: () => fields.values() } });
    }
    return edge.fetch(request, lied(env), context);
  },
  scheduled(event, env, context) {
    return edge.scheduled(event, lied(env), context);
  },
};
