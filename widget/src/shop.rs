//! The state of one mounted widget: the shop's policy, its texts, the storefront's options, the
//! interview and the draft. Components take it from the context.

use crate::PolicyBundle;
use crate::claim_draft::ClaimDraft;
use crate::host::Options;
use crate::host::events::{WidgetEvent, dispatch};
use crate::host::focus::focus;
use crate::host::photo::{self, PhotoScript};
use crate::host::session_storage::{StoredClaim, StoredSession, remove};
use crate::host::{clock, intl};
use crate::interview_state::{InterviewState, Page};
use crate::messages::Messages;
use leptos::prelude::*;
use recourse::policy::Policy;
use recourse::types::{Day, Texts, TopicId, direction, foreign, is_foreign};
use std::sync::Arc;
use wasm_bindgen::JsValue;
use web_sys::ShadowRoot;

/// One mounted widget. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Shop {
    pub(crate) policy: Arc<Policy>,
    pub(crate) texts: Arc<Texts>,
    pub(crate) options: Arc<Options>,
    pub(crate) messages: Messages,
    pub(crate) interview: RwSignal<InterviewState>,
    pub(crate) draft: ClaimDraft,
    /// The options as JavaScript passed them, for the script that is loaded later.
    js_options: StoredValue<JsValue, LocalStorage>,
    root: StoredValue<ShadowRoot, LocalStorage>,
}

/// The widget that the component belongs to.
pub(crate) fn use_shop() -> Shop {
    expect_context::<Shop>()
}

impl Shop {
    /// The state of a new widget. Its signals live as long as the current owner.
    ///
    /// # Errors
    /// A JavaScript error for options of a wrong type.
    pub(crate) fn new(
        bundle: &PolicyBundle,
        js_options: JsValue,
        root: ShadowRoot,
    ) -> Result<Shop, JsValue> {
        let options = Options::read(&js_options)?;
        clock::set(options.clock_offset);
        let policy = Arc::clone(&bundle.policy);
        let topic = Some(options.topic.as_str()).filter(|topic| !topic.is_empty());
        let mut interview =
            InterviewState::new(Arc::clone(&policy), &options.facts, topic, clock::own_day());
        let draft = ClaimDraft::new(&options.email, &options.order, &options.ticket);
        if let Some(stored) = StoredSession::load(&options.storage_key()) {
            restore(stored, &policy, &mut interview, draft);
        }
        Ok(Shop {
            messages: options.messages(policy.parts().language.as_str()),
            policy,
            texts: Arc::clone(&bundle.texts),
            interview: RwSignal::new(interview),
            draft,
            options: Arc::new(options),
            js_options: StoredValue::new_local(js_options),
            root: StoredValue::new_local(root),
        })
    }

    /// The same widget in another language.
    ///
    /// # Errors
    /// A JavaScript error for options of a wrong type.
    pub(crate) fn with_texts(self, texts: Texts, js_options: &JsValue) -> Result<Shop, JsValue> {
        let options = Options::read(js_options)?;
        let messages = options.messages(self.policy.parts().language.as_str());
        Ok(Shop { messages, texts: Arc::new(texts), options: Arc::new(options), ..self })
    }

    /// The same widget with another interview, to render pages that are not shown.
    pub(crate) fn with_interview(self, interview: InterviewState) -> Shop {
        Shop { interview: RwSignal::new(interview), ..self }
    }

    /// Changes the interview; a widget that is unmounted stays as it is.
    pub(crate) fn update_interview(&self, step: impl FnOnce(&mut InterviewState)) {
        self.interview.try_update(|interview| {
            interview.automatic = false;
            step(interview);
        });
    }

    /// The interview as it is now.
    pub(crate) fn interview_now(&self) -> InterviewState {
        self.interview.get_untracked()
    }

    /// The civil day in the shop, or the shopper's where that is earlier.
    pub(crate) fn today(&self) -> Day {
        clock::today(&self.policy.parts().timezone)
    }

    /// The shadow root, while the widget is mounted.
    pub(crate) fn root(&self) -> Option<ShadowRoot> {
        self.root.try_get_value()
    }

    /// The script that re-encodes and sends photos.
    pub(crate) fn photo_script(&self) -> Option<PhotoScript> {
        photo::script(&self.js_options.try_get_value()?)
    }

    /// Tells the page that something has happened.
    pub(crate) fn dispatch(&self, event: WidgetEvent<'_>) {
        if let Some(root) = self.root() {
            dispatch(&root, event);
        }
    }

    /// Moves the focus to the first element that matches a selector.
    pub(crate) fn focus(&self, selector: &'static str) {
        if let Some(root) = self.root() {
            focus(root, selector);
        }
    }

    /// Stores the interview and the draft for this tab, or the receipt of an accepted claim. Before
    /// the shopper has acted nothing is stored.
    pub(crate) fn save_session(&self) {
        let interview = self.interview.get();
        let draft = self.draft.to_stored();
        let Options { email, order, ticket, .. } = self.options.as_ref();
        let edited = interview.page != Page::Topics && draft.is_edited([email, order, ticket]);
        let (answers, claim) = match &interview.page {
            Page::Receipt(receipt) => (Vec::new(), StoredClaim::Receipt(receipt.as_ref().clone())),
            _ => (interview.answers(), StoredClaim::Unsent(draft)),
        };
        let acted = edited || !answers.is_empty() || matches!(claim, StoredClaim::Receipt(_));
        match interview.topic.filter(|_| acted) {
            Some(topic) => {
                let session = StoredSession {
                    policy: self.policy.hash().to_owned(),
                    topic: topic.to_string(),
                    answers,
                    on_request: interview.page == Page::Claim,
                    claim,
                };
                session.save(&self.options.storage_key());
            }
            None => remove(&self.options.storage_key()),
        }
    }

    /// The policy's text for a key with its slots filled; `None` where it is absent or a slot has
    /// no value.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        let mut text = self.texts.get(key)?.to_owned();
        for (slot, value) in self.policy.parts().slots() {
            if text.contains(slot) {
                text = text.replace(slot, value?);
            }
        }
        Some(self.mark_language(&self.options.text_language, &text))
    }

    /// The policy's text for a key, or the key's last part as words.
    pub(crate) fn text_or_key(&self, key: &str) -> String {
        self.text(key)
            .unwrap_or_else(|| key.rsplit('.').next().unwrap_or_default().replace(['-', '_'], " "))
    }

    /// A sentence of the shop's own policy page.
    pub(crate) fn policy_sentence(&self, text: &str) -> String {
        self.mark_language(self.policy.parts().language.as_str(), text)
    }

    fn mark_language(&self, language: &str, text: &str) -> String {
        if self.options.is_own_language(language) { text.to_owned() } else { foreign(text) }
    }

    /// The attributes `lang` and `dir` of a text; absent where it is in the page's language.
    pub(crate) fn language_of(&self, text: &str) -> (Option<&'static str>, Option<&'static str>) {
        let language = is_foreign(text).then(|| self.messages.other_language());
        (language, language.map(direction))
    }

    /// A message with a date in its slot `{date}`.
    pub(crate) fn date(&self, message_key: &'static str, day: Day) -> String {
        self.messages.fill(message_key, "{date}", &intl::day(&self.options.lang, day))
    }
}

/// Restores what this tab has stored of the case.
fn restore(
    stored: StoredSession,
    policy: &Policy,
    interview: &mut InterviewState,
    draft: ClaimDraft,
) {
    // Answers under another policy would be answers to other questions.
    let answers = if stored.policy == policy.hash() { stored.answers.as_slice() } else { &[] };
    interview.resume(&stored.topic, answers);
    match stored.claim {
        StoredClaim::Unsent(unsent) => {
            draft.restore(unsent);
            if stored.on_request && !interview.claimable().is_empty() {
                interview.page = Page::Claim;
            }
        }
        StoredClaim::Receipt(receipt) => {
            interview.topic = TopicId::parse(&stored.topic).ok();
            interview.page = Page::Receipt(Box::new(receipt));
        }
    }
}
