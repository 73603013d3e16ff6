// A wasm that is part of a script, for builds in which every file is inside one.

/** A wasm from its base64 as a response, so that it is compiled like one from the network. */
export const response = (base64: string) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Response(bytes, { headers: { "content-type": "application/wasm" } });
};
