// The wasm of the rules in a browser: an asset of this package.
export const wasm = (): Promise<Response | Uint8Array> =>
  fetch(new URL("./rules.wasm", import.meta.url));
