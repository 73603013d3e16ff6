// Failures of a file that all widgets of a page share: each widget that is shown reports them by
// its own `recourse:error`.

type Report = (error: unknown) => void;

const reporters = new Set<Report>();

/** From now on a widget reports failures of shared files by this function. */
export const addReporter = (report: Report) => void reporters.add(report);

/** The widget is no longer shown. */
export const removeReporter = (report: Report) => void reporters.delete(report);

/** Has every widget that is shown report a failure. */
export const reportFailure = (error: unknown) => reporters.forEach((report) => report(error));
