// One widget in its tag: what it shows is read, shown, said in another language, and taken down. It
// comes with the wasm, for a page on which nobody asks needs none of it; what a page needs at once
// is the element's (`element.ts`).
import { caseOf, factsOf } from "./attributes";
import { addReporter, removeReporter } from "./failures";
import { FRESH, good } from "./http";
import type { Life, Tag } from "./files";
import { messages } from "./messages";
import { prerender } from "./prerender";
import { adoptStyles } from "./style";

/** A mounted widget, which `show` draws. */
export type Handle = {
  show(): void;
  unmount(): void;
  syncClock(refused: string[]): void;
  setFacts(facts: object): void;
  setLocale(options: object, bundle: Uint8Array): void;
};

/** A shop's policy, and after `read` its words. */
export type PolicyBundle = { read(): void; free(): void };

/** What the wasm is asked for. */
export type Wasm = {
  PolicyBundle: new (bytes: Uint8Array) => PolicyBundle;
  mount(root: ShadowRoot, options: object, bundle: PolicyBundle): Handle;
};

/** Everything up to what is drawn. */
type Made = { options: { wish: string }; bundle: PolicyBundle; bytes: Uint8Array };

const KEYS = ["keydown", "keyup", "keypress"];
/** What closes a drawer, and what leads out of it. */
const AROUND = ["Escape", "Tab"];

/** Lets the page do what waits: a slow phone must not stand still for what we do in one go. */
const yieldToMain = () => new Promise((go) => setTimeout(go));

/** Facts in one text, to see whether they are the same. */
const rows = (facts: object) => Object.entries(facts).join("\0");

/** Once the page has nothing else to do, but soon: a day may hang on it. Where nobody can say
 * when that is, at once. */
const whenIdle = () =>
  new Promise<unknown>((go) => (window.requestIdleCallback ?? setTimeout)(go, { timeout: 500 }));

class WidgetController implements Life {
  opened = false;
  #handle?: Handle;
  #turn = 0;
  #changed = false;
  /** Another case is on its way, or could not be had. */
  #open = false;
  #pressed = false;
  #making?: Promise<Made>;
  #slot: Element;
  #facts: Record<string, string>;

  constructor(
    private wasm: Wasm,
    private tag: Tag,
  ) {
    const { element, root } = tag;
    this.#slot = root.querySelector("slot")!;
    this.#facts = element.facts;
    Object.defineProperty(element, "facts", {
      get: () => this.#facts,
      set: (facts) => this.#give(facts),
    });
    new MutationObserver(
      (changes) =>
        changes.some(({ attributeName }) => attributeName!.startsWith("fact-")) &&
        this.#give(this.#facts),
    ).observe(element, { attributes: true });
    // A double click is one: its second half would press what has come in the place of the first.
    root.addEventListener(
      "click",
      (event) =>
        (event as MouseEvent).detail > 1 &&
        (event.target as Element).closest("button") &&
        (event.preventDefault(), event.stopPropagation()),
      true,
    );
    // What is typed here is no shortcut of the page around.
    for (const kind of KEYS)
      root.addEventListener(
        kind,
        (event) => AROUND.includes((event as KeyboardEvent).key) || event.stopPropagation(),
      );
  }

  #give(facts: Record<string, string>) {
    this.#facts = facts;
    this.#handle?.setFacts(this.#given());
  }

  changed(name: string, before: string | null, now: string | null) {
    if (before === now) return;
    // Another language that cannot be had leaves the one that is there.
    if (this.#handle && name === "lang") return void this.#speak().catch(this.tag.tell);
    this.#making = undefined;
    if (this.#changed) return;
    // Frameworks set one attribute after the other.
    this.#changed = true;
    queueMicrotask(() => {
      this.#changed = false;
      if (this.#handle || this.#open) void this.#mount();
    });
  }

  async prepare(press?: Event) {
    if (this.#handle) return;
    const turn = this.#turn;
    const { options, bundle } = await this.#made().catch((error) => {
      this.#making = undefined;
      throw error;
    });
    // Once, for a press also brings the focus; and not where the widget itself is coming already.
    const wanted = () => turn === this.#turn;
    if (!press || this.#pressed || !wanted()) return;
    this.#pressed = true;
    await prerender(this.wasm.mount, this.tag.root, options, bundle, wanted);
  }

  start() {
    if (!this.#handle || this.#open) void this.#mount();
    // Moved, maybe into another page.
    else adoptStyles(this.tag.root);
  }

  down() {
    this.#turn++;
    this.#open = false;
    removeReporter(this.tag.tell);
    this.#handle?.unmount();
    this.#handle = undefined;
    this.tag.root.replaceChildren(this.#slot);
  }

  reset() {
    const { store, order, item, topic } = this.#case();
    // Also where it is on its way: whoever presses twice wants it no less.
    const up = this.#handle || this.#open;
    this.down();
    try {
      sessionStorage.removeItem(`recourse:${store}:${order}:${item}:${topic}`);
    } catch {
      // Where the page may not store, nothing is remembered.
    }
    if (up) void this.#mount();
  }

  async #mount() {
    const turn = ++this.#turn;
    this.#open = true;
    addReporter(this.tag.tell);
    try {
      const { options, bundle, bytes } = await this.#made();
      if (turn !== this.#turn) return;
      this.#making = undefined;
      await this.#rest();
      if (turn !== this.#turn) return;
      const handle = await this.#drawn(turn, options, bundle);
      if (!handle) return;
      if (options.wish !== this.tag.lang()) await this.#speak().catch(this.tag.tell);
      this.tag.up(this.tag.element);
      await whenIdle();
      if (turn === this.#turn) this.#settle(handle, bytes);
    } catch (error) {
      this.#making = undefined;
      if (turn !== this.#turn) return this.tag.tell(error);
      this.tag.failed(error);
    }
  }

  // What a press has prerendered takes a frame, and is on the screen with the next one; anything
  // else comes in steps.
  #rest() {
    return this.#pressed ? undefined : yieldToMain();
  }

  // In two steps, and beside what is there until it is.
  async #drawn(turn: number, options: object, bundle: PolicyBundle) {
    const { root } = this.tag;
    adoptStyles(root);
    const before = [...root.childNodes];
    // As the page says it now: it may have been made ready long ago.
    const facts = this.#given();
    const handle = this.wasm.mount(root, { ...options, ...this.#case(), facts }, bundle);
    bundle.free();
    await this.#rest();
    if (turn !== this.#turn) return handle.unmount();
    const last = this.#handle;
    this.#handle = handle;
    // What the page has said meanwhile; and it says more when it hears that we are there.
    const meanwhile = this.#given();
    if (rows(meanwhile) !== rows(facts)) handle.setFacts(meanwhile);
    handle.show();
    last?.unmount();
    this.opened = true;
    this.#open = false;
    for (const node of before) node.remove();
    if (this.tag.shown()) root.querySelector("h2")?.focus();
    return handle;
  }

  async #speak() {
    const handle = this.#handle;
    const [options, { said, bytes }] = await Promise.all([this.#options(), this.#shop()]);
    // Meanwhile it may have been another language, or another shop.
    if (handle === this.#handle && options.wish === this.tag.lang())
      handle?.setLocale({ ...options, said }, bytes);
  }

  // A bundle is read once for each time that it is shown.
  #made() {
    return (this.#making ??= (async () => {
      const [options, { bytes, ...shop }] = await Promise.all([this.#options(), this.#shop()]);
      await yieldToMain();
      const bundle = new this.wasm.PolicyBundle(bytes);
      await yieldToMain();
      bundle.read();
      return { options: { ...options, ...shop }, bundle, bytes };
    })());
  }

  /** What the shop serves, in which language, and how far its clock is ahead of this phone's. */
  async #shop() {
    const url = this.tag.asked();
    const { early } = this.tag;
    const own = early.url === url ? early.answer : undefined;
    // Once: a policy of a while ago may be another one.
    early.answer = undefined;
    const answer = good((await own) ?? (await fetch(url, FRESH)));
    const said = (name: string) => answer.headers.get(name) ?? "";
    const clock_offset =
      +said("recourse-server-time") && +said("recourse-server-time") - Date.now();
    return {
      said: said("content-language"),
      clock_offset,
      bytes: new Uint8Array(await answer.arrayBuffer()),
    };
  }

  /** Tells the developer which facts and which topic are not taken; by their names, for a value
   * may be somebody's. */
  #settle(handle: Handle, bundle: Uint8Array) {
    const refused: string[] = [];
    handle.syncClock(refused);
    const { topic } = this.#case();
    if (!topic && !refused[0]) return;
    const ids = new TextDecoder().decode(bundle).match(/(topic|question)\.[\w-]+(?=\.label)/g);
    if (topic && !ids?.includes(`topic.${topic}`)) refused.push(topic);
    if (refused[0]) console.warn("recourse-widget: not taken:", refused, ids);
  }

  #given() {
    return factsOf(this.tag.element, this.#facts);
  }

  #case() {
    return caseOf(this.tag.element, this.tag.origin);
  }

  // A language that the interface does not have is not claimed: everything is in English then, the
  // dates too. So it is where the language's file does not load, and the page is told.
  async #options() {
    const wish = this.tag.lang();
    const spoken = await messages(wish.split("-")[0]!).catch((error) => (this.tag.tell(error), {}));
    return {
      ...this.#case(),
      wish,
      lang: wish.startsWith("en") || Object.keys(spoken).length ? wish : "en",
      messages: spoken,
    };
  }
}

export const controller = (wasm: Wasm, tag: Tag): Life => new WidgetController(wasm, tag);
