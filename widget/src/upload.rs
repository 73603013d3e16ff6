//! One photo of a claim, from the moment the shopper chooses it until the shop has it.

use leptos::prelude::*;
use web_sys::{AbortController, File, HtmlCanvasElement};

/// A photo of one proof. Clones share their state.
#[derive(Clone)]
pub(crate) struct Upload {
    /// Identifies the upload within its draft.
    pub(crate) id: u32,
    /// The id of the proof that the photo shows.
    pub(crate) proof: String,
    pub(crate) status: ArcRwSignal<UploadStatus>,
    /// The part of the photo that the shop has received: 0 to 1.
    pub(crate) progress: ArcRwSignal<f64>,
    /// A small picture of the photo, once it is decoded.
    pub(crate) thumbnail: ArcRwSignal<Option<JsSend<HtmlCanvasElement>>>,
    /// The file and what stops its upload; absent after a reload.
    pub(crate) source: Option<JsSend<UploadSource>>,
}

/// Where an upload is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum UploadStatus {
    Sending,
    /// The shop has the photo under this name.
    Sent(String),
    /// The problem code.
    Failed(String),
}

/// The shopper's file.
#[derive(Debug, Clone)]
pub(crate) struct UploadSource {
    pub(crate) file: File,
    pub(crate) abort: AbortController,
}

/// A value of JavaScript in a signal; the widget runs on one thread.
pub(crate) type JsSend<T> = leptos::__reexports::send_wrapper::SendWrapper<T>;

impl Upload {
    /// An upload that begins now.
    pub(crate) fn new(id: u32, proof: &str, file: File) -> Upload {
        let abort = AbortController::new().ok();
        let source = abort.map(|abort| JsSend::new(UploadSource { file, abort }));
        Upload::with_status(id, proof.to_owned(), UploadStatus::Sending, source)
    }

    /// A photo that the shop has since before a reload.
    pub(crate) fn restored(id: u32, proof: String, photo: String) -> Upload {
        Upload::with_status(id, proof, UploadStatus::Sent(photo), None)
    }

    fn with_status(
        id: u32,
        proof: String,
        status: UploadStatus,
        source: Option<JsSend<UploadSource>>,
    ) -> Upload {
        Upload {
            id,
            proof,
            status: ArcRwSignal::new(status),
            progress: ArcRwSignal::new(0.0),
            thumbnail: ArcRwSignal::new(None),
            source,
        }
    }

    /// The name under which the shop has the photo.
    pub(crate) fn photo(&self) -> Option<String> {
        match self.status.get_untracked() {
            UploadStatus::Sent(photo) => Some(photo),
            _ => None,
        }
    }

    /// Stops the upload.
    pub(crate) fn abort(&self) {
        if let Some(source) = &self.source {
            source.abort.abort();
        }
    }

    /// Whether the shopper has removed the photo.
    pub(crate) fn is_aborted(&self) -> bool {
        self.source.as_ref().is_some_and(|source| source.abort.signal().aborted())
    }
}
