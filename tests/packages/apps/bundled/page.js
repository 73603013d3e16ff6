// What the shop's page does itself: it says its language and its order, keeps the errors that it hears, and loads the rules.
const address = new URLSearchParams(location.search);

export const begin = (Rules) => {
  window.errors = [];
  document.addEventListener("recourse:error", (event) => window.errors.push(event.detail.detail));
  document.documentElement.lang = address.get("lang");
  document.querySelector("recourse-widget").order = address.get("order");
  window.rules = Rules.load({ api: location.origin, store: "hekka" }).then(({ topics }) => topics);
};
