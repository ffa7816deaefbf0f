//! What is typed of a dish or a promotion is not lost: neither by a slip that closes its sheet, nor to what somebody else does
//! meanwhile. The last one that was closed so is kept while the screen is open.

use super::desk::Desk;
use super::groups::Groups;
use crate::state::menu_form::GroupForm;
use ::texts::now::console::menu as texts;
use domain::ProductId;
use leptos::prelude::*;

/// What was typed of something, or of something new, when its sheet was closed without keeping it.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed<F, T> {
    pub id: Option<ProductId>,
    pub form: F,
    pub groups: Vec<GroupForm>,
    /// The thing as it was seen then.
    pub seen: Option<T>,
    /// Which opening of a sheet that was.
    pub opening: u64,
}

/// Where that is kept.
pub type Kept<F, T> = StoredValue<Option<Typed<F, T>>>;

/// What was typed of this one. Nothing while something is being kept in the draft, which may be this.
pub fn typed_before<F, T>(desk: Desk, kept: Kept<F, T>, id: Option<&ProductId>) -> Option<Typed<F, T>>
where
    F: Send + Sync + 'static,
    T: Send + Sync + 'static,
{
    let typed = kept.try_update_value(Option::take).flatten()?;
    let busy = desk.busy.get_untracked();
    Some(typed).filter(|typed| typed.id.as_ref() == id && !busy)
}

/// Keeps what was typed when a sheet is closed by a slip, for when it is opened again; not when it was saved or left on purpose.
/// `before` is the form as it was opened.
pub fn keep_when_left<F, T>(
    (desk, kept): (Desk, Kept<F, T>),
    (id, seen): (Option<ProductId>, RwSignal<Option<T>>),
    (form, before): (RwSignal<F>, F),
    (groups, groups_before): (Groups, Vec<GroupForm>),
) where
    F: Clone + PartialEq + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    desk.saved.set_value(false);
    let opening = desk.menu.opening.get_value();
    on_cleanup(move || {
        if desk.saved.try_get_value() != Some(false) {
            return;
        }
        let typed = form.try_get_untracked().zip(groups.list.try_get_untracked());
        let Some((form, groups)) = typed else { return };
        if form != before || groups != groups_before {
            let seen = seen.try_get_untracked().flatten();
            let _ = kept.try_set_value(Some(Typed {
                id,
                form,
                groups,
                seen,
                opening,
            }));
        }
    });
}

/// Changes what was typed in that opening of a sheet, and says whether it is kept.
pub fn amend<F, T>(kept: Kept<F, T>, opening: u64, change: impl FnOnce(&mut F)) -> bool
where
    F: Send + Sync + 'static,
    T: Send + Sync + 'static,
{
    let changed = kept.try_update_value(|typed| {
        let typed = typed.as_mut().filter(|typed| typed.opening == opening)?;
        change(&mut typed.form);
        Some(())
    });
    changed.flatten().is_some()
}

/// What was typed in that opening of a sheet was sent, and need not be found again.
pub fn forget<F, T>(kept: Kept<F, T>, opening: u64)
where
    F: Send + Sync + 'static,
    T: Send + Sync + 'static,
{
    let was_sent = |typed: &Option<Typed<F, T>>| {
        let typed = typed.as_ref();
        typed.is_some_and(|typed| typed.opening == opening)
    };
    if kept.try_with_value(was_sent) == Some(true) {
        kept.set_value(None);
    }
}

/// Whether something is as it was seen. What somebody else has made of it meanwhile is said first, in `words`, and has been seen
/// then.
pub fn has_seen<T>(
    desk: Desk,
    now: Option<T>,
    seen: RwSignal<Option<T>>,
    moved_on: RwSignal<Vec<String>>,
    words: impl Fn(&T, &T) -> Vec<String>,
) -> bool
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let was = seen.get_untracked();
    if now == was {
        return true;
    }
    moved_on.set(match (&was, &now) {
        (Some(was), Some(is)) => words(was, is),
        _ => vec![texts::GOES.to_owned()],
    });
    seen.set(now);
    desk.moved_on();
    false
}
