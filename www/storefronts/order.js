// Facts that a shop's server would render. This demonstration has no server, so the days of the
// order are counted back from today and set as facts, which are then not asked.
const day = (ago) => new Date(Date.now() - ago * 86_400_000);
const iso = (date) =>
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;

for (const time of document.querySelectorAll("time[data-days-ago]")) {
  const date = day(Number(time.dataset.daysAgo));
  time.dateTime = iso(date);
  time.textContent = date.toLocaleDateString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}

for (const widget of document.querySelectorAll("recourse-widget[data-facts]")) {
  // `?facts=ship_to%3DDE+delivered_on%3D-9` sets other facts; an empty value asks everything.
  const wanted = new URLSearchParams(location.search).get("facts") ?? widget.dataset.facts;
  const facts = {};
  for (const pair of wanted.split(" ").filter(Boolean)) {
    const [name, value] = pair.split("=");
    facts[name] = /^-\d+$/.test(value) ? iso(day(-Number(value))) : value;
  }
  widget.facts = facts;
}
