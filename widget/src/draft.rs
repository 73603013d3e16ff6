//! The request as typed so far. It outlives its page, so that going back to an answer loses nothing, and holds the ticket
//! until the shop has said yes, so that one request is one claim however often it is sent.

use crate::signals::*;

/// What the shopper has typed into the request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draft {
    pub(crate) remedy: RwSignal<String>,
    pub(crate) email: RwSignal<String>,
    pub(crate) order: RwSignal<String>,
    pub(crate) name: RwSignal<String>,
    pub(crate) note: RwSignal<String>,
    pub(crate) proofs: RwSignal<Vec<String>>,
    pub(crate) ticket: RwSignal<Option<String>>,
    pub(crate) sending: RwSignal<bool>,
    pub(crate) fault: RwSignal<Option<String>>,
}

impl Draft {
    pub(crate) fn new(email: &str, order: &str) -> Draft {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Draft {
            remedy: text(""),
            email: text(email),
            order: text(order),
            name: text(""),
            note: text(""),
            proofs: RwSignal::new(Vec::new()),
            ticket: RwSignal::new(None),
            sending: RwSignal::new(false),
            fault: RwSignal::new(None),
        }
    }

    /// The fields that are typed, by name.
    fn fields(&self) -> [(&'static str, RwSignal<String>); 5] {
        [
            ("remedy", self.remedy),
            ("email", self.email),
            ("order", self.order),
            ("name", self.name),
            ("note", self.note),
        ]
    }

    /// What is worth remembering, by name.
    pub(crate) fn kept(&self) -> Vec<(String, String)> {
        let fields = self.fields().into_iter().map(|(name, field)| (name.to_owned(), field.get()));
        let proofs = ("proofs".to_owned(), self.proofs.get().join(" "));
        let ticket = self.ticket.get().map(|ticket| ("ticket".to_owned(), ticket));
        fields.chain([proofs]).chain(ticket).filter(|(_, text)| !text.is_empty()).collect()
    }

    /// Takes what was remembered.
    pub(crate) fn resume(&self, kept: &[(String, String)]) {
        let value = |name: &str| kept.iter().find(|(key, _)| key == name).map(|(_, text)| text.clone());
        for (name, field) in self.fields() {
            value(name).into_iter().for_each(|text| field.set(text));
        }
        let proofs = value("proofs").unwrap_or_default();
        self.proofs.set(proofs.split(' ').filter(|id| !id.is_empty()).map(str::to_owned).collect());
        self.ticket.set(value("ticket"));
    }

    /// Another decision may offer other remedies: a choice that is not offered any more falls back to the first.
    pub(crate) fn offer(&self, remedies: &[String]) {
        if !remedies.contains(&self.remedy.get_untracked()) {
            self.remedy.set(remedies.first().cloned().unwrap_or_default());
        }
    }

    /// The shop has it: the next request is another one. Who asks stays.
    pub(crate) fn sent(&self) {
        self.ticket.set(None);
        self.remedy.set(String::new());
        self.note.set(String::new());
        self.proofs.set(Vec::new());
    }
}
