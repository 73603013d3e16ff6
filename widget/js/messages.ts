// Interface messages: one file per language but English, which is built in. Loaded once for all
// widgets of a page.
import { named } from "./file_error";
import { lazy } from "./lazy";

const all: Record<string, Promise<Record<string, string>>> = {};

const load = async (language: string) => {
  const file = lazy.messages(language);
  return file ? named(file.name, file.load) : {};
};

/**
 * The messages of a language; empty where they are built in or the widget does not have the
 * language. Rejects with a `FileError` where the file cannot be loaded; the next call tries again.
 */
export const messages = (language: string) =>
  (all[language] ??= load(language).catch((error) => {
    delete all[language];
    throw error;
  }));
