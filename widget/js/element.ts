// The element `recourse-widget`, small because every page of the shop loads it: it decides when the
// widget is needed, and loads it. The content of the tag is shown until the widget is, and stays
// where that cannot be loaded. All else is in the script (`controller.ts`).
import { CASE, apiOf } from "./attributes";
import { FRESH } from "./http";
import { named, type FileError } from "./file_error";
import type { Controller, Files, Script } from "./files";
import { startQueue } from "./command_queue";

declare const __RECOURSE_LOAD_FAILED__: Record<string, string>;

/** How long a click on the content waits for the widget before its link is followed. */
const TIMEOUT_MS = 8_000;

const WASM = "widget.wasm";
const NAME = "recourse-widget";

/**
 * The content that opens the widget: links and buttons directly in the tag, and links to the form.
 * A tag that is written `<recourse-widget … />` is not closed, and has the rest of the page inside.
 */
const OPENERS = [">a", ">button", ' a[href*="/form"]'].map((own) => NAME + own).join();

/** Defines the element, once for a page. On a server, which has no elements, nothing happens. */
export const define = ({ glue, wasm, lazy }: Files, origin: string) => {
  if (typeof customElements === "undefined" || customElements.get(NAME)) return;
  let script: Promise<Script> | undefined;

  // Once for all widgets of a page. Script and wasm are requested together.
  const begun = async () => {
    // Browsers older than 2024 lack this and other features of the style sheet; the shop's link
    // leads them to the form.
    if (!CSS.supports("color:light-dark(red,red)")) throw "light-dark";
    const [module, answer] = await Promise.all([named("glue.js", glue), named(WASM, wasm)]);
    await named(WASM, () => module.begin(answer, lazy));
    return module;
  };

  class RecourseWidget extends HTMLElement {
    static observedAttributes = ["lang", ...CASE];
    // As the page set it before the element was defined.
    facts: Record<string, string> = (this as any).facts ?? {};
    #root = this.attachShadow({ mode: "open" });
    #slot = document.createElement("slot");
    #said = document.createElement("p");
    #controller?: Controller;
    #loading?: Promise<Controller>;
    #starting?: Promise<unknown>;
    #watch?: IntersectionObserver;
    #link?: HTMLAnchorElement;
    #timeout?: ReturnType<typeof setTimeout>;
    #up!: (element: RecourseWidget) => void;
    /** Resolves when the widget is shown for the first time. */
    readonly ready = new Promise<RecourseWidget>((up) => (this.#up = up));

    constructor() {
      super();
      this.#root.append(this.#slot);
      this.#slot.onclick = this.#clicked;
      // The properties of the case reflect attributes, also where they were set before the element
      // was defined.
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
      this.#controller?.changed(...change);
    }

    connectedCallback() {
      this.#watch?.disconnect();
      if (this.#controller?.opened) return this.start();
      const when = this.#when();
      this.#arm(this.#near);
      if (when === "eager") this.start();
      else if (when === "idle")
        (window.requestIdleCallback ?? setTimeout)(() => this.isConnected && this.start());
      else if (when !== "intent") {
        // A document of a test or of an old browser has none; everything counts as near then.
        if (!window.IntersectionObserver) return this.#near();
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
      // Moving the element in the page disconnects it briefly.
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#watch?.disconnect();
        this.#shown();
        this.#controller?.down();
      });
    }

    /** Loads and shows the widget, in view or not. */
    start = () => {
      this.#watch?.disconnect();
      // A page's own `Promise` may lack `finally`.
      const done = () => (this.#starting = undefined);
      this.#starting ??= this.#load()
        .then((controller) => this.isConnected && controller.start(), this.#failed)
        .then(done, done);
    };

    /** Removes what this tab has stored of the case, and starts again. */
    reset() {
      this.#load().then((controller) => controller.reset(), this.#report);
    }

    // As the attribute says; else by a click on the content, or in view where there is nothing to
    // click. Computed each time, because the content may be added after the tag.
    #when() {
      return (
        this.getAttribute("load") ??
        ((navigator as any).connection?.saveData
          ? "intent"
          : this.querySelector(OPENERS)
            ? "click"
            : "visible")
      );
    }

    // With `click` the widget is only prepared, so that nothing on the page moves. Between
    // `pointerdown` and `click` there is time to compile the functions that the click needs.
    #near = (press?: Event) => {
      if (this.#when() !== "click") this.start();
      // What fails here fails again at the click, and is reported there.
      else
        this.#load()
          .then((controller) => controller.prepare(press))
          .catch(() => {});
    };

    #arm(act: (press: Event) => void) {
      for (const kind of ["pointerdown", "focusin"] as const)
        this.addEventListener(kind, act, { once: true });
    }

    // A click on the shop's own link opens the widget; if that cannot be loaded, the link is
    // followed.
    #clicked = (event: MouseEvent) => {
      const link =
        event.target instanceof Element && event.target.closest<HTMLAnchorElement>(OPENERS);
      if (
        !link ||
        (link.closest(NAME) as Element) !== this ||
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
      this.#timeout = setTimeout(this.#follow, TIMEOUT_MS);
      this.start();
    };

    #follow = () => {
      const { href } = this.#link ?? {};
      this.#shown();
      if (href) location.assign(href);
    };

    // A failed load is tried again by the next call.
    #load() {
      return (this.#loading ??= Promise.all([(script ??= begun()), this.#early()]).then(
        ([module, early]) =>
          (this.#controller = module.createController({
            element: this,
            root: this.#root,
            origin,
            early,
            lang: this.#lang,
            bundleUrl: this.#bundleUrl,
            shown: this.#shown,
            up: this.#up,
            failed: this.#failed,
            report: this.#report,
          })),
        (error) => {
          this.#loading = script = undefined;
          throw error;
        },
      ));
    }

    // Together with the script, in a task of its own, so that no task is long.
    async #early() {
      await new Promise((go) => setTimeout(go));
      const url = this.#bundleUrl();
      return { url, answer: fetch(url, FRESH).catch(() => {}) };
    }

    // The policy with its texts in the shopper's language; the Worker falls back to the policy's
    // own.
    #bundleUrl = () =>
      `${apiOf(this, origin)}/v1/stores/${this.getAttribute("store")}/bundle/${this.#lang().split("-")[0]}`;

    // The nearest `lang`, also outside of a shadow root. Themes write `de_DE` and `pt-PT-ao90`; the
    // valid part is taken.
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

    // Ends the waiting after a click: the widget is shown or not needed any more.
    #shown = () => {
      const link = this.#link;
      clearTimeout(this.#timeout);
      this.#link = undefined;
      this.#slot.style.opacity = "";
      return link;
    };

    #report = (error: unknown) => {
      // Old libraries for dates write it in quotes.
      const at = new Date().toISOString().replaceAll('"', "");
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

    // The content of the tag stays, so that its link can be followed. A touch tries again.
    #failed = (error: unknown) => {
      const words = __RECOURSE_LOAD_FAILED__;
      this.#said.role = "status";
      this.#root.append(this.#said);
      this.#said.textContent = words[this.#lang().split("-")[0]!] ?? words.en!;
      this.#follow();
      this.#arm(this.start);
      this.#report(error);
    };
  }

  customElements.define(NAME, RecourseWidget);
  startQueue();
};
