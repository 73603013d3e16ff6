// What the element is made of, wherever its files come from.

/** One widget in its tag, from the first preparation until it is taken down. */
export type Life = {
  /** Whether it has been shown, and goes on when its tag is put back. */
  readonly opened: boolean;
  /** Reads what it will show; for a press, draws it once where nobody sees it. */
  prepare(press?: Event): Promise<void>;
  start(): void;
  reset(): void;
  down(): void;
  /** An attribute was set, maybe to what it was. */
  changed(name: string, before: string | null, now: string | null): void;
};

/** What a life knows of its tag. */
export type Tag = {
  element: HTMLElement & { facts: Record<string, string> };
  root: ShadowRoot;
  /** Where the shop is asked when the tag does not say. */
  origin: string;
  /** What was asked for beside the script, and what came of it: nothing where it did not come,
   * or was taken. */
  early: { url: string; answer?: Promise<Response | void> };
  lang(): string;
  /** Where the shop serves its policy with its words in this language. */
  asked(): string;
  /** The widget is seen; gives what was clicked for it, if anything was. */
  shown(): Element | undefined;
  /** The widget is up. */
  up(element: Tag["element"]): void;
  /** Nothing can be shown. */
  failed(error: unknown): void;
  /** Something did not work. */
  tell(error: unknown): void;
};

/** The script around the wasm. */
export type Script = {
  /** Starts the wasm, once for a page. A script that was built with its lazy files takes none. */
  begin(wasm: Response, lazy?: LazyFiles): Promise<unknown>;
  live(tag: Tag): Life;
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

/** The functions of `photo.js` that the wasm calls. */
export type PhotoScript = Record<"add" | "files" | "pasted", Function>;

/** The interface messages of one language by their keys. */
export type MessagesFile = { name: string; load(): Promise<Record<string, string>> };
