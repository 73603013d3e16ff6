// Interface words: a file for each language but English, which is built in, loaded once for all widgets of a page.
import type { Files } from "./files";
import { good } from "./fetched";

/** Where the Worker serves them, each with its hash: what has checked this script has checked them too. */
declare const __RECOURSE_WORDS__: Record<string, [file: string, integrity: string]>;

const all: Record<string, Promise<object>> = {};

const file = (language: string) => {
  const [name, integrity] = __RECOURSE_WORDS__[language] ?? [];
  return name && fetch(new URL(name, import.meta.url).href, { integrity: integrity! });
};

/** The words of a language; what cannot be loaded is said in English, and tried again the next time. */
export const words = (language: string, others: Files["words"]) => (all[language] ??= (async () => {
  const answer = await (others?.(language) || file(language));
  return answer ? good(answer).json() : {};
})().catch(() => (delete all[language], {})));
