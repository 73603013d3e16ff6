//! Signals over Leptos' owners, triggers and effects: all that the widget takes from Leptos. The
//! crate `leptos` itself would bring views, server functions and streams, whose exports stay in the
//! file whether they are called or not; its own signals bring all of their code once for every type
//! of value.

use crate::kept::{Kept, keep};
pub(crate) use reactive_graph::effect::RenderEffect;
pub(crate) use reactive_graph::owner::Owner;
use reactive_graph::signal::ArcTrigger;
use reactive_graph::traits::{Notify, Track};
use std::marker::PhantomData;
use std::process::abort;

/// A value that pages follow, until the owner ends in which it was made. Copies are the same
/// signal.
pub(crate) struct Signal<T> {
    value: Kept,
    changed: Kept,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: Clone + 'static> Signal<T> {
    pub(crate) fn new(value: T) -> Self {
        let (value, changed) = (keep(Box::new(value)), keep(Box::new(ArcTrigger::new())));
        Signal { value, changed, kind: PhantomData }
    }

    /// The value, and whatever runs now runs again when it changes. Only what lives as long as the
    /// signal may ask.
    pub(crate) fn get(self) -> T {
        track(self.changed);
        self.get_untracked()
    }

    /// The value as it is now. Only what lives as long as the signal may ask.
    pub(crate) fn get_untracked(self) -> T {
        self.try_get_untracked().unwrap_or_else(|| abort())
    }

    /// The value as it is now, while there is one.
    pub(crate) fn try_get_untracked(self) -> Option<T> {
        self.value.get()
    }

    /// Another value; where the signal has ended, nothing.
    pub(crate) fn set(self, value: T) {
        self.value.put(Box::new(value));
        notify(self.changed);
    }

    /// Whether the owner has ended in which it was made.
    pub(crate) fn is_disposed(self) -> bool {
        self.changed.get::<ArcTrigger>().is_none()
    }
}

fn track(changed: Kept) {
    if let Some(changed) = changed.get::<ArcTrigger>() {
        changed.track();
    }
}

fn notify(changed: Kept) {
    if let Some(changed) = changed.get::<ArcTrigger>() {
        changed.notify();
    }
}

/// Names what effects run on: the browser's own queue. Once for the page, however many widgets it
/// has.
pub(crate) fn start() {
    let _ = any_spawner::Executor::init_wasm_bindgen();
}
