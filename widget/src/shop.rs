//! What one widget works with: the shop's policy, its texts, and what the storefront said.

use crate::PolicyBundle;
use crate::claim_draft::ClaimDraft;
use crate::host::Options;
use crate::host::events::tell;
use crate::host::session_storage::{StoredSession, forget};
use crate::interview_state::{InterviewState, Page, Receipt};
use crate::kept::{Kept, keep};
use crate::messages::{Messages, filled};
use crate::signals::*;
use recourse::policy::Policy;
use recourse::types::{Day, Texts, TopicId, foreign};
use std::sync::Arc;
use web_sys::ShadowRoot;

/// Changes where the shopper stands.
pub(crate) fn go(interview: Signal<InterviewState>, step: &mut dyn FnMut(&mut InterviewState)) {
    let Some(mut now) = interview.try_get_untracked() else { return };
    now.unasked = false;
    step(&mut now);
    interview.set(now);
}

/// One mounted widget's shop. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Shop {
    pub(crate) policy: Arc<Policy>,
    pub(crate) texts: Arc<Texts>,
    pub(crate) options: Arc<Options>,
    pub(crate) messages: Messages,
    pub(crate) interview: Signal<InterviewState>,
    pub(crate) draft: ClaimDraft,
    pub(crate) root: Kept,
}

impl Shop {
    /// The state of one widget. To be called inside an owner, whose end is the end of its signals.
    pub(crate) fn new(
        bundle: &PolicyBundle,
        options: Options,
        today: Day,
        root: ShadowRoot,
    ) -> Shop {
        let policy = Arc::clone(&bundle.policy);
        let mut interview = InterviewState::new(
            Arc::clone(&policy),
            &options.facts,
            options.topic.as_deref(),
            today,
        );
        let draft = ClaimDraft::new(&options.email, &options.order, &options.ticket);
        if let Some(stored) = StoredSession::load(&options.storage_key()) {
            // Answers to another policy would be answers to other questions: they are asked anew,
            // and the request is kept.
            let same = stored.policy == policy.hash();
            interview.resume(&stored.topic, if same { &stored.answers } else { &[] });
            match Receipt::of(&stored.request) {
                // Its link is the only one.
                Some(receipt) => {
                    interview.topic = TopicId::parse(&stored.topic).ok();
                    interview.page = Page::Receipt(Box::new(receipt));
                }
                None => draft.resume(&stored.request),
            }
        }
        Shop {
            messages: options.messages(policy.parts().language.as_str()),
            policy,
            texts: Arc::clone(&bundle.texts),
            interview: Signal::new(interview),
            draft,
            options: Arc::new(options),
            root: keep(Box::new(root)),
        }
    }

    /// Where the shopper stands just now.
    pub(crate) fn now(&self) -> InterviewState {
        self.interview.get_untracked()
    }

    /// Where the widget stands, while it is up.
    pub(crate) fn root(&self) -> Option<ShadowRoot> {
        self.root.get()
    }

    /// Tells the page that something happened.
    pub(crate) fn tell(&self, kind: &str, detail: &[(&str, &str)]) {
        if let Some(root) = self.root() {
            tell(&root, kind, detail);
        }
    }

    /// The same shop and the same answers in another language.
    pub(crate) fn with_texts(self, texts: Texts, options: Options) -> Shop {
        let messages = options.messages(self.policy.parts().language.as_str());
        Shop { messages, texts: Arc::new(texts), options: Arc::new(options), ..self }
    }

    /// Remembers what the shopper has done, for this tab; of a request that has arrived, its
    /// receipt.
    pub(crate) fn remember(&self) {
        let interview = self.interview.get();
        let (topic, mut answers, page) =
            (interview.topic.clone(), interview.kept(), interview.page);
        let mut request = self.draft.kept();
        if let Page::Receipt(receipt) = &page {
            answers.clear();
            request = receipt.kept();
        }
        // What the page said is there again after a reload, and the first remedy is chosen for the
        // shopper.
        let page_said = [&self.options.email, &self.options.order, &self.options.ticket];
        let own = |(name, text): &(String, String)| name != "remedy" && !page_said.contains(&text);
        let acted = !answers.is_empty() || page != Page::Topics && request.iter().any(own);
        match topic.filter(|_| acted) {
            Some(topic) => {
                let policy = self.policy.hash().to_owned();
                StoredSession { policy, topic: topic.to_string(), answers, request }
                    .save(&self.options.storage_key());
            }
            None => forget(&self.options.storage_key()),
        }
    }

    /// The policy's words for a key with its slots filled; `None` where a slot has no value.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        let mut text = self.texts.get(key)?.to_owned();
        for (slot, value) in self.policy.parts().slots() {
            text = filled(&text, slot, value)?;
        }
        Some(self.marked(&self.options.said, &text))
    }

    /// What the shop's page says, in the language that it says it in.
    pub(crate) fn original(&self, text: &str) -> String {
        self.marked(self.policy.parts().language.as_str(), text)
    }

    fn marked(&self, language: &str, text: &str) -> String {
        if self.options.speaks(language) { text.to_owned() } else { foreign(text) }
    }

    /// The words for a key, or its last part where there are none.
    pub(crate) fn say(&self, key: &str) -> String {
        self.text(key).unwrap_or_else(|| {
            key.split('.')
                .fold("", |_, part| part)
                .chars()
                .map(|letter| if matches!(letter, '-' | '_') { ' ' } else { letter })
                .collect()
        })
    }
}
