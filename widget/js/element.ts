// The element `recourse-widget`, as small as it can be: it knows when the widget is wanted, and
// fetches it. It paints nothing itself: what stands inside the tag is shown until the widget is up,
// and stays where it cannot be loaded. All else comes with the script (`life.ts`).
import { CASE, apiOf } from "./attributes";
import { FRESH } from "./http";
import { named, type FileError } from "./file_error";
import type { Files, Life, Script } from "./files";
import { startQueue } from "./command_queue";

declare const __RECOURSE_LOAD_FAILED__: Record<string, string>;

/** How long a click on what stands inside waits for the widget before it goes where the link
 * goes. */
const PATIENCE = 8_000;

const WASM = "widget.wasm";

/** Makes the element known, once for a page. On a server, which has no elements, nothing
 * happens. */
export const define = ({ glue, wasm, lazy }: Files, origin: string) => {
  if (typeof customElements === "undefined" || customElements.get("recourse-widget")) return;
  let script: Promise<Script> | undefined;

  // Once for all widgets of a page, and together: the wasm is long, and the script around it is not
  // needed before it has come.
  const begun = async () => {
    // A browser of before 2024 lacks this and other things that the widget is drawn with; the
    // shop's link leads it to the form.
    if (!CSS.supports("color:light-dark(red,red)")) throw "light-dark";
    const [module, answer] = await Promise.all([named("glue.js", glue), named(WASM, wasm)]);
    await named(WASM, () => module.begin(answer, lazy));
    return module;
  };

  class RecourseWidget extends HTMLElement {
    static observedAttributes = ["lang", ...CASE];
    // As the page has set it before the element was known.
    facts: Record<string, string> = (this as any).facts ?? {};
    #root = this.attachShadow({ mode: "open" });
    #slot = document.createElement("slot");
    #said = document.createElement("p");
    #life?: Life;
    #coming?: Promise<Life>;
    #starting?: Promise<unknown>;
    #watch?: IntersectionObserver;
    #link?: HTMLAnchorElement;
    #patience?: ReturnType<typeof setTimeout>;
    #up!: (element: RecourseWidget) => void;
    /** Settles when the widget is up for the first time. */
    readonly ready = new Promise<RecourseWidget>((up) => (this.#up = up));

    constructor() {
      super();
      this.#root.append(this.#slot);
      this.#slot.onclick = this.#clicked;
      // Whoever writes `element.store = …` means the attribute, also where that was said before the
      // element was known.
      for (const name of CASE) {
        const property = name.replace("-o", "O");
        const now = (this as any)[property];
        const set = (value: any) =>
          value == null ? this.removeAttribute(name) : this.setAttribute(name, value);
        Object.defineProperty(this, property, { get: () => this.getAttribute(name), set });
        if (now) set(now);
      }
    }

    attributeChangedCallback(...change: [name: string, before: string | null, now: string | null]) {
      this.#life?.changed(...change);
    }

    connectedCallback() {
      this.#watch?.disconnect();
      if (this.#life?.opened) return this.start();
      const when = this.#when();
      this.#arm(this.#near);
      if (when === "eager") this.start();
      else if (when === "idle")
        (window.requestIdleCallback ?? setTimeout)(() => this.isConnected && this.start());
      else if (when !== "intent") {
        this.#watch = new IntersectionObserver(
          (seen) => {
            if (!seen.some((entry) => entry.isIntersecting)) return;
            this.#watch!.disconnect();
            this.#near();
          },
          { rootMargin: "300px" },
        );
        this.#watch.observe(this);
      }
    }

    disconnectedCallback() {
      // Moving the element in the page disconnects it for a moment.
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#watch?.disconnect();
        this.#shown();
        this.#life?.down();
      });
    }

    /** Loads the widget and shows it, wherever it is in the page. */
    start = () => {
      this.#watch?.disconnect();
      this.#starting ??= this.#load()
        .then((life) => this.isConnected && life.start(), this.#failed)
        .finally(() => (this.#starting = undefined));
    };

    /** Forgets what this tab remembers of the case, and begins anew. */
    reset() {
      this.#load().then((life) => life.reset(), this.#tell);
    }

    // As the page says; else by a click on what stands inside, or, where there is nothing to click,
    // once it is seen. Asked anew each time: what stands inside may come after the tag.
    #when() {
      return (
        this.getAttribute("load") ??
        ((navigator as any).connection?.saveData
          ? "intent"
          : this.querySelector("a,button")
            ? "click"
            : "visible")
      );
    }

    // By click it is only made ready: nothing on the page moves before the shopper wants it. A
    // finger that goes down has not let go yet: that is time enough for the browser to compile what
    // the click will need.
    #near = (press?: Event) => {
      if (this.#when() !== "click") this.start();
      // What fails here fails at the click, and is told there.
      else
        this.#load()
          .then((life) => life.prepare(press))
          .catch(() => {});
    };

    #arm(act: (press: Event) => void) {
      for (const kind of ["pointerdown", "focusin"] as const)
        this.addEventListener(kind, act, { once: true });
    }

    // A click on the shop's own link is a wish for the widget; where that does not come, the link
    // is followed.
    #clicked = (event: MouseEvent) => {
      const link =
        event.target instanceof Element && event.target.closest<HTMLAnchorElement>("a,button");
      if (
        !link ||
        event.button ||
        event.ctrlKey ||
        event.metaKey ||
        event.shiftKey ||
        event.altKey ||
        this.#said.isConnected
      )
        return;
      event.preventDefault();
      if (this.#link) return;
      this.#link = link;
      this.#slot.style.opacity = ".5";
      this.#patience = setTimeout(this.#follow, PATIENCE);
      this.start();
    };

    #follow = () => {
      const { href } = this.#link ?? {};
      this.#shown();
      if (href) location.assign(href);
    };

    // What has failed is tried again by the next wish.
    #load() {
      return (this.#coming ??= Promise.all([(script ??= begun()), this.#early()]).then(
        ([module, early]) =>
          (this.#life = module.live({
            element: this,
            root: this.#root,
            origin,
            early,
            lang: this.#lang,
            asked: this.#asked,
            shown: this.#shown,
            up: this.#up,
            failed: this.#failed,
            tell: this.#tell,
          })),
        (error) => {
          this.#coming = script = undefined;
          throw error;
        },
      ));
    }

    // Beside the script, in a task of its own: a slow phone must not stand still for what we do in
    // one go.
    async #early() {
      await new Promise((go) => setTimeout(go));
      const url = this.#asked();
      return { url, answer: fetch(url, FRESH).catch(() => {}) };
    }

    // The policy, and its words in the shopper's language, else in the policy's own: the shop knows
    // which it has.
    #asked = () =>
      `${apiOf(this, origin)}/v1/stores/${this.getAttribute("store")}/bundle/${this.#lang().split("-")[0]}`;

    // The nearest that says one, also around a shadow root. Themes write `de_DE` and `pt-PT-ao90`;
    // what a browser can use of it is taken.
    #lang = () => {
      let place: Element | undefined = this;
      let said: string | undefined;
      while (place && !(said = place.closest<HTMLElement>("[lang]")?.lang))
        place = (place.getRootNode() as ShadowRoot).host;
      const tag = /^[a-zA-Z]{2,3}(-[a-zA-Z]{4})?(-[a-zA-Z]{2})?\b/.exec(
        (said ?? "").replaceAll("_", "-"),
      );
      return (tag?.[0] ?? "en").replace(/^\w+/, (language) => language.toLowerCase());
    };

    // A click has come to its end: the widget is seen, or nobody waits for it any more.
    #shown = () => {
      const link = this.#link;
      clearTimeout(this.#patience);
      this.#link = undefined;
      this.#slot.style.opacity = "";
      return link;
    };

    #tell = (error: unknown) => {
      const at = new Date().toISOString();
      const detail = {
        id: crypto.randomUUID?.() ?? at,
        at,
        type: "error",
        detail: { code: "load_failed", message: String(error), file: (error as FileError).file },
      };
      this.dispatchEvent(
        new CustomEvent("recourse:error", { bubbles: true, composed: true, detail }),
      );
    };

    // What the shop put inside the tag stays: its own link is the way on. A touch tries again.
    #failed = (error: unknown) => {
      const words = __RECOURSE_LOAD_FAILED__;
      this.#said.role = "status";
      this.#root.append(this.#said);
      this.#said.textContent = words[this.#lang().split("-")[0]!] ?? words.en!;
      this.#follow();
      this.#arm(this.start);
      this.#tell(error);
    };
  }

  customElements.define("recourse-widget", RecourseWidget);
  startQueue();
};
