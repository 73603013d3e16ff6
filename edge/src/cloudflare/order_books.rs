//! The book of each order in a Durable Object of its own: the runtime lets one claim of an order in at a time. The object keeps
//! marks and numbers, and hands the claim itself on to the ledger.

use super::clock::RuntimeClock;
use super::kv_ledger::KvLedger;
use super::objects::{ask, heard, told};
use crate::order::{Book, Entered, Entry};
use crate::ports::{BookFault, Clock, Later, OrderBooks};
use serde::{Deserialize, Serialize};
use worker::send::SendFuture;
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

/// The binding in `wrangler.jsonc`.
const BINDING: &str = "ORDERS";
/// Where the book is in its object.
const BOOK: &str = "book";

/// What a book is asked.
#[derive(Serialize)]
enum Asked<'a> {
    Enter(&'a Entry),
    Rivals(&'a str),
    Close(&'a str),
    Release(&'a str),
}

/// The same, as it comes to the object.
#[derive(Deserialize)]
enum Question {
    Enter(Box<Entry>),
    Rivals(String),
    Close(String),
    Release(String),
}

#[derive(Serialize, Deserialize)]
enum Answer {
    Entered(Entered),
    Rivals(Vec<String>),
    Done,
    Ledger,
}

/// Books in Durable Objects.
pub(super) struct RuntimeBooks(Env);

impl RuntimeBooks {
    pub(super) fn new(env: &Env) -> RuntimeBooks {
        RuntimeBooks(env.clone())
    }

    async fn done(&self, order: &str, asked: Asked<'_>) -> std::result::Result<(), BookFault> {
        let answer = ask(&self.0, BINDING, order, &asked).await;
        matches!(answer, Some(Answer::Done)).then_some(()).ok_or(BookFault::Unavailable)
    }
}

impl OrderBooks for RuntimeBooks {
    fn enter<'a>(
        &'a self,
        order: &'a str,
        entry: &'a Entry,
    ) -> Later<'a, std::result::Result<Entered, BookFault>> {
        Box::pin(SendFuture::new(async move {
            match ask(&self.0, BINDING, order, &Asked::Enter(entry)).await {
                Some(Answer::Entered(entered)) => Ok(entered),
                Some(Answer::Ledger) => Err(BookFault::Ledger),
                _ => Err(BookFault::Unavailable),
            }
        }))
    }

    fn rivals<'a>(
        &'a self,
        order: &'a str,
        claim: &'a str,
    ) -> Later<'a, std::result::Result<Vec<String>, BookFault>> {
        Box::pin(SendFuture::new(async move {
            match ask(&self.0, BINDING, order, &Asked::Rivals(claim)).await {
                Some(Answer::Rivals(rivals)) => Ok(rivals),
                _ => Err(BookFault::Unavailable),
            }
        }))
    }

    fn close<'a>(&'a self, order: &'a str, claim: &'a str) -> Later<'a, std::result::Result<(), BookFault>> {
        Box::pin(SendFuture::new(self.done(order, Asked::Close(claim))))
    }

    fn release<'a>(
        &'a self,
        order: &'a str,
        claim: &'a str,
    ) -> Later<'a, std::result::Result<(), BookFault>> {
        Box::pin(SendFuture::new(self.done(order, Asked::Release(claim))))
    }
}

/// One order's book, as the runtime holds it.
#[durable_object(alarm)]
#[expect(missing_debug_implementations, reason = "the runtime's handles have none")]
pub struct OrderBook {
    state: State,
    env: Env,
}

impl DurableObject for OrderBook {
    fn new(state: State, env: Env) -> Self {
        OrderBook { state, env }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let question: Question = heard(&mut request).await?;
        let (storage, ledger) = (self.state.storage(), KvLedger::new(&self.env));
        // While this runs, nobody else is let in: the writing to the ledger is part of it.
        let answer = self.state.block_concurrency_while(async move {
            let text: Option<String> = storage.get(BOOK).await?;
            let mut book: Book = text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
            let answer = match question {
                Question::Enter(entry) => {
                    book.enter(&ledger, &RuntimeClock, *entry).await.map_or(Answer::Ledger, Answer::Entered)
                }
                Question::Rivals(claim) => return Ok(Answer::Rivals(book.rivals(&claim))),
                Question::Close(claim) => {
                    book.close(&claim);
                    Answer::Done
                }
                Question::Release(claim) => {
                    book.release(&claim);
                    Answer::Done
                }
            };
            if book.is_empty() {
                storage.delete_all().await?;
            } else {
                storage.put(BOOK, serde_json::to_string(&book).unwrap_or_default()).await?;
                let left = book.expires().saturating_mul(1_000).saturating_sub(RuntimeClock.now_ms());
                storage.set_alarm(left.max(0)).await?;
            }
            Ok(answer)
        });
        told(&answer.await?)
    }

    async fn alarm(&self) -> Result<Response> {
        self.state.storage().delete_all().await?;
        Response::empty()
    }
}
