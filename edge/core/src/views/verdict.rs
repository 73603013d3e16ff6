//! The message of a verdict.

use recourse::clause::Verdict;

/// The message of a verdict; an inquiry has messages of its own.
pub(super) fn verdict_key(verdict: Verdict, is_inquiry: bool) -> &'static str {
    match verdict {
        Verdict::Granted if is_inquiry => "granted_i",
        Verdict::Granted => "granted",
        Verdict::AskSupport => "ask_support",
        Verdict::NotYet => "not_yet",
        Verdict::Refused if is_inquiry => "refused_i",
        Verdict::Refused => "refused",
    }
}
