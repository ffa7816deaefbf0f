//! The history of changes: who changed what in the restaurant, and from what to what.

use crate::components::file_button::{FileButton, Making};
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::audit as texts;
use api::Code;
use api::audit::{AuditChange, AuditEntry, AuditPage, Shown};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::audit::{audit, export_audit};
use std::time::Duration;
use ui::resource::{Loaded, Loader, left_out_now};
use ui::toast::{Toasts, Tone};

/// The movements that are shown, newest first.
#[derive(Debug, Clone, Copy)]
pub struct Shelf {
    entries: RwSignal<Vec<AuditEntry>>,
    /// Where older ones go on; `None` when there are none.
    older: RwSignal<Option<String>>,
    /// How many older ones came last, to be read aloud.
    appended: RwSignal<Option<usize>>,
}

impl Shelf {
    pub fn new(page: AuditPage) -> Shelf {
        Shelf {
            entries: RwSignal::new(page.entries),
            older: RwSignal::new(page.next_cursor),
            appended: RwSignal::new(None),
        }
    }

    /// The newest ones by now. What is older than these, and was asked for before, stays below them.
    pub(crate) fn renew(self, page: AuditPage) {
        let reaches = page.entries.last().map(|entry| entry.id.clone());
        let known = self.entries.get_untracked();
        let kept: Vec<AuditEntry> = match &reaches {
            Some(last) if known.iter().any(|entry| entry.id == *last) => {
                known.into_iter().filter(|entry| entry.id < *last).collect()
            }
            // There is a gap between these and what is known.
            _ => Vec::new(),
        };
        if kept.is_empty() {
            self.older.set(page.next_cursor);
        }
        self.entries.set(page.entries.into_iter().chain(kept).collect());
    }

    /// Older ones, below those that are shown. Gives the first of them.
    fn append(self, page: AuditPage) -> Option<String> {
        let known = self.entries.get_untracked();
        let last = known.last().map(|entry| entry.id.clone());
        let is_older = |entry: &AuditEntry| last.as_ref().is_none_or(|last| entry.id < *last);
        let older: Vec<AuditEntry> = page.entries.into_iter().filter(is_older).collect();
        let first = older.first().map(|entry| entry.id.clone());
        self.appended.set(Some(older.len()));
        self.older.set(page.next_cursor);
        self.entries.set(known.into_iter().chain(older).collect());
        first
    }
}

/// What was changed of late.
#[component]
pub fn Movements() -> AnyView {
    let shelf = Shelf::new(AuditPage::default());
    let loader = Loader::new(|| audit(None), move |page| shelf.renew(page));
    let following = Following::expect();
    effect(move || {
        following.settings();
        loader.ask();
    });
    view! {
        <Loaded loader loading=texts::LOADING>
            <MovementList shelf />
        </Loaded>
    }
    .into_any()
}

#[component]
pub(crate) fn MovementList(shelf: Shelf) -> AnyView {
    let none = memo(move || shelf.entries.with(Vec::is_empty));
    let more = memo(move || shelf.older.with(Option::is_some));
    let make = Box::new(|| -> Making { Box::pin(export_audit()) });
    view! {
        <section class="card stack" aria-labelledby="historial">
            <div class="console__head">
                <div>
                    <h2 class="card__title" id="historial">{texts::TITLE}</h2>
                    <p class="muted">{texts::LEAD}</p>
                </div>
                <FileButton make words=texts::DOWNLOAD busy=texts::DOWNLOAD_BUSY />
            </div>
            {move || none.get().then(|| view! { <p class="muted">{texts::NONE_YET}</p> })}
            {move || {
                (!none.get())
                    .then(|| {
                        view! {
                            <ol class="movements">
                                <For
                                    each=move || shelf.entries.get()
                                    key=|entry| entry.id.clone()
                                    children=|entry| view! { <Movement entry /> }
                                />
                            </ol>
                        }
                    })
            }}
            <p class="visually-hidden" role="status">
                {move || shelf.appended.get().map(texts::older_shown)}
            </p>
            {move || more.get().then(|| view! { <Older shelf /> })}
        </section>
    }
    .into_any()
}

/// The id of an entry on the page.
fn place(entry: &str) -> String {
    format!("cambio-{entry}")
}

#[component]
fn Movement(entry: AuditEntry) -> AnyView {
    let restaurant = RestaurantState::expect();
    let when = format!(
        "{} {}",
        restaurant.zone().date(entry.at),
        restaurant.hhmm(entry.at)
    );
    let what = texts::action(entry.action, &entry.subject, &entry.subject_name);
    let changes = entry.changes.into_iter();
    let changes: Vec<AnyView> = changes
        .map(|change| view! { <Change change /> }.into_any())
        .collect();
    view! {
        <li class="movement" id=place(&entry.id) tabindex="-1">
            <p class="movement__when muted small">{when}</p>
            <div>
                <p>
                    <strong>{entry.by_name}</strong>
                    " "
                    {what}
                </p>
                {(!changes.is_empty()).then(|| view! { <ul class="movement__changes small">{changes}</ul> })}
            </div>
        </li>
    }
    .into_any()
}

#[component]
fn Change(change: AuditChange) -> AnyView {
    let restaurant = RestaurantState::expect();
    let field = texts::field(&change.field);
    let words = |shown: Shown| match shown {
        Shown::Nothing => texts::NOTHING.to_owned(),
        Shown::Flag(true) => texts::YES.to_owned(),
        Shown::Flag(false) => texts::NO.to_owned(),
        Shown::Money(amount) => restaurant.format(amount),
        Shown::At(at) => format!("{} {}", restaurant.zone().date(at), restaurant.hhmm(at)),
        Shown::Text(text) => texts::value(&change.field, text),
        Shown::Whole => texts::CHANGED.to_owned(),
    };
    let muted = |text: &'static str| view! { <span class="muted">{text}</span> }.into_any();
    let became = match change.shown() {
        (Shown::Nothing, Shown::Whole) => muted(texts::ADDED),
        (Shown::Whole, Shown::Nothing) => muted(texts::REMOVED),
        (Shown::Whole, _) | (_, Shown::Whole) => muted(texts::CHANGED),
        (before, after) => view! {
            <span class="muted">{words(before)}</span>
            <span aria-hidden="true">" " {texts::BECAME} " "</span>
            <span class="visually-hidden">", " {texts::BECAME_ALOUD} " "</span>
            {words(after)}
        }
        .into_any(),
    };
    view! {
        <li>
            {field}
            ": "
            {became}
        </li>
    }
    .into_any()
}

#[component]
fn Older(shelf: Shelf) -> AnyView {
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let busy = RwSignal::new(false);
    let read = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let cursor = shelf.older.get_untracked();
        spawn_local(async move {
            let asked = session.asked();
            let found = audit(cursor.clone()).await;
            if busy.try_set(false).is_some() {
                // The screen was left.
                return;
            }
            match found {
                Ok(page) if shelf.older.get_untracked() == cursor => {
                    if let Some(first) = shelf.append(page) {
                        // The button may be gone by then, and the entry is drawn in a moment.
                        set_timeout(move || ui::page::focus(&place(&first)), Duration::ZERO);
                    }
                    if let Some(missing) = left_out_now() {
                        toasts.say(Tone::Danger, missing.message);
                    }
                }
                Ok(_) => {}
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
        });
    };
    view! {
        <button type="button" class="button" aria-busy=move || busy.get().then_some("true") on:click=read>
            {move || if busy.get() { texts::OLDER_BUSY } else { texts::OLDER }}
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;
    use domain::audit::AuditAction;
    use domain::staff::Role;

    fn page(ids: &[&str], older: Option<&str>) -> AuditPage {
        let entry = |id: &&str| AuditEntry {
            id: (*id).into(),
            at: Timestamp(0),
            by: "u_1".into(),
            by_name: "Rosa".into(),
            role: Role::Manager,
            action: AuditAction::SettingsChanged,
            subject: String::new(),
            subject_name: String::new(),
            changes: Vec::new(),
        };
        AuditPage {
            entries: ids.iter().map(entry).collect(),
            next_cursor: older.map(str::to_owned),
        }
    }

    fn shown(shelf: Shelf) -> (Vec<String>, Option<String>) {
        let ids = shelf.entries.get_untracked();
        let ids = ids.into_iter().map(|entry| entry.id).collect();
        (ids, shelf.older.get_untracked())
    }

    #[test]
    fn what_was_asked_for_stays_below_what_is_new() {
        Owner::new().with(|| {
            let shelf = Shelf::new(page(&["5", "4"], Some("4")));
            shelf.append(page(&["4", "3", "2"], Some("2")));
            assert_eq!(
                shown(shelf),
                (["5", "4", "3", "2"].map(str::to_owned).into(), Some("2".into()))
            );
            shelf.renew(page(&["6", "5"], Some("5")));
            assert_eq!(
                shown(shelf),
                (
                    ["6", "5", "4", "3", "2"].map(str::to_owned).into(),
                    Some("2".into())
                )
            );
            // More than a page has come since.
            shelf.renew(page(&["9", "8"], Some("8")));
            assert_eq!(
                shown(shelf),
                (["9", "8"].map(str::to_owned).into(), Some("8".into()))
            );
        });
    }
}
