// The script around the wasm: it starts the wasm once for a page and makes the controller of each
// widget.
import init, { PolicyBundle, mount } from "#widget";
import { controller } from "./controller";
import type { LazyFiles, Script } from "./files";
import { good } from "./http";
import { provide } from "./lazy";
import { loadRequest, shareExports } from "./request";
import loader from "./split_loader.cjs";

loader.load = loadRequest;

let starting: Promise<void> | undefined;

const start = async (response: Response) =>
  shareExports(await init({ module_or_path: good(response) }));

/**
 * Starts the wasm. Once: a second instance would have another memory, without the widgets that are
 * mounted.
 */
export const begin = (response: Response, lazy?: LazyFiles) => {
  if (!starting && lazy) provide(lazy);
  return (starting ??= start(response).catch((error) => {
    starting = undefined;
    throw error;
  }));
};

export const createController: Script["createController"] = (tag) =>
  controller({ PolicyBundle, mount }, tag);
