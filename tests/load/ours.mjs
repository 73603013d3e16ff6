// The shipped Worker, with a way to fill its ledger.
import edge, { OrderBook, ShopOutbox } from "../../edge/build/entry.js";
import { seed } from "./seed.mjs";

export { OrderBook, ShopOutbox };

export default {
  fetch(request, env, context) {
    return new URL(request.url).pathname === "/seed" ? seed(request, env) : edge.fetch(request, env, context);
  },
};
