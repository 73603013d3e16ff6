//! The unsent claim. It outlives its page, so that going back to an answer loses nothing, and it
//! holds the ticket until the shop has accepted the claim, so that one claim is stored once however
//! often it is sent.

use crate::upload::{Upload, UploadStatus};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Most photos of a claim, as the Worker accepts them.
const PHOTOS_MAX: usize = 12;

/// The form fields of a claim. Copies refer to the same signals.
#[derive(Clone, Copy)]
pub(crate) struct ClaimDraft {
    pub(crate) remedy: RwSignal<String>,
    pub(crate) email: RwSignal<String>,
    pub(crate) order: RwSignal<String>,
    pub(crate) name: RwSignal<String>,
    pub(crate) note: RwSignal<String>,
    /// The ids of the proofs that the shopper has ready.
    pub(crate) proofs: RwSignal<Vec<String>>,
    pub(crate) uploads: RwSignal<Vec<Upload>>,
    /// Whether the shopper is choosing or taking a photo.
    pub(crate) is_choosing: RwSignal<bool>,
    /// The ticket that the claim is sent under; empty before the first attempt.
    pub(crate) ticket: RwSignal<String>,
    pub(crate) status: RwSignal<DraftStatus>,
}

/// How far the draft is on its way to the shop.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum DraftStatus {
    #[default]
    Editing,
    Sending,
    Problem(DraftProblem),
}

/// Why a draft was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DraftProblem {
    /// A proof that the shop requires is missing; the shopper may send the claim without it.
    ProofMissing,
    /// A photo has not arrived.
    PhotoLost,
    /// A photo had not arrived when the page was reloaded.
    PhotoForgotten,
    TooManyPhotos,
    /// The photos belong to an expired ticket and have to be added again.
    PhotosExpired,
    /// A problem code of the Worker, or `offline`.
    Refused(String),
}

impl DraftProblem {
    /// The code by which the messages and the page's events name the problem.
    pub(crate) fn code(&self) -> &str {
        match self {
            DraftProblem::ProofMissing => "proof_missing",
            DraftProblem::PhotoLost => "photo_left",
            DraftProblem::PhotoForgotten => "photo_forgotten",
            DraftProblem::TooManyPhotos => "too_many_photos",
            DraftProblem::PhotosExpired => "no_such_photo",
            DraftProblem::Refused(code) => code,
        }
    }
}

/// The draft as this tab stores it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredDraft {
    pub(crate) remedy: String,
    pub(crate) email: String,
    pub(crate) order: String,
    pub(crate) name: String,
    pub(crate) note: String,
    pub(crate) ticket: String,
    pub(crate) proofs: Vec<String>,
    /// The photos that the shop has: proof and photo.
    pub(crate) photos: Vec<(String, String)>,
    /// Some photos had not arrived, or one was being taken.
    pub(crate) uploading: bool,
}

impl StoredDraft {
    /// Whether the shopper has entered something. The page's own values and the first remedy do not
    /// count.
    pub(crate) fn is_edited(&self, page_values: [&str; 3]) -> bool {
        let fields = [&self.email, &self.order, &self.name, &self.note, &self.ticket];
        let typed = |text: &&String| !text.is_empty() && !page_values.contains(&text.as_str());
        fields.iter().any(typed)
            || !self.proofs.is_empty()
            || !self.photos.is_empty()
            || self.uploading
    }
}

impl ClaimDraft {
    /// A draft with the values that the page provides.
    pub(crate) fn new(email: &str, order: &str, ticket: &str) -> ClaimDraft {
        let text = |text: &str| RwSignal::new(text.to_owned());
        ClaimDraft {
            remedy: text(""),
            email: text(email),
            order: text(order),
            name: text(""),
            note: text(""),
            proofs: RwSignal::default(),
            uploads: RwSignal::default(),
            is_choosing: RwSignal::default(),
            ticket: text(ticket),
            status: RwSignal::default(),
        }
    }

    /// The draft to store. It reads every signal, so an effect that calls it runs on every change.
    pub(crate) fn to_stored(self) -> StoredDraft {
        let uploads = self.uploads.get();
        let photo = |upload: &Upload| match upload.status.get() {
            UploadStatus::Sent(photo) => Some((upload.proof.clone(), photo)),
            _ => None,
        };
        let photos: Vec<_> = uploads.iter().filter_map(photo).collect();
        StoredDraft {
            remedy: self.remedy.get(),
            email: self.email.get(),
            order: self.order.get(),
            name: self.name.get(),
            note: self.note.get(),
            ticket: self.ticket.get(),
            proofs: self.proofs.get(),
            uploading: self.is_choosing.get() || photos.len() < uploads.len(),
            photos,
        }
    }

    /// Restores what this tab has stored. A value that the page provides now counts before an empty
    /// stored one.
    pub(crate) fn restore(self, stored: StoredDraft) {
        let fields = [
            (self.remedy, stored.remedy),
            (self.email, stored.email),
            (self.order, stored.order),
            (self.name, stored.name),
            (self.note, stored.note),
            (self.ticket, stored.ticket),
        ];
        for (field, text) in fields.into_iter().filter(|(_, text)| !text.is_empty()) {
            field.set(text);
        }
        self.proofs.set(stored.proofs);
        let photos = stored.photos.into_iter().zip(0..);
        self.uploads
            .set(photos.map(|((proof, photo), id)| Upload::restored(id, proof, photo)).collect());
        if stored.uploading {
            self.report(DraftProblem::PhotoForgotten);
        }
    }

    /// Another decision may offer other remedies: a choice that is no longer offered falls back to
    /// the first.
    pub(crate) fn offer(self, remedies: &[String]) {
        if !remedies.contains(&self.remedy.get_untracked()) {
            self.remedy.set(remedies.first().cloned().unwrap_or_default());
        }
    }

    /// Clears the draft after its claim was accepted. The contact details stay for the next claim.
    pub(crate) fn clear(self) {
        for field in [self.ticket, self.remedy, self.note] {
            field.set(String::new());
        }
        self.proofs.set(Vec::new());
        self.uploads.set(Vec::new());
        self.is_choosing.set(false);
        self.status.set(DraftStatus::Editing);
    }

    /// Shows a problem.
    pub(crate) fn report(self, problem: DraftProblem) {
        self.status.set(DraftStatus::Problem(problem));
    }

    /// Whether the shopper has a proof ready.
    pub(crate) fn has_proof(self, proof: &str) -> bool {
        self.proofs.with(|proofs| proofs.iter().any(|id| id == proof))
    }

    /// Marks a proof as ready or not.
    pub(crate) fn set_proof(self, proof: &str, ready: bool) {
        self.proofs.update(|proofs| {
            proofs.retain(|id| id != proof);
            if ready {
                proofs.push(proof.to_owned());
            }
        });
    }

    /// The photos that the shop has of a proof.
    pub(crate) fn photos_of(self, proof: &str) -> Vec<String> {
        let uploads = self.uploads.get_untracked();
        let own = uploads.into_iter().filter(|upload| upload.proof == proof);
        own.filter_map(|upload| upload.photo()).collect()
    }

    /// Whether a photo is still being sent.
    pub(crate) fn is_uploading(self) -> bool {
        let sending = |upload: &Upload| upload.status.get() == UploadStatus::Sending;
        self.uploads.with(|uploads| uploads.iter().any(sending))
    }

    /// Whether a photo could not be sent.
    pub(crate) fn has_failed_upload(self) -> bool {
        let failed = |upload: &Upload| matches!(upload.status.get(), UploadStatus::Failed(_));
        self.uploads.with_untracked(|uploads| uploads.iter().any(failed))
    }

    /// Whether the claim takes no more photos.
    pub(crate) fn is_full(self) -> bool {
        self.uploads.with_untracked(Vec::len) >= PHOTOS_MAX
    }

    /// Adds an upload.
    pub(crate) fn add_upload(self, proof: &str, file: web_sys::File) -> Upload {
        let last = self.uploads.with_untracked(|uploads| uploads.iter().map(|one| one.id).max());
        let upload = Upload::new(last.map_or(0, |id| id.wrapping_add(1)), proof, file);
        self.uploads.update(|uploads| uploads.push(upload.clone()));
        upload
    }

    /// Removes an upload. A proof without any photo is not ready any more.
    pub(crate) fn remove_upload(self, upload: &Upload) {
        upload.abort();
        self.uploads.update(|uploads| uploads.retain(|other| other.id != upload.id));
        if upload.photo().is_some() && self.photos_of(&upload.proof).is_empty() {
            self.set_proof(&upload.proof, false);
        }
    }

    /// Records that the shop has the photo of an upload. The same photo of a proof counts once.
    pub(crate) fn finish_upload(self, upload: &Upload, photo: String) {
        if self.photos_of(&upload.proof).contains(&photo) {
            return self.remove_upload(upload);
        }
        upload.status.set(UploadStatus::Sent(photo));
        self.set_proof(&upload.proof, true);
    }

    /// Removes the photos that were sent under an expired ticket.
    pub(crate) fn expire_photos(self) {
        if self.uploads.with_untracked(|uploads| uploads.iter().any(|one| one.photo().is_some())) {
            self.uploads.update(|uploads| uploads.retain(|upload| upload.photo().is_none()));
            self.report(DraftProblem::PhotosExpired);
        }
    }
}
