// The controller of one widget: loads its policy, mounts it, changes its language, removes it. It
// is loaded with the wasm; what a page needs at once is in the element (`element.ts`).
import { caseOf, factsOf } from "./attributes";
import { addReporter, removeReporter } from "./failures";
import { FRESH, good } from "./http";
import type { Controller, Tag } from "./files";
import { messages } from "./messages";
import { clockOffset } from "./server_clock";
import { prerender } from "./prerender";
import { photo } from "./request";
import { adoptStyles } from "./style";
import { isUnclosed, nameUnclosed } from "./unclosed";

/** A mounted widget, which `show` renders. */
export type Handle = {
  show(): void;
  unmount(): void;
  syncClock(): string[];
  setFacts(facts: object): void;
  setLocale(options: object, bundle: Uint8Array): void;
};

/** A shop's policy, and after `read` its texts. */
export type PolicyBundle = { read(): void; free(): void };

/** The functions of the wasm. */
export type Wasm = {
  PolicyBundle: new (bytes: Uint8Array) => PolicyBundle;
  mount(root: ShadowRoot, options: object, bundle: PolicyBundle): Handle;
};

/** What is needed to mount. */
type Loaded = { options: { wish: string }; bundle: PolicyBundle; bytes: Uint8Array };

const KEYS = ["keydown", "keyup", "keypress"];
/** Keys that the page around may handle: they close a drawer, or leave it. */
const AROUND = ["Escape", "Tab"];

/** Lets the page run other tasks: on a slow phone one long task would block it. */
const yieldToMain = () => new Promise((go) => setTimeout(go));

/** Facts as one text, to compare them. */
const rows = (facts: object) => Object.entries(facts).join("\0");

/**
 * Resolves when the page is idle, but soon: the current day depends on it. Without idle callbacks,
 * in the next task.
 */
const whenIdle = () =>
  new Promise<unknown>((go) => (window.requestIdleCallback ?? setTimeout)(go, { timeout: 500 }));

class WidgetController implements Controller {
  opened = false;
  #handle?: Handle;
  #turn = 0;
  #changed = false;
  /** Another case is being loaded, or could not be loaded. */
  #open = false;
  #pressed = false;
  #loading?: Promise<Loaded>;
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
      set: (facts) => this.#setFacts(facts),
    });
    new MutationObserver(
      (changes) =>
        changes.some(({ attributeName }) => attributeName!.startsWith("fact-")) &&
        this.#setFacts(this.#facts),
    ).observe(element, { attributes: true });
    // What happens in the tag's own content is the page's.
    const isOwn = (event: Event) => root.contains(event.target as Node);
    // A double click is one click: the second would press a button of the next page.
    root.addEventListener(
      "click",
      (event) =>
        (event as MouseEvent).detail > 1 &&
        isOwn(event) &&
        (event.target as Element).closest("button") &&
        (event.preventDefault(), event.stopPropagation()),
      true,
    );
    // Keys that are typed in the widget are no shortcuts of the page around.
    for (const kind of KEYS)
      root.addEventListener(
        kind,
        (event) =>
          !isOwn(event) || AROUND.includes((event as KeyboardEvent).key) || event.stopPropagation(),
      );
  }

  #setFacts(facts: Record<string, string>) {
    this.#facts = facts;
    this.#handle?.setFacts(this.#allFacts());
  }

  changed(name: string, before: string | null, now: string | null) {
    if (before === now) return;
    // If another language cannot be loaded, the current one stays.
    if (this.#handle && name === "lang") return void this.#setLocale().catch(this.tag.report);
    this.#loading = undefined;
    if (this.#changed) return;
    // Frameworks set attributes one after the other.
    this.#changed = true;
    queueMicrotask(() => {
      this.#changed = false;
      if (this.#handle || this.#open) void this.#mount();
    });
  }

  async prepare(press?: Event) {
    if (this.#handle) return;
    const turn = this.#turn;
    const { options, bundle } = await this.#load().catch((error) => {
      this.#loading = undefined;
      throw error;
    });
    // Once, because a press also sets the focus; and not while the widget itself is being mounted.
    const wanted = () => turn === this.#turn;
    if (!press || this.#pressed || !wanted()) return;
    this.#pressed = true;
    await prerender(this.wasm.mount, this.tag.root, options, bundle, wanted);
  }

  start() {
    if (!this.#handle || this.#open) void this.#mount();
    // The element was moved, maybe into another document.
    else adoptStyles(this.tag.root);
  }

  down() {
    this.#turn++;
    this.#open = false;
    removeReporter(this.tag.report);
    this.#handle?.unmount();
    this.#handle = undefined;
    this.tag.root.replaceChildren(this.#slot);
  }

  reset() {
    const { store, order, item, topic } = this.#case();
    // Also while it is being mounted.
    const up = this.#handle || this.#open;
    this.down();
    try {
      sessionStorage.removeItem(`recourse:${store}:${order}:${item}:${topic}`);
    } catch {
      // Where storage is blocked, nothing is stored.
    }
    if (up) void this.#mount();
  }

  async #mount() {
    const turn = ++this.#turn;
    this.#open = true;
    addReporter(this.tag.report);
    try {
      const { options, bundle, bytes } = await this.#load();
      if (turn !== this.#turn) return;
      this.#loading = undefined;
      await this.#yield();
      if (turn !== this.#turn) return;
      const handle = await this.#render(turn, options, bundle);
      if (!handle) return;
      if (options.wish !== this.tag.lang()) await this.#setLocale().catch(this.tag.report);
      this.tag.up(this.tag.element);
      await whenIdle();
      if (turn === this.#turn) this.#syncClock(handle, bytes);
    } catch (error) {
      this.#loading = undefined;
      if (turn !== this.#turn) return this.tag.report(error);
      this.tag.failed(error);
    }
  }

  // A prerendered page is mounted within one frame; anything else in several tasks.
  #yield() {
    return this.#pressed ? undefined : yieldToMain();
  }

  // In two tasks, beside the current content, which is removed afterwards.
  async #render(turn: number, options: object, bundle: PolicyBundle) {
    const { root } = this.tag;
    adoptStyles(root);
    const before = [...root.childNodes];
    // The current facts: the options may have been loaded long ago.
    const facts = this.#allFacts();
    const handle = this.wasm.mount(root, { ...options, ...this.#case(), facts }, bundle);
    bundle.free();
    await this.#yield();
    if (turn !== this.#turn) return handle.unmount();
    const last = this.#handle;
    this.#handle = handle;
    // Facts may have changed since, and the page may set more on the event `ready`.
    const meanwhile = this.#allFacts();
    if (rows(meanwhile) !== rows(facts)) handle.setFacts(meanwhile);
    handle.show();
    last?.unmount();
    this.opened = true;
    this.#open = false;
    this.#removeContent(before);
    if (this.tag.shown()) root.querySelector("h2")?.focus();
    return handle;
  }

  // The rest of a page stays, below the widget.
  #removeContent(before: ChildNode[]) {
    const { element, root } = this.tag;
    for (const node of before) node.remove();
    if (!isUnclosed(element)) return;
    nameUnclosed(element);
    root.append(this.#slot);
  }

  async #setLocale() {
    const handle = this.#handle;
    const [options, { said, bytes }] = await Promise.all([this.#options(), this.#shop()]);
    // The language or the shop may have changed since.
    if (handle === this.#handle && options.wish === this.tag.lang())
      handle?.setLocale({ ...options, said }, bytes);
  }

  // A bundle is decoded once for each time that it is mounted.
  #load() {
    return (this.#loading ??= (async () => {
      const [options, { bytes, ...shop }] = await Promise.all([this.#options(), this.#shop()]);
      await yieldToMain();
      const bundle = new this.wasm.PolicyBundle(bytes);
      await yieldToMain();
      bundle.read();
      return { options: { ...options, ...shop }, bundle, bytes };
    })());
  }

  /** The bundle, its language, and how far the Worker's clock is ahead of this device's. */
  async #shop() {
    const url = this.tag.bundleUrl();
    const { early } = this.tag;
    const own = early.url === url ? early.answer : undefined;
    // Used once: a later request may get another policy.
    early.answer = undefined;
    const answer = good((await own) ?? (await fetch(url, FRESH)));
    const [clock_offset, bytes] = await Promise.all([
      clockOffset(answer, url),
      answer.arrayBuffer(),
    ]);
    const said = answer.headers.get("content-language") ?? "";
    return { said, clock_offset, bytes: new Uint8Array(bytes) };
  }

  /**
   * Warns the developer of facts and of a topic that the policy does not have; by name, because
   * values may be personal.
   */
  #syncClock(handle: Handle, bundle: Uint8Array) {
    const refused = handle.syncClock();
    const { topic } = this.#case();
    if (!topic && !refused[0]) return;
    const ids = new TextDecoder().decode(bundle).match(/(topic|question)\.[\w-]+(?=\.label)/g);
    if (topic && !ids?.includes(`topic.${topic}`)) refused.push(topic);
    if (refused[0]) console.warn("recourse-widget: not taken:", refused, ids);
  }

  #allFacts() {
    return factsOf(this.tag.element, this.#facts);
  }

  #case() {
    return caseOf(this.tag.element, this.tag.origin);
  }

  // A language that the interface does not have, or whose file does not load, is English
  // throughout, dates included.
  async #options() {
    const wish = this.tag.lang();
    const spoken = await messages(wish.split("-")[0]!).catch(
      (error) => (this.tag.report(error), {}),
    );
    return {
      ...this.#case(),
      wish,
      lang: wish.startsWith("en") || Object.keys(spoken).length ? wish : "en",
      messages: spoken,
      photo_script: () => photo,
    };
  }
}

export const controller = (wasm: Wasm, tag: Tag): Controller => new WidgetController(wasm, tag);
