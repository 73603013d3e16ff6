// Re-encodes a photo and sends it: re-encoding removes location, date and device from its metadata.
// The browser decodes and encodes off the main thread. Photos are sent one after the other, so that
// a phone holds one at a time in memory. The limit is a number of pixels; a long screenshot has
// more, because it has to stay readable. A canvas has a longest side, too: 16,384 in WebKit.
const PIXELS = 3_000_000;
const LONGEST = 16_000;
/** Pixels across that keep the text of a phone's screenshot readable. */
const READABLE = 540;
const THUMB = 96;
/** Whether the edge accepts a format. */
const isAccepted = ({ type }) => ["image/jpeg", "image/png", "image/webp"].includes(type);
/** Known pixels, to find out whether a canvas can be read. */
const COLOURS = [
  [200, 30, 60],
  [20, 180, 90],
  [30, 60, 210],
  [0, 0, 0],
];
/** The timeout of an upload; slow networks need a minute. */
const TIMEOUT_MS = 180_000;

let last = Promise.resolve();

const blank = ({ width, height }, longest) => {
  const scale = Math.min(
    1,
    longest / Math.max(width, height),
    Math.max(Math.sqrt(PIXELS / (width * height)), READABLE / Math.min(width, height)),
  );
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  return canvas;
};

// In bands, each in a task of its own: scaling twelve million pixels at once blocks a slow phone
// for a third of a second.
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

/** Whether a very long picture would become too narrow to read. */
const isUnreadable = (bitmap, { width, height }) =>
  Math.min(width, height) < Math.min(400, Math.min(bitmap.width, bitmap.height) / 2);

/** A photo in an `<img>`, which shows some that `createImageBitmap` refuses. */
async function shown(file) {
  const picture = new Image();
  picture.src = URL.createObjectURL(file);
  try {
    await new Promise((done, fail) => Object.assign(picture, { onload: done, onerror: fail }));
    return picture;
  } finally {
    URL.revokeObjectURL(picture.src);
  }
}

/** The picture of a file; nothing where only the edge may know it. */
async function decoded(file) {
  try {
    return await createImageBitmap(file);
  } catch {
    if (!isAccepted(file)) throw "not_a_photo";
    // The page's content security policy may allow no such `<img>`.
    return shown(file).catch(() => {});
  }
}

/**
 * Whether a canvas gives back the pixels that were drawn. Browsers that resist fingerprinting give
 * noise, or white. A little noise in the last bits does no harm to a photo.
 */
function isHonest() {
  const canvas = document.createElement("canvas");
  const paper = canvas.getContext("2d");
  COLOURS.forEach((colour, at) => {
    paper.fillStyle = `rgb(${colour})`;
    paper.fillRect(at * 8, 0, 8, 8);
  });
  const { data } = paper.getImageData(0, 0, COLOURS.length * 8, 8);
  return data.every((value, at) => {
    const colour = [...COLOURS[Math.floor(at / 4 / 8) % COLOURS.length], 255];
    return Math.abs(value - colour[at % 4]) < 16;
  });
}

/** Re-encodes a photo; `show` is called with a small picture of it. Rejects with a problem code. */
export async function shrunk(file, show) {
  const bitmap = await decoded(file);
  // The edge removes the metadata of every photo, and says what is wrong with it.
  if (!bitmap) return file;
  const paper = blank(bitmap, LONGEST);
  if (isUnreadable(bitmap, paper)) throw "too_many_pixels";
  const canvas = await draw(bitmap, paper, 16);
  bitmap.close?.();
  // A canvas is allowed by every content security policy.
  const thumb = await draw(canvas, blank(canvas, THUMB), 1);
  thumb.setAttribute("aria-hidden", "true");
  show(thumb);
  if (!isHonest()) return isAccepted(file) ? file : Promise.reject("not_a_photo");
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return blob ?? Promise.reject("not_a_photo");
}

const send = (blob, url, ticket, { signal, progress }) =>
  new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open("POST", url);
    request.setRequestHeader("content-type", blob.type);
    request.setRequestHeader("recourse-ticket", ticket);
    request.responseType = "json";
    request.timeout = TIMEOUT_MS;
    request.upload.onprogress = ({ loaded, total }) => progress(loaded / total);
    signal.addEventListener("abort", abort);
    request.onloadend = () => {
      signal.removeEventListener("abort", abort);
      const { photo, code } = request.response ?? {};
      // A captive portal answers every request with success.
      request.status === 201 && photo ? done(photo) : fail(code ?? "offline");
    };
    request.send(blob);
  });

async function one(file, url, ticket, observer) {
  const { signal } = observer;
  if (signal.aborted) throw "";
  const blob = await shrunk(file, observer.thumbnail);
  for (let again = false; ; again = true) {
    const given = await ticket(again);
    if (signal.aborted) throw "";
    try {
      const name = await send(blob, url, given, observer);
      // The shop may have it by then; it is no part of the claim all the same.
      if (signal.aborted) throw "";
      return name;
    } catch (code) {
      if (signal.aborted) throw "";
      if (again || !code.startsWith("ticket_")) throw code;
    }
  }
}

/**
 * Sends a photo. `ticket` resolves to a ticket; it is called with whether the ticket before has
 * expired. `observer` has the `signal` that aborts, and the functions `thumbnail` and `progress`.
 * Resolves to the name that the shop gave the photo; rejects with a problem code, empty where it
 * was aborted.
 */
export function add(file, url, ticket, observer) {
  const job = last.then(() => one(file, url, ticket, observer));
  last = job.catch(() => {});
  return job;
}
