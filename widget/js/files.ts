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
  /** What was asked for beside the script, and what came of it: nothing where it did not come, or was taken. */
  early: { url: string; answer?: Promise<Response | void> };
  /** Interface words where the script does not know them by itself. */
  words?: Files["words"];
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
  /** Starts the wasm; once for a page. */
  begin(wasm: Response): Promise<unknown>;
  live(tag: Tag): Life;
};

/** Where the widget's files come from. */
export type Files = {
  glue(): Promise<Script>;
  wasm(): Promise<Response>;
  /** Interface words; nothing for English, which is built in. Not there where the script knows them by itself. */
  words?(language: string): Promise<Response> | undefined;
};
