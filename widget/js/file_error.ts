// A file of the widget that cannot be loaded or used, by its name: a developer has to know which
// one is missing.

/** An error with the name of the file that it is about. */
export type FileError = Error & { file: string };

/**
 * Loads or uses a file of the widget. A failure becomes a `FileError` that names the file and has
 * the cause in its message.
 */
export const named = async <T>(file: string, use: () => T | Promise<T>): Promise<T> => {
  try {
    return await use();
  } catch (cause) {
    throw Object.assign(new Error(`${file}: ${cause}`), { file });
  }
};
