// One photo on its way. It is drawn anew before it leaves: no place, no date and no name of the
// phone is in what is drawn. Decoding and encoding are the browser's own work, off the page's
// thread; photos go one after the other, so that a phone holds one at a time.
// A photo is looked at, and a long screenshot is read: what counts is how many pixels there are. A
// canvas has its longest side, too.
const PIXELS = 3_000_000;
const LONGEST = 8000;
const THUMB = 96;
/** Milliseconds that a photo may take; slow networks need a minute. */
const PATIENCE = 180_000;

let last = Promise.resolve();

const blank = ({ width, height }, longest) => {
  const scale = Math.min(
    1,
    longest / Math.max(width, height),
    Math.sqrt(PIXELS / (width * height)),
  );
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  return canvas;
};

// In bands, with a breath after each: scaling twelve million pixels at once would hold up a slow
// phone for a third of a second.
async function draw(bitmap, canvas, bands) {
  const paper = canvas.getContext("2d");
  // JPEG has no transparency.
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.imageSmoothingQuality = "medium";
  const step = Math.ceil(canvas.height / bands);
  for (let top = 0; top < canvas.height; top += step) {
    const rows = Math.min(step, canvas.height - top);
    const scale = bitmap.height / canvas.height;
    paper.drawImage(bitmap, 0, top * scale, bitmap.width, rows * scale, 0, top, canvas.width, rows);
    await new Promise((done) => setTimeout(done));
  }
  return canvas;
}

/** The photo as it may leave, and a small picture of it at the head of `row`; rejects with a
 * problem's code. */
export async function shrunk(file, row) {
  const bitmap = await createImageBitmap(file).catch(() => Promise.reject("not_a_photo"));
  const canvas = await draw(bitmap, blank(bitmap, LONGEST), 16);
  bitmap.close();
  // A canvas is shown under every content security policy.
  const thumb = await draw(canvas, blank(canvas, THUMB), 1);
  thumb.setAttribute("aria-hidden", "true");
  row.querySelector("canvas")?.remove();
  row.prepend(thumb);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return blob ?? Promise.reject("not_a_photo");
}

const send = (blob, url, ticket, row) =>
  new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const bar = row.querySelector("progress");
    request.open("POST", url);
    request.setRequestHeader("content-type", "image/jpeg");
    request.setRequestHeader("recourse-ticket", ticket);
    request.responseType = "json";
    request.timeout = PATIENCE;
    request.upload.onprogress = ({ loaded, total }) => {
      if (bar) bar.value = loaded / total;
    };
    // Taken back at any moment, also while the shop is silent: nobody behind it waits then.
    const look = setInterval(() => row.dataset.gone && request.abort(), 200);
    request.onloadend = () => {
      clearInterval(look);
      const { photo, code } = request.response ?? {};
      // A network that wants a login first says yes to everything.
      request.status === 201 && photo ? done(photo) : fail(code ?? "offline");
    };
    request.send(blob);
  });

async function one(file, url, ticket, row) {
  if (row.dataset.gone) throw "";
  const blob = await shrunk(file, row);
  for (let again = false; ; again = true) {
    const given = await ticket(again);
    if (row.dataset.gone) throw "";
    try {
      const name = await send(blob, url, given, row);
      // The shop may have it by then: it is no part of the request all the same.
      if (row.dataset.gone) throw "";
      return name;
    } catch (code) {
      if (row.dataset.gone) throw "";
      if (again || !code.startsWith("ticket_")) throw code;
    }
  }
}

/** Resolves to the name that the shop gave the photo; rejects with a problem's code, or with
 * nothing where it was taken back. */
export function add(file, url, ticket, row) {
  const job = last.then(() => one(file, url, ticket, row));
  last = job.catch(() => {});
  return job;
}

/** The files of a choice, a drop or a paste. */
export function files(event) {
  const list = [...((event.dataTransfer ?? event.clipboardData ?? event.target)?.files ?? [])];
  if (list.length) event.preventDefault();
  // The same file can be chosen again after it was removed.
  if (event.type === "change") event.target.value = "";
  return list;
}

/** What is pasted anywhere on the page of the request, and is no text, goes to the first place
 * that has no photo yet. */
export function pasted(event) {
  const { files, types } = event.clipboardData;
  const places = [...event.currentTarget.querySelectorAll(".slot")];
  const place = places.find((place) => !place.querySelector("li")) ?? places[0];
  // Offices put a picture of a text beside it.
  if (event.defaultPrevented || !files.length || types.includes("text/plain") || !place) return;
  event.preventDefault();
  const input = place.querySelector("input");
  input.files = files;
  input.dispatchEvent(new Event("change"));
}
