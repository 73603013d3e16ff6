//! The data of a page: policy, texts, language, today, and the fields of the form.

use super::layout::{localized, page};
use crate::form::FormState;
use crate::i18n::Messages;
use crate::ports::Localizer;
use crate::service::policies::Served;
use maud::{Markup, html};
use recourse::decide::{Decision, RemedyDecision};
use recourse::interview::{Next, Replay, replay};
use recourse::policy::Policy;
use recourse::question::{Answer, Facts};
use recourse::types::{Amount, Day, QuestionId, Texts, foreign, is_foreign};

/// The data of a page.
pub(crate) struct PageContext<'a> {
    pub(crate) served: &'a Served,
    /// The texts of the policy.
    pub(crate) texts: Texts,
    /// The language of these texts.
    pub(crate) texts_language: &'static str,
    pub(crate) messages: Messages,
    pub(crate) localizer: &'a dyn Localizer,
    pub(crate) today: Day,
    /// The shopper's time zone, where it is known.
    pub(crate) zone: Option<String>,
    pub(crate) state: &'a FormState,
}

impl PageContext<'_> {
    pub(crate) fn policy(&self) -> &Policy {
        &self.served.policy
    }

    /// A page with the shop's name: its address is not the shop's.
    pub(crate) fn page(&self, title: &str, body: &Markup) -> Markup {
        let shop = &self.policy().parts().name;
        let body = html! { p.shop { (shop) } (body) };
        page(self.messages.language(), &format!("{title} · {shop}"), &body)
    }

    /// A text, marked with its language where that is not the page's.
    pub(super) fn localized(&self, text: &str) -> Markup {
        let own = self.messages.language();
        let policy = self.policy().parts().language.as_str();
        let foreign = if self.texts_language == own { policy } else { self.texts_language };
        localized(foreign, text)
    }

    /// The policy's text of a key with its slots filled; `None` where there is no such text, or a
    /// slot has no value.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        let mut text = self.texts.get(key)?.to_owned();
        for (slot, value) in self.policy().parts().slots() {
            if text.contains(slot) {
                text = text.replace(slot, value?);
            }
        }
        Some(self.isolate(self.texts_language, text))
    }

    /// The policy's text of a key; the last part of the key where there is no such text.
    pub(crate) fn say(&self, key: &str) -> String {
        let last_part = || key.rsplit('.').next().unwrap_or_default().replace(['-', '_'], " ");
        self.text(key).unwrap_or_else(last_part)
    }

    /// A text in the language of the policy, such as a quote of the shop's page.
    pub(crate) fn original(&self, text: &str) -> String {
        self.isolate(self.policy().parts().language.as_str(), text.to_owned())
    }

    /// Puts a text in another language than the page's into Unicode isolates.
    fn isolate(&self, language: &str, text: String) -> String {
        if language == self.messages.language() || is_foreign(&text) {
            text
        } else {
            foreign(&text)
        }
    }

    pub(crate) fn day(&self, day: Day) -> String {
        self.localizer.day(self.messages.language(), day)
    }

    /// An instant in the shopper's time zone, else the shop's, with the name of the zone.
    pub(super) fn instant(&self, at: &str) -> String {
        let zone = self.zone.as_deref().unwrap_or(&self.policy().parts().timezone);
        self.localizer.instant(self.messages.language(), zone, at)
    }

    /// An amount with its currency, in the notation of the page's language.
    pub(super) fn money(&self, amount: Amount) -> String {
        let currency = self.policy().parts().currency.as_str();
        self.localizer.money(self.messages.language(), currency, amount)
    }

    /// The valid answers of the form. Those that the topic asks for come first, so that an answer
    /// from another topic cannot exclude one of them.
    pub(crate) fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        let questions = self.policy().questions();
        for _ in questions {
            match self.replay(&facts).map(|replay| replay.next) {
                Some(Next::Ask { question, .. }) if self.record(&mut facts, &question) => {}
                _ => break,
            }
        }
        for question in questions.iter().filter(|question| question.is_asked()) {
            self.record(&mut facts, &question.id);
        }
        facts
    }

    /// Records the form's answer to a question; `false` where there is none, or it is not valid.
    fn record(&self, facts: &mut Facts, id: &QuestionId) -> bool {
        let Some(question) = self.policy().question(id) else { return false };
        let Some(text) = self.state.answer(id.as_str()) else { return false };
        let Ok(answer) = Answer::parse(question, text) else { return false };
        facts.record(self.policy().questions(), id, answer, self.today).is_ok()
    }

    /// The interview of the topic with these answers; `None` without a topic.
    pub(crate) fn replay(&self, facts: &Facts) -> Option<Replay> {
        let topic = self.state.topic.as_ref()?;
        Some(replay(self.policy(), topic, &Facts::default(), facts, self.today))
    }

    /// The decision, where the interview has ended.
    pub(crate) fn decision(&self) -> Option<Decision> {
        match self.replay(&self.facts())?.next {
            Next::Done(decision) => Some(*decision),
            Next::Ask { .. } => None,
        }
    }

    /// The remedies that the shopper can claim.
    pub(super) fn claimable<'d>(&self, decision: &'d Decision) -> Vec<&'d RemedyDecision> {
        let topic = self.state.topic.as_ref().and_then(|id| self.policy().topic(id));
        topic.map(|topic| decision.claimable(topic).collect()).unwrap_or_default()
    }
}
