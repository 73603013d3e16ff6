// The element `recourse-widget`. It paints nothing itself: what stands inside the tag is shown until the widget is up,
// and stays where it cannot be loaded.
declare const __RECOURSE_GLUE__: string, __RECOURSE_WASM__: string, __RECOURSE_CSS__: string;
declare const __RECOURSE_GLUE_SRI__: string, __RECOURSE_WASM_SRI__: string, __RECOURSE_CSS_SRI__: string;
declare const __RECOURSE_LOAD_FAILED__: Record<string, string>;

declare const __RECOURSE_WORDS__: Record<string, [string, string]>;

type Handle = { unmount(): void; give(facts: object): void; speak(options: object): Promise<void> };
type Glue = { default(input: unknown): Promise<unknown>; mount(root: ShadowRoot, options: object): Promise<Handle>; check: unknown };

const here = import.meta.url;
const at = (file: string) => new URL(file, here).href;
const get = async (file: string, integrity: string) => {
  const answer = await fetch(at(file), integrity ? { integrity } : {});
  if (!answer.ok) throw new Error(file);
  return answer;
};

let glue: Promise<Glue> | undefined;
let sheet: Promise<CSSStyleSheet> | undefined;

// `import()` takes no integrity; a preload does, and what it has checked is what `import()` then gets.
const preload = (href: string, integrity: string) => new Promise<unknown>((done, fail) => {
  const link = document.createElement("link");
  if (!link.relList.supports?.("modulepreload")) return done(0);
  link.onload = done;
  link.onerror = () => fail(new Error(href));
  Object.assign(link, { rel: "modulepreload", href, integrity, crossOrigin: "" });
  document.head.append(link);
}).finally(() => document.head.querySelector(`link[href="${href}"]`)?.remove());

const loadGlue = () => (glue ??= (async () => {
  await preload(at(__RECOURSE_GLUE__), __RECOURSE_GLUE_SRI__);
  const module: Glue = await import(at(__RECOURSE_GLUE__));
  const bytes = await get(__RECOURSE_WASM__, __RECOURSE_WASM_SRI__);
  // A host with the wrong type for .wasm cannot stream it.
  const streams = bytes.headers.get("content-type")?.startsWith("application/wasm");
  await module.default({ module_or_path: streams ? bytes : await bytes.arrayBuffer() });
  return module;
})());

const loadSheet = () => (sheet ??= (async () => {
  const made = new CSSStyleSheet();
  return made.replace(await (await get(__RECOURSE_CSS__, __RECOURSE_CSS_SRI__)).text());
})());

// Interface words; what cannot be loaded is said in English.
const words: Record<string, Promise<object>> = {};
const loadWords = (language: string) => (words[language] ??= (async () => {
  const file = __RECOURSE_WORDS__[language];
  return file ? (await get(...file)).json() : {};
})().catch(() => (delete words[language], {})));

// What the shop signed about the order: read here so that it is not asked; believed at the edge alone.
type Order = { order?: string; facts?: Record<string, string> };
const signedOrder = (token: string): Order => {
  try {
    const text = atob(token.split(".")[1]!.replace(/-/g, "+").replace(/_/g, "/"));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (byte) => byte.charCodeAt(0))));
  } catch {
    return {};
  }
};

const KEYS = ["keydown", "keyup", "keypress"];

class RecourseWidget extends HTMLElement {
  static observedAttributes = ["lang"];
  #root = this.attachShadow({ mode: "open" });
  #handle?: Handle;
  #facts: Record<string, string> = {};
  #turn = 0;
  #watch?: IntersectionObserver;

  constructor() {
    super();
    this.#root.append(document.createElement("slot"));
    // What is typed here is no shortcut of the page around.
    for (const kind of KEYS) this.#root.addEventListener(kind, (event) => event.stopPropagation());
  }

  get facts() {
    return this.#facts;
  }
  set facts(facts) {
    this.#facts = facts;
    this.#handle?.give(this.#given());
  }

  async attributeChangedCallback(name: string, before: string | null, now: string | null) {
    if (name === "lang" && before !== now && this.#handle) await this.#handle.speak(await this.#options());
  }

  connectedCallback() {
    // A property set before the element was known hides the accessor.
    if (Object.hasOwn(this, "facts")) {
      const early = this.facts;
      delete (this as { facts?: unknown }).facts;
      this.#facts = early;
    }
    this.#watch = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && this.#start(), { rootMargin: "300px" });
    this.#watch.observe(this);
    this.#arm();
  }

  #arm() {
    for (const kind of ["pointerdown", "focusin"]) this.addEventListener(kind, this.#start, { once: true });
  }

  disconnectedCallback() {
    // Moving the element in the page disconnects it for a moment.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#watch?.disconnect();
      this.#turn++;
      this.#handle?.unmount();
      this.#handle = undefined;
    });
  }

  #start = () => {
    this.#watch?.disconnect();
    if (!this.#handle) void this.#mount();
  };

  async #mount() {
    const turn = ++this.#turn;
    // Taken before the options are: what is set from here on is given later, at worst twice.
    const facts = this.#facts;
    try {
      const [module, style, options] = await Promise.all([loadGlue(), loadSheet(), this.#options()]);
      if (turn !== this.#turn) return;
      this.#root.adoptedStyleSheets = [style];
      const before = [...this.#root.childNodes];
      const handle = await module.mount(this.#root, options);
      if (turn !== this.#turn) return handle.unmount();
      this.#handle?.unmount();
      this.#handle = handle;
      // What was set while it was loading.
      if (facts !== this.#facts) handle.give(this.#given());
      if (options.lang !== this.#lang()) await handle.speak(await this.#options());
      for (const node of before) node.parentNode?.removeChild(node);
    } catch (error) {
      glue = sheet = undefined;
      if (turn === this.#turn) this.#failed();
      const detail = { id: crypto.randomUUID?.() ?? String(turn), at: new Date().toISOString(), type: "error", detail: { code: "load_failed", message: String(error) } };
      this.dispatchEvent(new CustomEvent("recourse:error", { bubbles: true, composed: true, detail }));
    }
  }

  // What the shop put inside the tag stays: its own link is the way on. A touch tries again.
  #failed() {
    let said = this.#root.querySelector("[role=status]");
    if (!said) {
      said = document.createElement("p");
      said.setAttribute("role", "status");
      this.#root.append(said);
    }
    const words = __RECOURSE_LOAD_FAILED__;
    said.textContent = words[this.#lang().split("-")[0]!] ?? words.en!;
    this.#arm();
  }

  #lang() {
    return this.getAttribute("lang") || (this.closest("[lang]") as HTMLElement | null)?.lang || "en";
  }

  #given() {
    const facts: Record<string, string> = { ...this.#facts };
    for (const { name, value } of this.attributes) if (name.startsWith("fact-")) facts[name.slice(5)] = value;
    return Object.assign(facts, signedOrder(this.getAttribute("signed-order") ?? "").facts);
  }

  async #options() {
    const text = (name: string) => this.getAttribute(name) ?? "";
    const lang = this.#lang();
    const words = await loadWords(lang.split("-")[0]!);
    const signed_order = text("signed-order");
    const order = signedOrder(signed_order).order || text("order");
    return { signed_order, ticket: text("ticket"), item: text("item"), quantity: text("quantity"), order, store: text("store"), api: text("api") || new URL(here).origin, topic: text("topic"), lang, words, email: text("email"), facts: this.#given() };
  }
}

if (!customElements.get("recourse-widget")) customElements.define("recourse-widget", RecourseWidget);
