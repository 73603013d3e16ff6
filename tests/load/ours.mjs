// The shipped Worker, with a way to fill its ledger.
import Edge, { OrderBook, ShopOutbox } from "../../edge/build/index.js";
import { seed } from "./seed.mjs";

export { OrderBook, ShopOutbox };

export default {
  fetch(request, env, context) {
    return new URL(request.url).pathname === "/seed" ? seed(request, env) : new Edge(context, env).fetch(request);
  },
};
