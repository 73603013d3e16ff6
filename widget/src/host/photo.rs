//! Photos: the files of an event, and `js/photo.js`, which re-encodes and sends them.

use super::Options;
use crate::upload::{Upload, UploadSource};
use gloo_file::FileList;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::Set;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, ClipboardEvent, DataTransfer, DragEvent, File, HtmlInputElement};

#[wasm_bindgen]
extern "C" {
    /// The functions of `js/photo.js`, which is loaded with the pages of the request.
    #[derive(Clone, Debug)]
    pub(crate) type PhotoScript;
    #[wasm_bindgen(method, catch)]
    async fn add(
        this: &PhotoScript,
        file: &File,
        url: &str,
        ticket: &Function,
        observer: &UploadObserver,
    ) -> Result<JsValue, JsValue>;

    /// What the script reports to: `{ signal, thumbnail, progress }`.
    #[wasm_bindgen(extends = Object)]
    type UploadObserver;
    #[wasm_bindgen(method, setter)]
    fn set_signal(this: &UploadObserver, signal: &AbortSignal);
    #[wasm_bindgen(method, setter)]
    fn set_thumbnail(this: &UploadObserver, show: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_progress(this: &UploadObserver, report: &JsValue);
}

/// The files that a shopper has chosen. The same file can be chosen again after it was removed.
pub(crate) fn chosen_files(input: &HtmlInputElement) -> Vec<File> {
    let chosen = files(input.files());
    input.set_value("");
    chosen
}

/// The files that were dropped.
pub(crate) fn dropped_files(event: &DragEvent) -> Vec<File> {
    let dropped = transferred(event.data_transfer());
    if !dropped.is_empty() {
        event.prevent_default();
    }
    dropped
}

/// The files that were pasted. Office programs put a picture beside a copied text: the text is
/// meant then.
pub(crate) fn pasted_files(event: &ClipboardEvent) -> Vec<File> {
    let Some(data) = event.clipboard_data() else { return Vec::new() };
    if event.default_prevented() || data.types().includes(&"text/plain".into(), 0) {
        return Vec::new();
    }
    let pasted = transferred(Some(data));
    if !pasted.is_empty() {
        event.prevent_default();
    }
    pasted
}

fn transferred(data: Option<DataTransfer>) -> Vec<File> {
    files(data.and_then(|data| data.files()))
}

fn files(list: Option<web_sys::FileList>) -> Vec<File> {
    let list = list.map(FileList::from);
    let file = |file: &gloo_file::File| AsRef::<File>::as_ref(file).clone();
    list.iter().flat_map(|list| list.iter()).map(file).collect()
}

/// Re-encodes and sends the photo of an upload. `ticket` resolves to a ticket; it is called with
/// whether the ticket before has expired.
///
/// # Errors
/// A problem code, empty where the shopper has removed the photo.
pub(crate) async fn send(
    script: PhotoScript,
    options: &Options,
    upload: &Upload,
    source: UploadSource,
    ticket: Box<dyn Fn(bool) -> Promise>,
) -> Result<String, String> {
    let (thumbnail, progress) = (upload.thumbnail.clone(), upload.progress.clone());
    let show = Closure::<dyn Fn(JsValue)>::new(move |canvas: JsValue| {
        thumbnail.set(canvas.dyn_into().ok().map(crate::upload::JsSend::new));
    });
    let report = Closure::<dyn Fn(JsValue)>::new(move |fraction: JsValue| {
        progress.set(fraction.as_f64().unwrap_or_default());
    });
    let observer = Object::new().unchecked_into::<UploadObserver>();
    observer.set_signal(&source.abort.signal());
    observer.set_thumbnail(show.as_ref());
    observer.set_progress(report.as_ref());
    let ticket = Closure::wrap(ticket);
    let url = options.store_url("photos");
    let sent = script.add(&source.file, &url, ticket.as_ref().unchecked_ref(), &observer).await;
    sent.map(|name| name.as_string().unwrap_or_default())
        .map_err(|code| code.as_string().unwrap_or_else(|| "offline".to_owned()))
}

/// The script of the options; absent before the pages of the request are loaded.
pub(crate) fn script(options: &JsValue) -> Option<PhotoScript> {
    let provider =
        Reflect::get(options, &"photo_script".into()).ok()?.dyn_into::<Function>().ok()?;
    let script = provider.call0(&JsValue::UNDEFINED).ok()?;
    (!script.is_undefined()).then(|| script.unchecked_into())
}
