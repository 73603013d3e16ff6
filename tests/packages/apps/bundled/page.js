// What the shop's page does itself: it sets its language and the facts of the order, collects the
// errors that it receives, and loads the rules.
const address = new URLSearchParams(location.search);

/** Facts that the shop knows, so they are not asked. */
const facts = () => {
  const delivered_on = new Date(Date.now() - 9 * 86_400_000).toISOString().slice(0, 10);
  return { sent_back: "not_sent", delivered_on, ship_to: "DE" };
};

export const begin = (Rules) => {
  window.errors = [];
  document.addEventListener("recourse:error", (event) => window.errors.push(event.detail.detail));
  document.documentElement.lang = address.get("lang");
  const widget = document.querySelector("recourse-widget");
  Object.assign(widget, { order: address.get("order"), facts: facts() });
  const rules = Rules.load({ api: location.origin, store: "hekka" });
  window.rules = rules.then(({ topics }) => topics);
};
