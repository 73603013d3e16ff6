// Request bodies of the worst requests: forms and photos of a given size.

const BOUNDARY = "x";
export const FORM_KIND = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };

/** A form of fields and files: `[name, bytes]`. */
export function form(fields, files = []) {
  const part = (name, more, bytes) => [
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`),
    Buffer.from(bytes),
    Buffer.from("\r\n"),
  ];
  return Buffer.concat([
    ...fields.flatMap(([name, bytes]) => part(name, "", bytes)),
    ...files.flatMap(([name, bytes]) => part(name, '; filename="f"', bytes)),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
}

/** A minimal valid JPEG of one grey pixel and so many bytes; `seed` makes it unique. */
export function jpeg(bytes, seed = 1) {
  const head = Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xdb, 0, 0x43, 0]),
    Buffer.alloc(64, 1),
    Buffer.from([
      0xff,
      0xc0,
      0,
      0x0b,
      8,
      0,
      1,
      0,
      1,
      1,
      1,
      0x11,
      0,
      0xff,
      0xda,
      0,
      8,
      1,
      1,
      0,
      0,
      0x3f,
      0,
      seed,
    ]),
  ]);
  return Buffer.concat([
    head,
    Buffer.alloc(Math.max(1, bytes - head.length - 2), 0x12),
    Buffer.from([0xff, 0xd9]),
  ]);
}
