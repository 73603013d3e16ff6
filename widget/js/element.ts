// The element `recourse-widget`. It paints nothing itself: what stands inside the tag is shown until the widget is up,
// and stays where it cannot be loaded.
import { good, loading, type Book, type Files, type Glue, type Handle } from "./files";
import { signedOrder } from "./order";
import { drain } from "./queue";

/** Everything up to what is drawn. */
type Made = { module: Glue; options: { wish: string }; book: Book };

declare const __RECOURSE_LOAD_FAILED__: Record<string, string>;

const KEYS = ["keydown", "keyup", "keypress"];
/** Attributes that say which case it is: another value is another widget. */
const CASE = ["store", "api", "order", "signed-order", "item", "topic"];
/** How long a click on what stands inside waits for the widget before it goes where the link goes. */
const PATIENCE = 8_000;

/** What the shop serves, and in which language. */
const asked = async (url: string) => {
  const answer = good(await fetch(url));
  return { said: answer.headers.get("content-language") ?? "", bytes: new Uint8Array(await answer.arrayBuffer()) };
};
/** Lets the page do what waits: a slow phone must not stand still for what we do in one go. */
const breath = () => new Promise((go) => setTimeout(go));

/** Makes the element known, once for a page. On a server, which has no elements, nothing happens. */
export const define = (files: Files, origin: string) => {
  if (typeof customElements === "undefined" || customElements.get("recourse-widget")) return;
  const load = loading(files);

  class RecourseWidget extends HTMLElement {
    static observedAttributes = ["lang", ...CASE];
    #root = this.attachShadow({ mode: "open" });
    #slot = document.createElement("slot");
    #handle?: Handle;
    #facts: Record<string, string> = {};
    #turn = 0;
    #watch?: IntersectionObserver;
    #link?: HTMLAnchorElement;
    #said?: HTMLElement;
    #changed = false;
    #making?: Promise<Made>;
    #up!: (element: RecourseWidget) => void;
    /** Settles when the widget is up for the first time. */
    readonly ready = new Promise<RecourseWidget>((up) => (this.#up = up));

    constructor() {
      super();
      this.#root.append(this.#slot);
      // What is typed here is no shortcut of the page around.
      for (const kind of KEYS) this.#root.addEventListener(kind, (event) => event.stopPropagation());
      this.#slot.addEventListener("click", this.#clicked);
    }

    get facts() {
      return this.#facts;
    }
    set facts(facts) {
      this.#facts = facts;
      this.#handle?.give(this.#given());
    }

    attributeChangedCallback(name: string, before: string | null, now: string | null) {
      if (before === now) return;
      if (!this.#handle) return void (this.#making = undefined);
      // Another language that cannot be had leaves the one that is there.
      if (name === "lang") return void this.#speak().catch(this.#tell);
      if (this.#changed) return;
      // Frameworks set one attribute after the other.
      this.#changed = true;
      queueMicrotask(() => {
        this.#changed = false;
        if (this.#handle) void this.#mount();
      });
    }

    connectedCallback() {
      // A property set before the element was known hides the accessor.
      if (Object.hasOwn(this, "facts")) {
        const early = this.facts;
        delete (this as { facts?: unknown }).facts;
        this.#facts = early;
      }
      const when = this.#when();
      this.#arm(this.#touched);
      if (when === "eager") this.start();
      else if (when === "idle") (window.requestIdleCallback ?? setTimeout)(() => this.isConnected && this.start());
      else if (when !== "intent") {
        this.#watch = new IntersectionObserver((seen) => {
          if (!seen.some((entry) => entry.isIntersecting)) return;
          this.#watch?.disconnect();
          this.#near();
        }, { rootMargin: "300px" });
        this.#watch.observe(this);
      }
    }

    // As the page says; else by a click on what stands inside, or, where there is nothing to click, once it is seen. Asked anew each
    // time: what stands inside may come after the tag.
    #when() {
      const own = (navigator as any).connection?.saveData ? "intent" : this.querySelector("a,button") ? "click" : "visible";
      return this.getAttribute("load") ?? own;
    }

    // A finger that goes down has not let go yet: that is time enough for the browser to compile what the click will need.
    #touched = () => this.#handle || this.#near(({ module, options, book }) => module.rehearse(this.#root, options, book));

    // By click it is only made ready: nothing on the page moves before the shopper wants it.
    #near(act?: (made: Made) => void) {
      this.#when() === "click" ? this.#made().then(act, this.#again) : this.start();
    }

    // By the first of them alone: a press also brings the focus.
    #arm(act: () => void) {
      const kinds = ["pointerdown", "focusin"];
      const once = () => {
        for (const kind of kinds) this.removeEventListener(kind, once);
        act();
      };
      for (const kind of kinds) this.addEventListener(kind, once);
    }

    disconnectedCallback() {
      // Moving the element in the page disconnects it for a moment.
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#watch?.disconnect();
        this.#down();
      });
    }

    #down() {
      this.#turn++;
      this.#handle?.unmount();
      this.#handle = undefined;
    }

    /** Loads the widget and shows it, wherever it stands in the page. */
    start = () => {
      this.#watch?.disconnect();
      if (!this.#handle) void this.#mount();
    };

    /** Forgets what this tab remembers of the case, and begins anew. */
    reset() {
      const { store, order } = this.#case();
      const up = this.#handle;
      this.#down();
      try {
        sessionStorage.removeItem(`recourse:${store}:${order}`);
      } catch {
        // Where the page may not store, nothing is remembered.
      }
      if (up) void this.#mount();
    }

    // A click on the shop's own link is a wish for the widget; where that does not come, the link is followed.
    #clicked = (event: MouseEvent) => {
      const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>("a,button");
      if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || this.#said?.isConnected) return;
      event.preventDefault();
      if (this.#link) return;
      this.#link = link;
      this.#slot.style.opacity = ".5";
      setTimeout(this.#follow, PATIENCE);
      this.start();
    };

    #follow = () => {
      if (this.#link?.href) location.assign(this.#link.href);
    };

    async #mount() {
      const turn = ++this.#turn;
      try {
        const { module, options, book } = await this.#made();
        this.#making = undefined;
        await breath();
        if (turn !== this.#turn) return;
        this.#root.adoptedStyleSheets = [module.style()];
        const before = [...this.#root.childNodes];
        // As the page says it now: it may have been made ready long ago.
        const handle = module.mount(this.#root, { ...options, ...this.#case(), facts: this.#given() }, book);
        book.free();
        await breath();
        if (turn !== this.#turn) return handle.unmount();
        handle.show();
        this.#handle?.unmount();
        this.#handle = handle;
        if (options.wish !== this.#lang()) await this.#speak().catch(this.#tell);
        for (const node of before) node.remove();
        if (this.#link) this.#root.querySelector("h2")?.focus();
        this.#link = undefined;
        await breath();
        if (turn === this.#turn) handle.settle();
        this.#up(this);
      } catch (error) {
        this.#again();
        if (turn === this.#turn) this.#failed();
        this.#tell(error);
      }
    }

    #again = () => {
      this.#making = undefined;
      load.again();
    };

    #tell = (error: unknown) => {
      const detail = { id: crypto.randomUUID?.() ?? String(error), at: new Date().toISOString(), type: "error", detail: { code: "load_failed", message: String(error) } };
      this.dispatchEvent(new CustomEvent("recourse:error", { bubbles: true, composed: true, detail }));
    };

    // What the shop put inside the tag stays: its own link is the way on. A touch tries again.
    #failed() {
      const said = (this.#said ??= document.createElement("p"));
      said.role = "status";
      this.#root.append(said);
      const words = __RECOURSE_LOAD_FAILED__;
      said.textContent = words[this.#lang().split("-")[0]!] ?? words.en!;
      this.#slot.style.opacity = "";
      this.#follow();
      this.#arm(this.start);
    }

    async #speak() {
      const [options, { said, bytes }] = await Promise.all([this.#options(), this.#shop(this.#texts())]);
      this.#handle?.speak({ ...options, said }, bytes);
    }

    // A book is read once for each time that it is shown.
    #made() {
      return (this.#making ??= (async () => {
        const rest = async () => {
          await breath();
          return Promise.all([this.#shop(this.#texts()), this.#shop("policy"), this.#options()]);
        };
        const [module, [texts, policy, options]] = await Promise.all([load.glue(), rest()]);
        await breath();
        const book = new module.Book(policy.bytes);
        await breath();
        book.read(texts.bytes);
        return { module, options: { ...options, said: texts.said }, book };
      })());
    }

    #shop(what: string) {
      const { api, store } = this.#case();
      return asked(`${api}/v1/stores/${store}/${what}`);
    }

    // In the shopper's language, else in the policy's own: the shop knows which it has.
    #texts() {
      return `texts/${this.#lang().split("-")[0]}?fallback`;
    }

    #lang() {
      return this.getAttribute("lang") || (this.closest("[lang]") as HTMLElement | null)?.lang || "en";
    }

    #given() {
      const facts: Record<string, string> = { ...this.#facts };
      for (const { name, value } of this.attributes) if (name.startsWith("fact-")) facts[name.slice(5)] = value;
      return Object.assign(facts, signedOrder(this.getAttribute("signed-order") ?? "").facts);
    }

    #case() {
      const text = (name: string) => this.getAttribute(name) ?? "";
      const signed_order = text("signed-order");
      return {
        signed_order, store: text("store"), order: signedOrder(signed_order).order || text("order"), ticket: text("ticket"),
        item: text("item"), quantity: text("quantity"), api: text("api") || origin, topic: text("topic"), email: text("email"),
      };
    }

    // A language that the interface does not speak is not said to be spoken: all of it is in English then, the dates too.
    async #options() {
      const wish = this.#lang();
      const words = await load.words(wish.split("-")[0]!);
      return { ...this.#case(), wish, lang: wish.startsWith("en") || Object.keys(words).length ? wish : "en", words };
    }
  }

  customElements.define("recourse-widget", RecourseWidget);
  drain();
};
