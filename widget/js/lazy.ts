// The files that are loaded once they are needed. Where they are depends on how the widget is
// served, so each build provides them.
import type { LazyFiles } from "./files";

/** The provided files. */
export let lazy: LazyFiles;

export const provide = (files: LazyFiles) => {
  lazy = files;
};
