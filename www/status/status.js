// The page of a private link: /status/?lang=<language>#<store>.<claim>.<secret>. The fragment never
// leaves the browser as part of an address: it is sent in a form, and the Worker's response, a page
// in the shopper's language, replaces this page.
const PATIENCE_MS = 30_000;
/** Timeout of a request with photos, which takes longer. */
const PATIENCE_PHOTOS_MS = 180_000;
/** Shown if the Worker is unavailable. */
const OFFLINE = {
  en: "The shop cannot be reached. Your request is safe: try again in a moment.",
  de:
    "Der Shop ist gerade nicht erreichbar. Ihre Anfrage ist sicher: Versuchen Sie es " +
    "gleich noch einmal.",
  es:
    "Ahora mismo no se puede contactar con la tienda. Su solicitud está a salvo: " +
    "inténtelo de nuevo en un momento.",
  fr:
    "La boutique est injoignable pour l’instant. Votre demande est en sécurité\u00a0: " +
    "réessayez dans un instant.",
  pt:
    "No momento não é possível acessar a loja. Sua solicitação está segura: tente " +
    "novamente em instantes.",
  ar: "تعذّر الوصول إلى المتجر الآن. مطالبتك محفوظة: يُرجى المحاولة مرة أخرى بعد قليل.",
  zh: "暂时无法连接店铺。您的申请不会丢失：请稍后再试。",
};

/**
 * Trusted Types: the pages of the Worker are the only text that this script reads as HTML. Browsers
 * without Trusted Types take the text as it is.
 */
const trusted = globalThis.trustedTypes?.createPolicy("recourse-status", {
  createHTML: (html) => html,
}) ?? { createHTML: (html) => html };

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const asked = new URLSearchParams(location.search).get("lang");
const language = () =>
  [asked, ...navigator.languages].map((tag) => tag?.split("-")[0]).find((tag) => tag in OFFLINE) ??
  "en";

/**
 * Replaces language, title and content of this page by those of another page. After a button press
 * the focus moves to the message.
 */
function become(page, pressed) {
  const [before, now] = [document.querySelector("main"), page.querySelector("main")];
  // A captive portal answers every request with a page of its own.
  if (!now) throw new Error("another page");
  const { lang, dir } = page.documentElement;
  Object.assign(document.documentElement, { lang, dir });
  document.title = page.title;
  before.replaceWith(now);
  photos = [];
  if (pressed)
    focusOn(
      now.querySelector("[role=alert]") ??
        now.querySelector(".card h2, .card p") ??
        now.querySelector("h1"),
    );
  for (const form of document.forms) form.addEventListener("submit", sent);
  const file = document.querySelector("input[type=file]");
  if (!file) return;
  file.addEventListener("change", () => chosen(file));
  drawing = import("/status/photo.js");
  drawing.catch(() => {});
}

/** Moves the focus to an element, so that screen readers read it. */
function focusOn(element) {
  element.tabIndex = -1;
  element.focus();
}

/** Sends a form of the page. The browser itself submits the form that downloads a file. */
function sent(event) {
  const form = event.target;
  const where = new URL(form.action).pathname;
  if (where === "/v1/status/data") return;
  event.preventDefault();
  if (where !== "/v1/status") return send(form, where);
  // A link that is pasted on this page becomes its fragment.
  history.replaceState(null, "", `#${form.link.value.trim().split("#").pop()}`);
  show(true);
}

/** Promises of the re-encoded photos, in the order chosen; and the module that re-encodes them. */
let photos = [];
let drawing;

/**
 * Re-encodes the photos one after the other. A file that the browser cannot read is sent unchanged,
 * and the response says what is wrong with it.
 */
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
      return shrunk(file, (thumb) => place.append(thumb)).catch(() => file);
    };
    last = drawn(last);
    // A failure is reported when the photo is sent.
    last.catch(() => {});
    return last;
  });
}

/** Sends the form with its photos. The typed text stays on the page until it is stored. */
async function send(form, where) {
  const button = form.querySelector("button");
  if (button.ariaDisabled) return;
  button.ariaDisabled = "true";
  button.append(document.createElement("progress"));
  document.querySelector(".problem")?.remove();
  try {
    const body = new FormData(form);
    body.set("zone", ZONE);
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

/** Whether this page has typed text or photos that the page of a refusal would lose. */
function kept({ ok, status, page }) {
  const [here, there] = [document, page].map((one) => one.querySelector("textarea")?.value);
  return (
    !ok && (here || photos.length) && (status === 429 || there === undefined || (here && !there))
  );
}

/** Requests a page of the Worker. */
async function ask(url, how, patience) {
  const answer = await fetch(url, { ...how, signal: AbortSignal.timeout(patience) });
  if (!answer.headers.get("content-type")?.startsWith("text/html")) throw new Error(answer.status);
  const html = trusted.createHTML(await answer.text());
  const page = new DOMParser().parseFromString(html, "text/html");
  return { ok: answer.ok, status: answer.status, page };
}

function problem(text) {
  const box = document.createElement("p");
  box.className = "problem";
  box.role = "alert";
  box.textContent = text;
  document.querySelector("main").prepend(box);
  focusOn(box);
}

async function show(pressed = false) {
  document.querySelector(".problem")?.remove();
  const sent = new FormData();
  sent.set("lang", language());
  sent.set("link", location.hash.slice(1));
  sent.set("zone", ZONE);
  // Without a link, the page asks for it.
  const how = location.hash.length > 1 ? { method: "POST", body: sent } : {};
  try {
    become((await ask(`/v1/status?lang=${language()}`, how, PATIENCE_MS)).page, pressed);
  } catch {
    problem(OFFLINE[language()]);
  }
}

addEventListener("hashchange", () => show());
// A page with a text field is not reloaded: its text would be lost.
addEventListener("online", () => document.querySelector("textarea") ?? show());
show();
