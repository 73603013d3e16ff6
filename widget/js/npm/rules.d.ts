// wasm-bindgen writes `rules.js` from the crate `recourse-headless`.
export default function init(input: { module_or_path: unknown }): Promise<unknown>;
export class Rules {
  constructor(policy: Uint8Array);
  readonly hash: string;
  readonly timezone: string;
  readonly topics: string[];
  question(id: string): unknown;
  next(topic: string, facts: object, today: string): unknown;
  check(topic: string, facts: object, today: string): unknown;
}
export class Words {
  constructor(texts: Uint8Array);
  get(key: string): string | undefined;
}
