//! The browser's way back closes what lies over a page before it leaves the page: each sheet that opens is an entry of the
//! history, at the same address.
//!
//! The history follows what is open. Where something was closed in another way, its entry is left by going back; an entry
//! whose sheet is gone (a link in the sheet has led on from it, or the page was loaded again) is passed over when somebody
//! comes back to it. The router hears of these steps as well, and does nothing at the same address.

use leptos::prelude::*;

/// Something that lies over the page.
#[cfg(any(feature = "browser", test))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Lying {
    /// Later ones have greater ids, also those of a page that was loaded before.
    id: i64,
    has_entry: bool,
}

/// What makes the history agree with what lies over the page.
#[cfg(any(feature = "browser", test))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Adds an entry for this one.
    Push(i64),
    /// Leaves an entry whose own is gone.
    Return,
}

/// The next step from the entry of `here`; `None` when they agree.
#[cfg(any(feature = "browser", test))]
fn next(lying: &[Lying], here: Option<i64>) -> Option<Step> {
    if here.is_some_and(|here| lying.iter().all(|one| one.id != here)) {
        return Some(Step::Return);
    }
    let without = lying.iter().find(|one| !one.has_entry)?;
    Some(Step::Push(without.id))
}

/// What somebody has left by coming to the entry of `here`.
#[cfg(any(feature = "browser", test))]
fn left(lying: &[Lying], here: Option<i64>) -> Vec<i64> {
    let after = |one: &&Lying| one.has_entry && here.is_none_or(|here| one.id > here);
    lying.iter().filter(after).map(|one| one.id).collect()
}

/// Leaves the entry of a sheet over which the page was loaded again, and follows the history from here on. `path` is the
/// router's.
pub fn begin(path: Memo<String>) {
    #[cfg(feature = "browser")]
    browser::begin(path);
    #[cfg(not(feature = "browser"))]
    let _ = path;
}

/// Something was opened that the way back is to close, over the page with this path. Gives the id for [`closed`].
pub fn opened(open: RwSignal<bool>, path: Memo<String>) -> i64 {
    #[cfg(feature = "browser")]
    let id = browser::opened(open, path);
    #[cfg(not(feature = "browser"))]
    let id = {
        let _ = (open, path);
        0
    };
    id
}

/// It was closed, in whatever way.
pub fn closed(id: i64) {
    #[cfg(feature = "browser")]
    browser::closed(id);
    #[cfg(not(feature = "browser"))]
    let _ = id;
}

#[cfg(feature = "browser")]
mod browser {
    use super::{Lying, Step, left, next};
    use crate::clock::device_time;
    use js_sys::{Object, Reflect};
    use leptos::ev;
    use leptos::prelude::*;
    use std::cell::RefCell;
    use std::time::Duration;
    use wasm_bindgen::JsValue;

    /// Where an entry of the history has its id.
    const MARK: &str = "sheet";

    struct State {
        lying: Vec<(Lying, RwSignal<bool>)>,
        last: i64,
        /// The path of the router, which is ahead of the address while another page is loaded.
        path: Option<Memo<String>>,
        /// On the way back from an entry that nothing belongs to.
        returning: bool,
    }

    thread_local! {
        static STATE: RefCell<State> = const {
            RefCell::new(State { lying: Vec::new(), last: 0, path: None, returning: false })
        };
    }

    pub fn begin(path: Memo<String>) {
        STATE.with_borrow_mut(|state| state.path = Some(path));
        let listener = window_event_listener(ev::popstate, move |_| came());
        on_cleanup(move || listener.remove());
        settle();
    }

    pub fn opened(open: RwSignal<bool>, path: Memo<String>) -> i64 {
        let id = STATE.with_borrow_mut(|state| {
            state.last = device_time().0.max(state.last + 1);
            state.path = Some(path);
            let lying = Lying {
                id: state.last,
                has_entry: false,
            };
            state.lying.push((lying, open));
            state.last
        });
        settle();
        id
    }

    pub fn closed(id: i64) {
        STATE.with_borrow_mut(|state| state.lying.retain(|(one, _)| one.id != id));
        // The click that has closed it may be one on a link: the router takes it first.
        set_timeout(settle, Duration::ZERO);
    }

    /// Somebody has come to another entry of the history, or this page has.
    fn came() {
        let here = here();
        let gone = STATE.with_borrow_mut(|state| {
            state.returning = false;
            let gone = left(&lying(state), here);
            let (gone, lying) = std::mem::take(&mut state.lying)
                .into_iter()
                .partition::<Vec<_>, _>(|(one, _)| gone.contains(&one.id));
            state.lying = lying;
            gone
        });
        for (_, open) in gone {
            let _ = open.try_set(false);
        }
        settle();
    }

    fn settle() {
        while let Some(step) = STATE.with_borrow(|state| {
            let waits = state.returning || is_leaving(state);
            (!waits).then(|| next(&lying(state), here())).flatten()
        }) {
            let Ok(history) = window().history() else { return };
            match step {
                Step::Push(id) => {
                    // Where it is refused, the way back leaves the page, as ever.
                    let _ = history.push_state(&mark(id), "");
                    STATE.with_borrow_mut(|state| {
                        let of_id = state.lying.iter_mut().filter(|(one, _)| one.id == id);
                        of_id.for_each(|(one, _)| one.has_entry = true);
                    });
                }
                Step::Return => {
                    STATE.with_borrow_mut(|state| state.returning = true);
                    let _ = history.back();
                }
            }
        }
    }

    fn lying(state: &State) -> Vec<Lying> {
        state.lying.iter().map(|(one, _)| *one).collect()
    }

    /// Whether the router is on its way to another page, whose entry is not there yet.
    fn is_leaving(state: &State) -> bool {
        let path = state.path.and_then(|path| path.try_get_untracked());
        path.is_some() && path != window().location().pathname().ok()
    }

    /// The id of the entry of the history where the page is.
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds of a date fit")]
    fn here() -> Option<i64> {
        let state = window().history().ok()?.state().ok()?;
        let id = Reflect::get(&state, &JsValue::from_str(MARK)).ok()?.as_f64()?;
        Some(id as i64)
    }

    #[allow(clippy::cast_precision_loss, reason = "milliseconds of a date fit")]
    fn mark(id: i64) -> JsValue {
        let state = Object::new();
        let _ = Reflect::set(&state, &JsValue::from_str(MARK), &JsValue::from_f64(id as f64));
        state.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_entry(id: i64) -> Lying {
        Lying { id, has_entry: true }
    }

    fn without(id: i64) -> Lying {
        Lying { id, has_entry: false }
    }

    #[test]
    fn each_sheet_that_opens_gets_an_entry() {
        assert_eq!(next(&[], None), None);
        assert_eq!(next(&[without(5)], None), Some(Step::Push(5)));
        assert_eq!(next(&[with_entry(5)], Some(5)), None);
        assert_eq!(next(&[with_entry(5), without(6)], Some(5)), Some(Step::Push(6)));
    }

    #[test]
    fn an_entry_whose_sheet_is_gone_is_left_before_another_opens() {
        assert_eq!(next(&[], Some(5)), Some(Step::Return));
        assert_eq!(next(&[without(6)], Some(5)), Some(Step::Return));
        // What has no entry yet is not closed by that.
        assert_eq!(left(&[without(6)], None), Vec::<i64>::new());
    }

    #[test]
    fn the_way_back_closes_what_was_opened_last() {
        let both = [with_entry(5), with_entry(6)];
        assert_eq!(left(&both, Some(6)), Vec::<i64>::new());
        assert_eq!(left(&both, Some(5)), vec![6]);
        assert_eq!(left(&both, None), vec![5, 6]);
    }
}
