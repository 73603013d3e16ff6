// What the element is made of, wherever its files come from.

/** A mounted widget, which `show` draws. */
export type Handle = { show(): void; unmount(): void; settle(): void; give(facts: object): void; speak(options: object, texts: Uint8Array): void };

/** A shop's policy, which is given its words by `read`. */
export type Book = { read(texts: Uint8Array): void; free(): void };

/** The script around the wasm. */
export type Glue = {
  /** Starts the wasm, as a stream or as bytes. */
  default(input: Response | ArrayBuffer): Promise<unknown>;
  Book: new (policy: Uint8Array) => Book;
  mount(root: ShadowRoot, options: object, book: Book): Handle;
  /** Goes once through what `mount` does, where nobody sees or hears it. */
  rehearse(root: ShadowRoot, options: object, book: Book): Promise<void>;
  /** What all widgets of the page are dressed in. */
  style(): CSSStyleSheet;
};

/** Where the widget's files come from. */
export type Files = {
  glue(): Promise<Glue>;
  wasm(): Promise<Response>;
  /** Interface words; nothing for English, which is built in. */
  words(language: string): Promise<Response | undefined> | undefined;
};

export const good = (answer: Response) => {
  if (!answer.ok) throw new Error(answer.url);
  return answer;
};

/** Loads each file once for all widgets of a page; what has failed is tried again. */
export const loading = (files: Files) => {
  let glue: Promise<Glue> | undefined;
  const words: Record<string, Promise<object>> = {};
  return {
    glue: () => (glue ??= (async () => {
      // Together: the wasm is long, and the script around it is not needed before it has come.
      const [module, bytes] = await Promise.all([files.glue(), files.wasm().then(good)]);
      // A host with the wrong type for .wasm cannot stream it.
      const streams = bytes.headers.get("content-type")?.startsWith("application/wasm");
      await module.default(streams ? bytes : await bytes.arrayBuffer());
      return module;
    })()),
    // What cannot be loaded is said in English.
    words: (language: string) => (words[language] ??= (async () => {
      const file = await files.words(language);
      return file ? good(file).json() : {};
    })().catch(() => (delete words[language], {}))),
    again: () => (glue = undefined),
  };
};
