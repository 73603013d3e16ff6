// What the shop's page does itself: it says its language, its order and what it knows of it, keeps the errors that it hears, and loads the rules.
const address = new URLSearchParams(location.search);

export const begin = (Rules) => {
  window.errors = [];
  document.addEventListener("recourse:error", (event) => window.errors.push(event.detail.detail));
  document.documentElement.lang = address.get("lang");
  const delivered_on = new Date(Date.now() - 9 * 86_400_000).toISOString().slice(0, 10);
  Object.assign(document.querySelector("recourse-widget"), { order: address.get("order"), facts: { sent_back: "not_sent", delivered_on, ship_to: "DE" } });
  window.rules = Rules.load({ api: location.origin, store: "hekka" }).then(({ topics }) => topics);
};
