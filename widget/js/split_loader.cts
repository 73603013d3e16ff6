// The module in the place of the loader that `wasm_split` writes: that one checks no integrity and
// loads no script. It is CommonJS, because esbuild collects the exports of an ES module with a loop
// that also finds inherited names: a page that extends `Object.prototype` would break the widget.

/** Loads the second file; the contract of `wasm_split_helpers`. */
type Load = (callback: number, data: number) => unknown;

const loader: { load?: Load; __wasm_split_load_request: Load } = {
  __wasm_split_load_request: (callback, data) => loader.load?.(callback, data),
};

export = loader;
