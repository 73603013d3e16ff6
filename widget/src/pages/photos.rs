//! The photos of one proof: chosen, taken, dropped or pasted. Each is sent at once, can be removed,
//! and sent again.

use super::submit::new_ticket;
use crate::claim_draft::{DraftProblem, DraftStatus};
use crate::components::SecondaryButton;
use crate::host::photo::{self, chosen_files, dropped_files, pasted_files};
use crate::shop::{Shop, use_shop};
use crate::upload::{Upload, UploadStatus};
use js_sys::Promise;
use leptos::html::{Input, Li};
use leptos::prelude::*;
use leptos::task::spawn_local;
use recourse::types::key;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

/// The photos of a proof, and where to add some.
#[component]
pub(super) fn PhotoSlot(
    /// The id of the proof.
    proof: String,
) -> impl IntoView {
    let shop = use_shop();
    let draft = shop.draft;
    let input = NodeRef::<Input>::new();
    let label = shop.text_or_key(&key::part("proof", &proof));
    let add_label = shop.messages.get("photo_add");
    let add = {
        let (shop, proof) = (shop.clone(), proof.clone());
        move |files| add_photos(&shop, &proof, files)
    };
    let (on_drop, on_paste) = (add.clone(), add.clone());
    let on_change = move |_| {
        draft.is_choosing.set(false);
        if let Some(input) = input.get_untracked() {
            add(chosen_files(&input));
        }
    };
    let own = proof.clone();
    let uploads = move || {
        let all = draft.uploads.get();
        all.into_iter().filter(|upload| upload.proof == own).collect::<Vec<_>>()
    };
    view! {
        <div
            class="slot"
            role="group"
            aria-label=label
            on:dragover=|event| event.prevent_default()
            on:drop=move |event| on_drop(dropped_files(&event))
            on:paste=move |event| on_paste(pasted_files(&event))
        >
            <ul class="photos">
                <For
                    each=uploads
                    key=|upload| upload.id
                    children=move |upload| view! { <UploadRow upload input /> }
                />
            </ul>
            <label class="add" part="button">
                {add_label}
                <input
                    type="file"
                    accept="image/*"
                    multiple
                    class="hidden"
                    data-proof=proof
                    node_ref=input
                    on:click=move |_| draft.is_choosing.set(true)
                    on:cancel=move |_: web_sys::Event| draft.is_choosing.set(false)
                    on:change=on_change
                />
            </label>
        </div>
    }
}

/// One photo.
#[component]
fn UploadRow(
    upload: Upload,
    /// Where the focus goes when the row is removed.
    input: NodeRef<Input>,
) -> impl IntoView {
    let shop = use_shop();
    let row = NodeRef::<Li>::new();
    let thumbnail = upload.thumbnail.clone();
    Effect::new(move |last: Option<Option<web_sys::HtmlCanvasElement>>| {
        let canvas = thumbnail.get().map(|canvas| canvas.clone().take());
        if let Some(last) = last.flatten() {
            last.remove();
        }
        if let (Some(row), Some(canvas)) = (row.get(), &canvas) {
            let _ = row.prepend_with_node_1(canvas);
        }
        canvas
    });
    let status = upload.status.clone();
    let photo = move || match status.get() {
        UploadStatus::Sent(photo) => Some(photo),
        _ => None,
    };
    let status = upload.status.clone();
    let content = move || upload_content(&shop, &upload, input, status.get());
    view! {
        <li data-photo=photo node_ref=row>
            {content}
        </li>
    }
}

fn upload_content(
    shop: &Shop,
    upload: &Upload,
    input: NodeRef<Input>,
    status: UploadStatus,
) -> AnyView {
    let (messages, draft) = (shop.messages, shop.draft);
    let remove = {
        let upload = upload.clone();
        move || {
            draft.remove_upload(&upload);
            if let Some(input) = input.get_untracked() {
                let _ = input.focus();
            }
        }
    };
    let remove = view! {
        <SecondaryButton text=messages.get("photo_remove") on_press=Box::new(remove) />
    };
    match status {
        UploadStatus::Sending => {
            let progress = upload.progress.clone();
            view! {
                <progress
                    max="1"
                    aria-label=messages.get("photo_sending")
                    prop:value=move || progress.get()
                ></progress>
                {remove}
            }
            .into_any()
        }
        UploadStatus::Sent(_) => view! {
            <span class="words" role="status">
                {messages.get("photo_sent")}
            </span>
            {remove}
        }
        .into_any(),
        UploadStatus::Failed(code) => {
            // What is wrong with a file now is wrong with it later.
            let is_final = code == "not_a_photo" || code == "too_many_pixels";
            let again = (!is_final).then(|| {
                let (shop, upload) = (shop.clone(), upload.clone());
                let again = move || start_upload(&shop, upload.clone());
                view! { <SecondaryButton text=messages.get("again") on_press=Box::new(again) /> }
                    .into_any()
            });
            view! {
                <span class="words" role="alert">
                    {messages.problem(&code)}
                </span>
                {again}
                {remove}
            }
            .into_any()
        }
    }
}

/// Adds files to a proof and sends them. A draft that is being sent takes none.
pub(super) fn add_photos(shop: &Shop, proof: &str, files: Vec<web_sys::File>) {
    let draft = shop.draft;
    for file in files {
        if draft.status.get_untracked() == DraftStatus::Sending {
            return;
        }
        if draft.is_full() {
            draft.report(DraftProblem::TooManyPhotos);
            return shop.focus(".problem");
        }
        start_upload(shop, draft.add_upload(proof, file));
    }
}

/// Sends a photo. It goes on where the shopper leaves the page.
fn start_upload(shop: &Shop, upload: Upload) {
    let draft = shop.draft;
    let source = upload.source.clone().zip(shop.photo_script());
    let Some((source, script)) = source else { return };
    upload.status.set(UploadStatus::Sending);
    let shop = shop.clone();
    spawn_local(async move {
        let ticket = ticket_provider(&shop);
        let sent =
            photo::send(script, &shop.options, &upload, source.take(), Box::new(ticket)).await;
        if draft.status.is_disposed() || upload.is_aborted() {
            return;
        }
        match sent {
            Ok(photo) => draft.finish_upload(&upload, photo),
            Err(code) => upload.status.set(UploadStatus::Failed(code)),
        }
    });
}

/// A function for the script that resolves to the draft's ticket, or to another one where that has
/// expired.
fn ticket_provider(shop: &Shop) -> impl Fn(bool) -> Promise + 'static {
    let shop = shop.clone();
    move |expired: bool| {
        let (options, draft) = (shop.options.clone(), shop.draft);
        future_to_promise(async move {
            let known = draft.ticket.try_get_untracked().unwrap_or_default();
            if !expired && !known.is_empty() {
                return Ok(known.into());
            }
            new_ticket(&options, draft).await.map(JsValue::from).map_err(JsValue::from)
        })
    }
}
