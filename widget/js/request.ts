// The part of the widget that only a request needs: its wasm, and the script that draws and sends photos. It is asked for once there is
// something to ask for, and tells the first part when it has come.
import { good } from "./fetched";
import { script } from "./script";

declare const __RECOURSE_REQUEST__: string, __RECOURSE_REQUEST_SRI__: string, __RECOURSE_PHOTO__: string, __RECOURSE_PHOTO_SRI__: string;

/** What the two parts share: memory, table, functions. */
type Shared = Record<string, unknown> & { __indirect_function_table: WebAssembly.Table };

/** What is done with photos; the pages that have any come after it. */
export let photo: Record<string, Function>;

let coming: Promise<unknown> | undefined;

const at = (file: string) => new URL(file, import.meta.url).href;

const drawing = async () => {
  // In a package the bundler answers for it.
  photo = await (__RECOURSE_PHOTO_SRI__ ? script(at(__RECOURSE_PHOTO__), __RECOURSE_PHOTO_SRI__) : import(__RECOURSE_PHOTO__));
};

const bytes = async () => good(await fetch(at(__RECOURSE_REQUEST__), { integrity: __RECOURSE_REQUEST_SRI__ })).arrayBuffer();

const come = async (shared: Shared) => {
  // Both awaited at once: where both fail, neither failure is left unheard.
  const [part] = await Promise.all([bytes(), drawing()]);
  // A host with the wrong type for .wasm cannot stream it.
  await WebAssembly.instantiate(part, { __wasm_split: shared as WebAssembly.ModuleImports });
};

/** Loads the part once; what has failed is tried again by the next call. */
export const load = async (shared: Shared, called: number, data: number) => {
  const there = await (coming ??= come(shared)).then(() => true, () => ((coming = undefined), false));
  shared.__indirect_function_table.get(called)(data, there);
};
