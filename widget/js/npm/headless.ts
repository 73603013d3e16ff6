// The rules alone, for shops that draw their own pages: the same crate that decides in the widget
// and at the Worker.
import init, { Rules as Inner, Words as InnerWords } from "#rules";
import { wasm } from "#rules-wasm";
import type { Decision, Question, Step } from "./decision.js";
import type { Facts } from "./types.js";

export type * from "./decision.js";
export type { Facts } from "./types.js";

/** Where a policy comes from: a Worker and a store, or the bytes themselves. */
export type Source = { api: string; store: string } | { policy: Uint8Array };

let up: Promise<unknown> | undefined;
const started = () =>
  (up ??= wasm()
    .then((module_or_path) => init({ module_or_path }))
    .catch((error) => {
      up = undefined;
      throw error;
    }));

const bytes = async (url: string) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
};

/** Where a shop is served. */
const served = ({ api, store }: { api: string; store: string }) =>
  `${api.replace(/\/+$/, "")}/v1/stores/${store}/`;

/** One shop's rules. */
export class Rules {
  #inner: Inner;
  #source: Source;

  private constructor(inner: Inner, source: Source) {
    this.#inner = inner;
    this.#source = source;
  }

  /** Loads the wasm, once, and the policy. Fails where either cannot be had or the bytes are no
   * policy. */
  static async load(source: Source): Promise<Rules> {
    const [policy] = await Promise.all([
      "policy" in source ? source.policy : bytes(`${served(source)}policy`),
      started(),
    ]);
    return new Rules(new Inner(policy), source);
  }

  /** SHA-256 of the policy, as every decision and every claim has it. */
  get hash(): string {
    return this.#inner.hash;
  }

  /** The ids of all topics, in the order in which they are offered. */
  get topics(): string[] {
    return this.#inner.topics;
  }

  /** The civil day on which the shop judges, now: the earlier one of the shop's and the
   * shopper's. */
  today(now = new Date()): string {
    // Swedish dates are ISO dates.
    const day = (timeZone?: string) =>
      new Intl.DateTimeFormat("sv-SE", {
        timeZone,
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
      }).format(now);
    return [day(this.#inner.timezone), day()].sort()[0]!;
  }

  /** What a question is; nothing where there is none. */
  question(id: string): Question | undefined {
    return this.#inner.question(id) as Question | undefined;
  }

  /** What comes next. Throws an `Error` that names what is not taken: the topic, the day, or a
   * question and why its answer does not fit. */
  next(topic: string, facts: Facts, today = this.today()): Step {
    return this.#inner.next(topic, facts, today) as Step;
  }

  /** The decision on what is known, whether or not more could be asked. Throws as `next`. */
  check(topic: string, facts: Facts, today = this.today()): Decision {
    return this.#inner.check(topic, facts, today) as Decision;
  }

  /** The shop's words by their keys, such as `question.ship_to.label`; in the policy's own
   * language where it has no other. */
  async words(language: string): Promise<(key: string) => string | undefined> {
    if ("policy" in this.#source)
      throw new Error("words come from a Worker: load the rules with { api, store }");
    // A Worker has names of languages, but not of countries.
    const [spoken] = language.toLowerCase().split(/[-_]/);
    const words = new InnerWords(
      await bytes(`${served(this.#source)}texts/${encodeURIComponent(spoken!)}?fallback`),
    );
    return (key) => words.get(key);
  }
}
