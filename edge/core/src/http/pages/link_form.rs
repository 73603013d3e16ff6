//! A form with a private link: its fields, the claim that the link opens, and the page of that
//! claim.

use super::locale::{messages, page_context};
use crate::app::AppState;
use crate::domain::storage_key::ClaimKey;
use crate::form::{Field, FormState};
use crate::http::extract::sender;
use crate::http::form_body::read_form;
use crate::http::response::{page, problem_page};
use crate::i18n::Messages;
use crate::problem::Problem;
use crate::service::claims::{FoundClaim, load_with_events, owned_key};
use crate::service::policies::{self, Served};
use crate::service::rate_limit;
use crate::views::{self, ReplyForm};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::response::Response;

/// A form with a private link.
pub(super) struct LinkForm {
    fields: Result<Vec<Field>, Problem>,
    pub(super) messages: Messages,
}

/// The claim that a private link opens, and its store.
pub(super) struct OpenedLink {
    pub(super) served: &'static Served,
    pub(super) found: FoundClaim,
}

impl LinkForm {
    /// Reads the form. Its problem is kept for the page.
    pub(super) async fn read(
        app: &AppState,
        headers: &HeaderMap,
        request: Request,
        bytes_max: usize,
    ) -> LinkForm {
        let fields = match rate_limit::check_requests(app, &sender(headers)).await {
            Ok(()) => read_form(request, bytes_max).await,
            Err(problem) => Err(problem),
        };
        let language = text_field(&fields, "lang");
        LinkForm { messages: messages(app, Some(&language), headers).await, fields }
    }

    /// A text field; empty where it was not sent.
    pub(super) fn field(&self, name: &str) -> String {
        text_field(&self.fields, name)
    }

    /// All fields; none where the form could not be read.
    pub(super) fn fields(&self) -> &[Field] {
        self.fields.as_deref().unwrap_or_default()
    }

    /// Opens the link.
    ///
    /// # Errors
    /// The problem of the form; `not_found`, `erased`, `ledger_unavailable`.
    pub(super) async fn open(&self, app: &AppState) -> Result<OpenedLink, Problem> {
        self.fields.as_ref().map_err(Clone::clone)?;
        let link = self.field("link");
        let link = PrivateLink::parse(&link).ok_or_else(Problem::not_found)?;
        let key = link.key(app).filter(|key| key.store().as_str() == link.store);
        let found = load_with_events(app, key.ok_or_else(Problem::not_found)?).await?;
        let served = policies::find(link.store).ok_or_else(Problem::not_found)?;
        Ok(OpenedLink { served, found })
    }

    /// The key of the claim, if the link is valid.
    pub(super) fn key(&self, app: &AppState) -> Option<ClaimKey> {
        PrivateLink::parse(&self.field("link"))?.key(app)
    }

    /// The shopper's time zone, where the browser has sent a valid one.
    fn zone(&self, app: &AppState) -> Option<String> {
        let zone = self.field("zone");
        app.clock.zone_offset(&zone, app.clock.now_ms()).map(|_| zone)
    }

    /// The page that asks for the link again, with the problem.
    pub(super) fn ask_again(&self, problem: &Problem) -> Response {
        problem_page(problem, views::status::ask_for_link(self.messages, Some(problem.code)))
    }

    /// The page of a claim, with the outcome of its form.
    ///
    /// # Errors
    /// `not_configured`.
    pub(super) async fn claim_page(
        &self,
        app: &AppState,
        opened: &OpenedLink,
        draft: ReplyForm<'_>,
        outcome: Result<(), Problem>,
    ) -> Result<Response, Problem> {
        let state = FormState::default();
        let mut context = page_context(app, opened.served, self.messages, &state).await?;
        context.zone = self.zone(app);
        let code = outcome.as_ref().err().map(|problem| problem.code);
        let draft = ReplyForm { code, ..draft };
        let found = &opened.found;
        let markup = views::status::status(&context, &found.claim, &found.state(), &draft);
        Ok(match outcome {
            Ok(()) => page(markup),
            Err(problem) => problem_page(&problem, markup),
        })
    }
}

fn text_field(fields: &Result<Vec<Field>, Problem>, name: &str) -> String {
    let field = fields.iter().flatten().find(|field| field.name == name);
    field.map(Field::text).unwrap_or_default()
}

/// A private link: the store, the number and the secret of a claim, separated by dots.
struct PrivateLink<'a> {
    store: &'a str,
    id: &'a str,
    secret: &'a str,
}

impl PrivateLink<'_> {
    /// Parses a whole link, or its fragment.
    fn parse(text: &str) -> Option<PrivateLink<'_>> {
        let text = text.trim();
        let fragment = text.rsplit_once('#').map_or(text, |(_, fragment)| fragment);
        let (store, rest) = fragment.split_once('.')?;
        let (id, secret) = rest.split_once('.')?;
        Some(PrivateLink { store, id, secret })
    }

    fn key(&self, app: &AppState) -> Option<ClaimKey> {
        owned_key(app, self.id, self.secret)
    }
}
