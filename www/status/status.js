// The page of a private link: /status/?lang=<language>#<store>.<claim>.<secret>. The fragment never leaves the browser as part of an address:
// it is sent in a form, and what the Worker answers, a page in the shopper's language, takes the place of this one.
const PATIENCE_MS = 30_000;
/** Photos may take their time. */
const PATIENCE_PHOTOS_MS = 180_000;
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

/** Takes what is another page's for this one's: its language, its title, its words. Whoever has pressed a button goes on at what it says. */
function become(page, pressed) {
  const [before, now] = [document.querySelector("main"), page.querySelector("main")];
  // A network that wants a login first answers everything with a page of its own.
  if (!now) throw new Error("another page");
  const { lang, dir } = page.documentElement;
  Object.assign(document.documentElement, { lang, dir });
  document.title = page.title;
  before.replaceWith(now);
  photos = [];
  if (pressed) tell(now.querySelector("[role=alert]") ?? now.querySelector(".card h2, .card p") ?? now.querySelector("h1"));
  for (const form of document.forms) form.addEventListener("submit", sent);
  const file = document.querySelector("input[type=file]");
  if (!file) return;
  file.addEventListener("change", () => chosen(file));
  drawing = import("/status/photo.js");
  drawing.catch(() => {});
}

/** Where a reader goes on. */
function tell(told) {
  told.tabIndex = -1;
  told.focus();
}

/** A form of the page is sent. What is to be saved as a file the browser fetches by itself. */
function sent(event) {
  const form = event.target;
  const where = new URL(form.action).pathname;
  if (where === "/v1/status/data") return;
  event.preventDefault();
  if (where !== "/v1/status") return send(form, where);
  // Asked again here, the page goes its own way.
  history.replaceState(null, "", `#${form.link.value.trim().split("#").pop()}`);
  show(true);
}

/** The photos chosen, each as it will leave, in the order of their choice; and what draws them. */
let photos = [];
let drawing;

/** Draws the photos anew, one after the other; what no browser can draw is sent as it is, and the shop says what is wrong with it. */
function chosen(input) {
  const row = document.createElement("p");
  row.className = "thumbs";
  input.parentElement.querySelector(".thumbs")?.remove();
  input.after(row);
  let last;
  photos = [...input.files].map((file) => {
    const place = row.appendChild(document.createElement("span"));
    const drawn = async (before) => {
      await before;
      const { shrunk } = await drawing;
      return shrunk(file, place).catch(() => file);
    };
    last = drawn(last);
    // What fails is said once it is to be sent.
    last.catch(() => {});
    return last;
  });
}

/** Sends what the form says, with the photos that belong to it. Until the shop has it, it stays where it is. */
async function send(form, where) {
  const button = form.querySelector("button");
  if (button.ariaDisabled) return;
  button.ariaDisabled = "true";
  button.append(document.createElement("progress"));
  document.querySelector(".problem")?.remove();
  try {
    const body = new FormData(form);
    body.delete("file");
    for (const photo of form.text ? photos : []) body.append("file", await photo, "photo");
    const answer = await ask(where, { method: "POST", body }, PATIENCE_PHOTOS_MS);
    if (!kept(answer)) return become(answer.page, true);
    problem(answer.page.querySelector(".problem")?.lastChild.textContent ?? OFFLINE[language()]);
  } catch {
    problem(OFFLINE[language()]);
  }
  if (button.isConnected) {
    button.ariaDisabled = null;
    button.querySelector("progress").remove();
  }
}

/** Whether what was typed or chosen here is more than what a refusal would show of it: then this page stays. */
function kept({ ok, status, page }) {
  const [here, there] = [document, page].map((one) => one.querySelector("textarea")?.value);
  return !ok && (here || photos.length) && (status === 429 || there === undefined || (here && !there));
}

/** The page that the shop answers with. */
async function ask(url, how, patience) {
  const answer = await fetch(url, { ...how, signal: AbortSignal.timeout(patience) });
  if (!answer.headers.get("content-type")?.startsWith("text/html")) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { ok: answer.ok, status: answer.status, page };
}

function problem(text) {
  const box = document.createElement("p");
  box.className = "problem";
  box.role = "alert";
  box.textContent = text;
  document.querySelector("main").prepend(box);
  tell(box);
}

async function show(pressed = false) {
  document.querySelector(".problem")?.remove();
  const sent = new FormData();
  sent.set("lang", language());
  sent.set("link", location.hash.slice(1));
  // Without a link there is nothing to look up yet.
  const how = location.hash.length > 1 ? { method: "POST", body: sent } : {};
  try {
    become((await ask(`/v1/status?lang=${language()}`, how, PATIENCE_MS)).page, pressed);
  } catch {
    problem(OFFLINE[language()]);
  }
}

addEventListener("hashchange", () => show());
// What is being typed is not thrown away for it.
addEventListener("online", () => document.querySelector("textarea") ?? show());
show();
