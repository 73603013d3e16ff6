// The state of one claim, by its private link: /status/#<store>.<claim>.<secret>. The fragment never leaves the browser;
// the secret travels in a header only.
const place = document.getElementById("claim");
const when = (text) => new Date(text).toLocaleString("en-GB", { dateStyle: "full", timeStyle: "short" });
const day = (text) => new Date(`${text}T12:00:00Z`).toLocaleDateString("en-GB", { dateStyle: "full", timeZone: "UTC" });
const plain = (id) => id.replaceAll(/[_-]/g, " ");
const words = { requested: "Received, waiting for the shop’s answer", needs_more: "The shop asks you for something", approved: "Approved", rejected: "Not approved", closed: "Done", granted: "Covered by the shop’s policy", ask_support: "Support will decide" };


const answers = {
  full_refund: () => "The whole price is paid back.",
  refund_with_deduction: ({ amount, reason }) => `The price less ${amount} is paid back: ${reason}`,
  partial_refund_keep: ({ amount }) => `${amount} is paid back and you keep the item.`,
  replacement: () => "The item is replaced or repaired.",
  coupon: ({ amount }) => `You get a coupon of ${amount}.`,
  ask_for_more: ({ what }) => what,
  reject: ({ reason }) => reason,
};
const answer_words = (action) => answers[action.do]?.(action) ?? plain(action.do);

function problem(text) {
  const box = document.createElement("p");
  box.className = "problem";
  box.setAttribute("role", "alert");
  box.textContent = text;
  place.replaceChildren(box);
}

function table(rows) {
  const list = document.createElement("dl");
  for (const [name, value] of rows.filter(([, value]) => value)) {
    const row = document.createElement("div");
    row.append(Object.assign(document.createElement("dt"), { textContent: name }), Object.assign(document.createElement("dd"), { textContent: value }));
    list.append(row);
  }
  place.replaceChildren(list);
}

async function show() {
  const [store, claim, secret] = location.hash.slice(1).split(".");
  if (!store || !claim || !secret) {
    return problem("Open this page with the private link from your receipt.");
  }
  let answer;
  try {
    answer = await fetch(`/v1/claims/${encodeURIComponent(claim)}`, { headers: { authorization: `Bearer ${secret}`, "recourse-store": store } });
  } catch {
    return problem("The shop cannot be reached just now. Your claim is safe; try again in a moment.");
  }
  if (answer.status === 410) return problem("This claim has been erased.");
  if (answer.status === 404) return problem("We do not know this link. A new claim can take up to a minute to appear; check that the link is complete.");
  if (!answer.ok) return problem("Something went wrong on our side. Your claim is safe; try again in a moment.");
  const found = await answer.json();
  table([
    ["Claim number", found.claim],
    ["State", words[found.state] ?? found.state],
    ["Since", found.since && when(found.since)],
    ["The shop’s answer", found.answer && answer_words(found.answer)],
    ["Received", when(found.received_at)],
    ["About", plain(found.topic)],
    ["Asked for", plain(found.remedy)],
    ["First answer", words[found.verdict] ?? found.verdict],
    ["Last valid day", found.last_day && day(found.last_day)],
    ...found.due.map((due) => ["Answer due", `${when(due.at)}`]),
  ]);
}

window.addEventListener("hashchange", show);
show();
