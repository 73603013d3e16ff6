// The page of a private link: /status/?lang=<language>#<store>.<claim>.<secret>. The fragment never leaves the browser as part of an address:
// it is sent in a form, and what the Worker answers, a page in the shopper's language, takes the place of this one.
const PATIENCE_MS = 30_000;
/** Said where nothing else can be had. */
const OFFLINE = {
  en: "The shop cannot be reached just now. Your request is safe: try again in a moment.",
  de: "Der Shop ist gerade nicht erreichbar. Ihre Anfrage ist sicher: Versuchen Sie es gleich noch einmal.",
  es: "Ahora mismo no se puede contactar con la tienda. Su solicitud está a salvo: vuelva a intentarlo dentro de un momento.",
  fr: "La boutique est injoignable pour l’instant. Votre demande est en sécurité\u00a0: réessayez dans un instant.",
  pt: "De momento não é possível contactar a loja. A sua solicitação está segura: tente de novo dentro de instantes.",
  ar: "تعذّر الوصول إلى المتجر الآن. مطالبتك محفوظة: حاول مرة أخرى بعد قليل.",
  zh: "暂时无法联系店铺。您的申请是安全的：请稍后再试。",
};

const asked = new URLSearchParams(location.search).get("lang");
const language = () => [asked, ...navigator.languages].map((tag) => tag?.split("-")[0]).find((tag) => tag in OFFLINE) ?? "en";

/** Takes what is another page's for this one's: its language, its title, its words. */
function become(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const { lang, dir } = page.documentElement;
  Object.assign(document.documentElement, { lang, dir });
  document.title = page.title;
  const [before, now] = [document.querySelector("main"), page.querySelector("main")];
  const held = before.contains(document.activeElement);
  before.replaceWith(now);
  // Whoever pressed a button of it goes on at what it says.
  const told = held && now.querySelector("[role=alert], h1");
  if (told) {
    told.tabIndex = -1;
    told.focus();
  }
  // Asked again here, the page goes its own way.
  document.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `#${event.target.link.value.trim().split("#").pop()}`);
    show();
  });
}

function problem(text) {
  const box = document.createElement("p");
  box.className = "problem";
  box.role = "alert";
  box.textContent = text;
  document.querySelector("main").prepend(box);
}

async function show() {
  document.querySelector(".problem")?.remove();
  const sent = new FormData();
  sent.set("lang", language());
  sent.set("link", location.hash.slice(1));
  // Without a link there is nothing to look up yet.
  const how = location.hash.length > 1 ? { method: "POST", body: sent } : {};
  try {
    const answer = await fetch(`/v1/status?lang=${language()}`, { ...how, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.headers.get("content-type")?.startsWith("text/html")) throw new Error(answer.status);
    become(await answer.text());
  } catch {
    problem(OFFLINE[language()]);
  }
}

addEventListener("hashchange", show);
addEventListener("online", show);
show();
