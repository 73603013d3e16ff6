// The services that a shop has beside the Worker: its signing keys and Turnstile's siteverify.
import { createHmac, createSign, generateKeyPairSync } from "node:crypto";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const { x, y } = publicKey.export({ format: "jwk" });
const shared = Buffer.alloc(32, 9).toString("base64url");

/** The public keys of the shop's signed orders, as settings of the Worker. */
export const ORDER_KEYS = [
  { kid: "hs", alg: "HS256", secret: shared },
  { kid: "es", alg: "ES256", x, y },
];

/** A part of a JSON Web Signature. */
export const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
/** An order signed by the shop. */
export function signed(alg, kid, payload) {
  const text =
    `${part({ alg, kid })}.` +
    `${part({ store: "hekka", exp: Math.floor(Date.now() / 1000) + 600, ...payload })}`;
  const mark =
    alg === "HS256"
      ? createHmac("sha256", Buffer.from(shared, "base64url")).update(text).digest("base64url")
      : createSign("sha256")
          .update(text)
          .sign({ key: privateKey, dsaEncoding: "ieee-p1363" }, "base64url");
  return `${text}.${mark}`;
}

/** Siteverify's response to each kind of token; the token `away` makes the service fail. */
export function siteverify({ secret, response: token }, response) {
  if (token === "away") return response.writeHead(503).end();
  const success = secret === "turnstile-secret" && token !== "robot";
  const body = {
    success,
    hostname: token === "elsewhere" ? "evil.example" : "www.shop.example",
    action: "recourse",
    challenge_ts: new Date().toISOString(),
    "error-codes": success ? [] : ["invalid-input-response"],
  };
  return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}
