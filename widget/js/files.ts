// The types of the element's parts, independent of where its files come from.

/** The controller of one widget, from its preparation until it is removed. */
export type Controller = {
  /**
   * Whether it has been shown, so that it is shown again when its element is put back into the
   * page.
   */
  readonly opened: boolean;
  /** Loads the policy; on a press it also prerenders the first page, unseen. */
  prepare(press?: Event): Promise<void>;
  start(): void;
  reset(): void;
  /** Removes the widget. */
  down(): void;
  /** An attribute was set, maybe to what it was. */
  changed(name: string, before: string | null, now: string | null): void;
};

/** What a controller can read and do of its element. */
export type Tag = {
  element: HTMLElement & { facts: Record<string, string> };
  root: ShadowRoot;
  /** The Worker's origin where the element names none. */
  origin: string;
  /**
   * The bundle that was requested together with the script; absent where that failed or was used.
   */
  early: { url: string; answer?: Promise<Response | void> };
  lang(): string;
  /** The address of the policy with its texts in this language. */
  bundleUrl(): string;
  /** The widget is shown; returns the link that was clicked for it. */
  shown(): Element | undefined;
  /** The widget is shown for the first time. */
  up(element: Tag["element"]): void;
  /** The widget cannot be shown. */
  failed(error: unknown): void;
  /** Reports a failure to the page. */
  report(error: unknown): void;
};

/** The script around the wasm. */
export type Script = {
  /** Starts the wasm, once for a page. A script that was built with its lazy files takes none. */
  begin(wasm: Response, lazy?: LazyFiles): Promise<unknown>;
  createController(tag: Tag): Controller;
};

/** The files that an element needs before it can show anything. */
export type Files = {
  glue(): Promise<Script>;
  wasm(): Promise<Response>;
  /** The files that are loaded later, where the script does not know them itself. */
  lazy?: LazyFiles;
};

/** The files that are loaded once they are needed. */
export type LazyFiles = {
  /** The second part of the wasm, which only a request needs. */
  request(): Promise<Response>;
  /** The script that re-encodes and sends photos. */
  photo(): Promise<PhotoScript>;
  /** The messages of a language; absent for English, which is built in, and for others. */
  messages(language: string): MessagesFile | undefined;
};

/** The function of `photo.js` that the wasm calls. */
export type PhotoScript = { add: Function };

/** The interface messages of one language by their keys. */
export type MessagesFile = { name: string; load(): Promise<Record<string, string>> };
