// The part of the wasm that only a request needs. It is asked for once there is something to ask for, and tells the first part when it
// has come.

declare const __RECOURSE_REQUEST__: string, __RECOURSE_REQUEST_SRI__: string;

/** What the two parts share: memory, table, functions. */
type Shared = Record<string, unknown> & { __indirect_function_table: WebAssembly.Table };

let coming: Promise<unknown> | undefined;

const come = async (shared: Shared) => {
  const answer = await fetch(new URL(__RECOURSE_REQUEST__, import.meta.url), { integrity: __RECOURSE_REQUEST_SRI__ });
  if (!answer.ok) throw new Error(answer.url);
  // A host with the wrong type for .wasm cannot stream it.
  await WebAssembly.instantiate(await answer.arrayBuffer(), { __wasm_split: shared as WebAssembly.ModuleImports });
};

/** Loads the part once; what has failed is tried again by the next call. */
export const load = async (shared: Shared, called: number, data: number) => {
  const good = await (coming ??= come(shared)).then(() => true, () => ((coming = undefined), false));
  shared.__indirect_function_table.get(called)(data, good);
};
