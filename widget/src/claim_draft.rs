//! The request as typed so far. It outlives its page, so that going back to an answer loses
//! nothing, and holds the ticket until the shop has said yes, so that one request is one claim
//! however often it is sent.

use crate::signals::*;
use recourse::types::joined;

/// The state of a draft that is on its way.
pub(crate) const SENDING: &str = "sending";

/// What is remembered of photos on their way: that there were some.
const COMING: &str = "coming";

/// Most photos of a request, as the edge takes them.
const PHOTOS_MAX: usize = 12;

/// What the shopper has typed into the request.
#[derive(Clone, Copy)]
pub(crate) struct ClaimDraft {
    pub(crate) remedy: Signal<String>,
    pub(crate) email: Signal<String>,
    pub(crate) order: Signal<String>,
    pub(crate) name: Signal<String>,
    pub(crate) note: Signal<String>,
    /// The ids of the proofs that are ready, with spaces between.
    pub(crate) proofs: Signal<String>,
    /// The photos that the shop has, as `proof/photo` with spaces between.
    pub(crate) photos: Signal<String>,
    /// Marks of the photos on their way, with spaces between.
    pub(crate) coming: Signal<String>,
    /// The ticket that it is sent under; empty before the first try.
    pub(crate) ticket: Signal<String>,
    /// How the sending stands: empty, [`SENDING`], or the code of what went wrong.
    pub(crate) state: Signal<String>,
}

impl ClaimDraft {
    pub(crate) fn new(email: &str, order: &str, ticket: &str) -> ClaimDraft {
        let text = |text: &str| Signal::new(text.to_owned());
        ClaimDraft {
            remedy: text(""),
            email: text(email),
            order: text(order),
            name: text(""),
            note: text(""),
            proofs: text(""),
            photos: text(""),
            coming: text(""),
            ticket: text(ticket),
            state: text(""),
        }
    }

    /// The fields that are remembered, by name.
    fn fields(&self) -> [(&'static str, Signal<String>); 9] {
        [
            ("remedy", self.remedy),
            ("email", self.email),
            ("order", self.order),
            ("name", self.name),
            ("note", self.note),
            ("proofs", self.proofs),
            ("photos", self.photos),
            (COMING, self.coming),
            ("ticket", self.ticket),
        ]
    }

    /// What is worth remembering, by name.
    pub(crate) fn kept(&self) -> Vec<(String, String)> {
        let mut kept = Vec::new();
        for (name, field) in self.fields() {
            let text = field.get();
            if !text.is_empty() {
                kept.push((name.to_owned(), text));
            }
        }
        kept
    }

    /// Takes what was remembered.
    pub(crate) fn resume(&self, kept: &[(String, String)]) {
        for (name, field) in self.fields() {
            if let Some((_, text)) = kept.iter().find(|(key, _)| key == name) {
                field.set(text.clone());
            }
        }
        // The page went away while photos were on their way, and they with it.
        if !self.coming.get_untracked().is_empty() {
            self.coming.set(String::new());
            self.state.set("photo_left".to_owned());
        }
    }

    /// Another decision may offer other remedies: a choice that is not offered any more falls back
    /// to the first.
    pub(crate) fn offer(&self, remedies: &[String]) {
        if !remedies.contains(&self.remedy.get_untracked()) {
            self.remedy.set(remedies.first().cloned().unwrap_or_default());
        }
    }

    /// The shop has it: the next request is another one. Who asks stays.
    pub(crate) fn sent(&self) {
        for field in [self.ticket, self.remedy, self.note, self.proofs, self.photos, self.state] {
            field.set(String::new());
        }
    }

    /// Whether a proof is ready.
    pub(crate) fn has(&self, proof: &str) -> bool {
        self.proofs.get_untracked().split(' ').any(|id| id == proof)
    }

    /// The photos that the shop has of a proof.
    pub(crate) fn photos_of(&self, proof: &str) -> Vec<String> {
        let all = self.photos.get_untracked();
        let own = all.split(' ').filter_map(|pair| pair.split_once('/'));
        own.filter(|(of, _)| *of == proof).map(|(_, photo)| photo.to_owned()).collect()
    }

    /// Whether a request takes no more photos, with those on their way.
    pub(crate) fn is_full(&self) -> bool {
        let count = |list: Signal<String>| {
            list.get_untracked().split(' ').filter(|one| !one.is_empty()).count()
        };
        count(self.photos) + count(self.coming) >= PHOTOS_MAX
    }

    /// The shop has a photo of a proof: that proof is ready.
    pub(crate) fn keep_photo(&self, proof: &str, photo: &str) {
        self.photos.set(with(&self.photos.get_untracked(), &format!("{proof}/{photo}")));
        if !self.has(proof) {
            self.flip(proof);
        }
    }

    /// A photo, as `proof/photo`, is not to be part of the request; with the last one of a proof,
    /// that is not ready any more.
    pub(crate) fn drop_photo(&self, photo: &str) {
        let all = self.photos.get_untracked();
        let kept: Vec<&str> = all.split(' ').filter(|pair| *pair != photo).collect();
        self.photos.set(joined(&kept, " "));
        let proof = photo.split('/').next().unwrap_or_default();
        if self.has(proof) && self.photos_of(proof).is_empty() {
            self.flip(proof);
        }
    }

    /// A photo begins its way; the mark is to be given back at its end.
    pub(crate) fn begin(&self) -> String {
        let all = self.coming.get_untracked();
        let mark = (0..)
            .map(|n: u32| n.to_string())
            .find(|mark| !all.split(' ').any(|known| known == mark));
        let mark = mark.unwrap_or_default();
        self.coming.set(with(&all, &mark));
        mark
    }

    /// A photo has come to the end of its way, whichever.
    pub(crate) fn end(&self, mark: &str) {
        let all = self.coming.get_untracked();
        let left: Vec<&str> = all.split(' ').filter(|known| *known != mark).collect();
        self.coming.set(joined(&left, " "));
    }

    /// Says that a proof is ready, or takes that back.
    pub(crate) fn flip(&self, proof: &str) {
        let all = self.proofs.get_untracked();
        let mut ids: Vec<&str> =
            all.split(' ').filter(|id| !id.is_empty() && *id != proof).collect();
        if !self.has(proof) {
            ids.push(proof);
        }
        self.proofs.set(joined(&ids, " "));
    }
}

fn with(all: &str, one: &str) -> String {
    if all.is_empty() { one.to_owned() } else { joined(&[all, one], " ") }
}
