//! What a page keeps for as long as it stands: what listens to the browser, what runs on signals,
//! the signals' own values. Leptos keeps such things as well, in a check of their thread, which
//! brings half of the standard library's threads and another allocator with it, and with code of
//! its own for every type (`docs/performance.md`, "Bytes").

use crate::signals::Owner;
use std::any::Any;
use std::cell::Cell;
use std::mem;

/// Any thing.
pub(crate) type Thing = Box<dyn Any>;
/// All that is kept, the oldest first, each under its number.
type All = Vec<(u32, Thing)>;

thread_local! {
    static ALL: Cell<All> = const { Cell::new(Vec::new()) };
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// A thing that is kept; copies are the same thing.
#[derive(Clone, Copy)]
pub(crate) struct Kept(u32);

/// Keeps a thing until the present owner ends.
pub(crate) fn keep(thing: Thing) -> Kept {
    let number = LAST.get().wrapping_add(1);
    LAST.set(number);
    let mut all = all();
    all.push((number, thing));
    back(all);
    Owner::on_cleanup(move || release(number));
    Kept(number)
}

impl Kept {
    /// A copy of the thing, where it is still kept.
    pub(crate) fn get<T: Clone + 'static>(self) -> Option<T> {
        let mut all = all();
        let thing = find(&mut all, self.0).and_then(|thing| thing.downcast_ref().cloned());
        back(all);
        thing
    }

    /// Keeps another thing in its place, where it is still kept.
    pub(crate) fn put(self, mut thing: Thing) {
        let mut all = all();
        if let Some(kept) = find(&mut all, self.0) {
            mem::swap(kept, &mut thing);
        }
        back(all);
        // The one before goes here, where the list is whole again: whatever goes may keep and
        // release others.
    }
}

fn release(number: u32) {
    let mut all = all();
    let gone = at(&all, number).map(|at| all.remove(at));
    back(all);
    drop(gone);
}

fn at(all: &All, number: u32) -> Option<usize> {
    all.binary_search_by_key(&number, |(number, _)| *number).ok()
}

fn find(all: &mut All, number: u32) -> Option<&mut Thing> {
    at(all, number).and_then(|at| all.get_mut(at)).map(|(_, thing)| thing)
}

/// Takes all out, to be brought [back].
fn all() -> All {
    ALL.take()
}

fn back(all: All) {
    ALL.set(all);
}

#[cfg(test)]
mod tests {
    use super::keep;
    use crate::signals::{Owner, Signal};
    use std::cell::Cell;
    use std::rc::Rc;

    #[test]
    fn a_thing_is_kept_until_its_owner_ends() {
        let (page, other) = (Owner::new(), Owner::new());
        let kept = page.with(|| keep(Box::new("here")));
        let beside = other.with(|| keep(Box::new("there")));
        kept.put(Box::new("changed"));
        assert_eq!(kept.get::<&str>(), Some("changed"));
        assert_eq!(kept.get::<String>(), None, "it is of another type");
        page.cleanup();
        assert_eq!((kept.get::<&str>(), beside.get::<&str>()), (None, Some("there")));
        kept.put(Box::new("too late"));
        assert_eq!(kept.get::<&str>(), None);
    }

    /// Something that looks at what is kept, and keeps something itself, when it goes.
    struct Last(Rc<Cell<Option<&'static str>>>, super::Kept);

    impl Drop for Last {
        fn drop(&mut self) {
            self.0.set(self.1.get());
            keep(Box::new(()));
        }
    }

    #[test]
    fn what_goes_finds_all_others_there() {
        let (seen, page, other) = (Rc::new(Cell::new(None)), Owner::new(), Owner::new());
        let beside = other.with(|| keep(Box::new("there")));
        page.with(|| keep(Box::new(Last(Rc::clone(&seen), beside))));
        page.cleanup();
        assert_eq!(seen.take(), Some("there"));
        let replaced = page.with(|| keep(Box::new(Last(Rc::clone(&seen), beside))));
        replaced.put(Box::new("another"));
        assert_eq!((seen.take(), replaced.get::<&str>()), (Some("there"), Some("another")));
    }

    #[test]
    fn a_signal_that_has_ended_takes_nothing_and_says_so() {
        let page = Owner::new();
        let signal = page.with(|| Signal::new(1));
        signal.set(2);
        assert_eq!((signal.get_untracked(), signal.is_disposed()), (2, false));
        page.cleanup();
        signal.set(3);
        assert_eq!((signal.try_get_untracked(), signal.is_disposed()), (None, true));
    }
}
