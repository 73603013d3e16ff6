//! The request: contact details, proofs and photos, and what submits them.

use super::photos::{PhotoSlot, add_photos};
use super::reasons::proof_text;
use super::submit::submit;
use crate::claim_draft::{ClaimDraft, DraftProblem, DraftStatus};
use crate::components::{
    BackButton, Heading, Paragraph, ProblemSummary, Radio, RadioGroup, SubmitButton, TextField,
};
use crate::host::photo::pasted_files;
use crate::shop::{Shop, use_shop};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use recourse::claim::is_missing_required_proof;
use recourse::clause::Proof;
use recourse::types::{ProofId, key};

#[component]
pub(super) fn ClaimPage() -> impl IntoView {
    let shop = use_shop();
    let (messages, draft) = (shop.messages, shop.draft);
    let remedies = shop.interview.with_untracked(|interview| interview.claimable());
    draft.offer(&remedies);
    let choice = (remedies.len() > 1).then(|| view! { <RemedyChoice remedies /> }.into_any());
    let problem = Signal::derive(move || match draft.status.get() {
        DraftStatus::Problem(problem) => Some(messages.problem(problem.code())),
        _ => None,
    });
    // A shopper who types has read the problem.
    let on_input = move |_| {
        if draft.status.get_untracked() != DraftStatus::Sending {
            draft.status.set(DraftStatus::Editing);
        }
    };
    let on_paste = {
        let shop = shop.clone();
        move |event: web_sys::ClipboardEvent| {
            if let Some(proof) = proof_for_pasted(&shop) {
                add_photos(&shop, proof.as_str(), pasted_files(&event));
            }
        }
    };
    let on_submit = submit_handler(shop);
    let disabled =
        Signal::derive(move || draft.status.get() == DraftStatus::Sending || draft.is_uploading());
    let label = Signal::derive(move || messages.get(submit_label(draft)).to_owned());
    view! {
        <BackButton />
        <Heading text=messages.get("claim_title") />
        <form novalidate on:submit=on_submit on:input=on_input on:paste=on_paste>
            <ProblemSummary text=problem />
            {choice}
            <ContactField name="email" kind="email" autocomplete="email" maxlength="254" value=draft.email />
            <p class="hint">{messages.get("email_hint")}</p>
            <ContactField name="order" kind="text" autocomplete="off" maxlength="64" value=draft.order />
            <ContactField name="name" kind="text" autocomplete="name" maxlength="120" value=draft.name />
            <label class="field">
                <span>{messages.get("note")}</span>
                <textarea
                    part="input"
                    rows="3"
                    name="note"
                    maxlength="2000"
                    prop:value=draft.note
                    on:input=move |event| draft.note.set(event_target_value(&event))
                ></textarea>
            </label>
            <ProofList />
            <p class="hint">{messages.get("consent")}</p>
            <SubmitButton text=label disabled />
        </form>
    }
}

/// The remedies to choose from.
#[component]
fn RemedyChoice(remedies: Vec<String>) -> impl IntoView {
    let shop = use_shop();
    let value = shop.draft.remedy;
    let radio = |remedy: &String| {
        let text = shop.text_or_key(&key::part("remedy", remedy));
        view! { <Radio name="remedy" answer=remedy.clone() text value /> }.into_any()
    };
    let radios: Vec<_> = remedies.iter().map(radio).collect();
    view! {
        <fieldset>
            <legend>{shop.messages.get("choose_remedy")}</legend>
            <RadioGroup class="options" value>
                {radios}
            </RadioGroup>
        </fieldset>
    }
}

/// A field whose problem code is its name after `bad_`.
#[component]
fn ContactField(
    name: &'static str,
    kind: &'static str,
    autocomplete: &'static str,
    maxlength: &'static str,
    value: RwSignal<String>,
) -> impl IntoView {
    let shop = use_shop();
    let status = shop.draft.status;
    let invalid = Signal::derive(move || match status.get() {
        DraftStatus::Problem(problem) => problem.code().strip_prefix("bad_") == Some(name),
        _ => false,
    });
    let label = shop.messages.get(name);
    view! { <TextField label value name kind autocomplete maxlength invalid /> }
}

/// The proofs that the chosen remedy requires or recommends.
#[component]
fn ProofList() -> impl IntoView {
    let shop = use_shop();
    let legend = shop.messages.get("show");
    let remedy = shop.draft.remedy;
    let proofs = Memo::new(move |_| required_proofs(&shop, &remedy.get()));
    let has_proofs = Memo::new(move |_| proofs.with(|proofs| !proofs.is_empty()));
    let list = move || {
        has_proofs.get().then(|| {
            view! {
                <fieldset>
                    <legend>{legend}</legend>
                    <div class="options">
                        <For
                            each=move || proofs.get()
                            key=ToString::to_string
                            children=|id| view! { <ProofRow id /> }
                        />
                    </div>
                </fieldset>
            }
            .into_any()
        })
    };
    view! { <div class="live">{list}</div> }
}

/// A proof, and the one way to provide it: photos, the note, or a tick that it is ready.
#[component]
fn ProofRow(id: ProofId) -> impl IntoView {
    let shop = use_shop();
    let text = proof_text(&shop, &id);
    let proof = shop.policy.proof(&id);
    let way = if proof.is_some_and(Proof::accepts_photo) {
        view! { <PhotoSlot proof=id.to_string() /> }.into_any()
    } else if proof.is_some_and(Proof::is_written) {
        view! { <p class="hint">{shop.messages.get("proof_written")}</p> }.into_any()
    } else {
        view! { <ReadyBox proof=id.to_string() /> }.into_any()
    };
    view! { <div class="proof"><Paragraph text />{way}</div> }
}

/// A tick that the shopper has a proof ready, which cannot be sent here.
#[component]
fn ReadyBox(
    /// The id of the proof.
    proof: String,
) -> impl IntoView {
    let shop = use_shop();
    let draft = shop.draft;
    let (shown, name) = (proof.clone(), proof.clone());
    let toggle = move |_| draft.set_proof(&proof, !untrack(|| draft.has_proof(&proof)));
    view! {
        <label class="option" part="option">
            <input
                type="checkbox"
                name=name
                prop:checked=move || draft.has_proof(&shown)
                on:change=toggle
            />
            <span class="words">{shop.messages.get("ready")}</span>
        </label>
    }
}

/// The proofs of a remedy in the current decision.
pub(super) fn required_proofs(shop: &Shop, remedy: &str) -> Vec<ProofId> {
    let decision = shop.interview_now().decision();
    let remedies = decision.into_iter().flat_map(|decision| decision.remedies);
    remedies.filter(|own| own.remedy.as_str() == remedy).flat_map(|own| own.proofs).collect()
}

/// The proof that a pasted photo is for: the first one without photos, else the first.
fn proof_for_pasted(shop: &Shop) -> Option<ProofId> {
    let proofs = required_proofs(shop, &shop.draft.remedy.get_untracked());
    let accepts = |id: &ProofId| shop.policy.proof(id).is_some_and(Proof::accepts_photo);
    let proofs: Vec<_> = proofs.into_iter().filter(accepts).collect();
    let uploads = shop.draft.uploads.get_untracked();
    let is_empty = |id: &&ProofId| !uploads.iter().any(|upload| upload.proof == id.as_str());
    proofs.iter().find(is_empty).or(proofs.first()).cloned()
}

/// What a press does: a problem that the shopper may not have noticed is shown first; then the
/// claim is sent.
fn submit_handler(shop: Shop) -> impl Fn(SubmitEvent) + 'static {
    let draft = shop.draft;
    // Shown once: some shoppers cannot provide the proof.
    let warned = StoredValue::new(false);
    move |event| {
        event.prevent_default();
        if draft.has_failed_upload() {
            draft.report(DraftProblem::PhotoLost);
        } else if draft.status.get_untracked() == DraftStatus::Sending
            || untrack(|| draft.is_uploading())
        {
            return;
        } else if is_proof_missing(&shop) && !warned.get_value() {
            warned.set_value(true);
            draft.report(DraftProblem::ProofMissing);
        } else {
            draft.status.set(DraftStatus::Sending);
            return spawn_local(submit(shop.clone()));
        }
        shop.focus(".problem");
    }
}

fn is_proof_missing(shop: &Shop) -> bool {
    let draft = shop.draft;
    let required = required_proofs(shop, &draft.remedy.get_untracked());
    let ready = draft.proofs.get_untracked();
    let has = |id: &ProofId| ready.iter().any(|own| own == id.as_str());
    is_missing_required_proof(&shop.policy, &required, &draft.note.get_untracked(), &has)
}

/// The message key of the button's label.
fn submit_label(draft: ClaimDraft) -> &'static str {
    if draft.is_uploading() {
        return "photo_wait";
    }
    match draft.status.get() {
        DraftStatus::Editing => "send",
        DraftStatus::Sending => "sending",
        DraftStatus::Problem(problem) => match problem {
            DraftProblem::ProofMissing => "send_without",
            DraftProblem::PhotoLost
            | DraftProblem::PhotoForgotten
            | DraftProblem::TooManyPhotos => "send",
            DraftProblem::PhotosExpired => "again",
            DraftProblem::Refused(code) => match code.as_str() {
                "bad_email" | "bad_order" | "too_long" => "send",
                _ => "again",
            },
        },
    }
}
