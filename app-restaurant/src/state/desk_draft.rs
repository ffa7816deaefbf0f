//! A part of the settings as it is stored, and what a manager makes of it.

use api::FieldError;
use leptos::prelude::*;

/// A part of the settings, as a manager edits it. Two that differ in their version only are the same.
pub trait Desk: Clone + PartialEq + Send + Sync + 'static {
    /// Of the settings, to which it belongs.
    fn version(&self) -> u64;

    fn set_version(&mut self, version: u64);

    /// As the server writes it.
    fn tidied(&self) -> Self;

    /// In the order in which it is checked, so that what is refused is shown where it stands. Most parts have no other.
    fn arrange(&mut self) {}
}

#[derive(Debug)]
pub struct DeskDraft<D: Desk> {
    pub(super) stored: RwSignal<D>,
    pub draft: RwSignal<D>,
    /// Somebody else has changed the settings since what is drafted was read.
    pub overtaken: RwSignal<bool>,
    /// What the server found wrong with what was sent last.
    pub wrong: RwSignal<Vec<FieldError>>,
    /// Whether it is being stored.
    pub saves: RwSignal<bool>,
    /// Grows when the draft is replaced by what is stored, so that fields show that, and not what was typed.
    pub replaced: RwSignal<u64>,
}

impl<D: Desk> Clone for DeskDraft<D> {
    fn clone(&self) -> DeskDraft<D> {
        *self
    }
}

impl<D: Desk> Copy for DeskDraft<D> {}

fn same<D: Desk>(one: &D, other: &D) -> bool {
    let mut other = other.clone();
    other.set_version(one.version());
    *one == other
}

impl<D: Desk> DeskDraft<D> {
    pub fn new(stored: D) -> DeskDraft<D> {
        DeskDraft {
            draft: RwSignal::new(stored.clone()),
            stored: RwSignal::new(stored),
            overtaken: RwSignal::new(false),
            wrong: RwSignal::new(Vec::new()),
            saves: RwSignal::new(false),
            replaced: RwSignal::new(0),
        }
    }

    /// Whether something is not stored yet, followed.
    pub fn changed(self) -> bool {
        self.draft
            .with(|draft| self.stored.with(|stored| !same(draft, stored)))
    }

    /// What is stored by now. What somebody is changing stays, and goes on from there where nothing but another setting has changed;
    /// where these are others by now, its saving would be refused, which is said.
    pub fn learn(self, stored: D) {
        let Some(known) = self.stored.try_get_untracked() else {
            return;
        };
        // An answer that took longer than a newer one says nothing new.
        if stored.version() < known.version() {
            return;
        }
        let untouched = untrack(move || !self.changed());
        // What was sent is stored tidied: it is one's own, also where the answer to it got lost.
        let saved = self.draft.with_untracked(|draft| same(&draft.tidied(), &stored));
        if untouched || (saved && !same(&known, &stored)) {
            return self.take(stored);
        }
        let seen = self.draft.with_untracked(Desk::version);
        match same(&known, &stored) && seen == known.version() {
            true => {
                self.draft.update(|draft| draft.set_version(stored.version()));
                self.overtaken.set(false);
            }
            false => self.overtaken.set(true),
        }
        self.stored.set(stored);
    }

    /// A change of one's own to another setting has made this version of that one.
    pub fn follow_own(self, seen: u64, now: u64) {
        for known in [self.draft, self.stored] {
            let _ = known.try_update(|known| {
                if known.version() == seen {
                    known.set_version(now);
                }
            });
        }
    }

    /// What was `sent` is stored so. What somebody has changed since then stays. The screen may be left by now.
    pub fn saved(self, sent: &D, stored: D) {
        let Some(known) = self.stored.try_get_untracked() else {
            return;
        };
        // The page may have heard of this change, and of one after it, before the answer came.
        let newest = match known.version() > stored.version() {
            true if !same(&known, &stored) => return,
            true => known,
            false => stored,
        };
        if self.draft.try_with_untracked(|draft| same(draft, sent)) == Some(true) {
            return self.take(newest);
        }
        let _ = self.overtaken.try_set(false);
        let _ = self.draft.try_update(|draft| draft.set_version(newest.version()));
        let _ = self.stored.try_set(newest);
    }

    /// What is stored, in place of what somebody has changed.
    pub fn take(self, stored: D) {
        let _ = self.overtaken.try_set(false);
        let _ = self.wrong.try_set(Vec::new());
        // Fields may go on showing what nobody sees, such as a space at the end: drawing them anew would take the focus away.
        let differs = self
            .draft
            .try_with_untracked(|draft| !same(&draft.tidied(), &stored));
        let _ = self.draft.try_set(stored.clone());
        let _ = self.stored.try_set(stored);
        if differs == Some(true) {
            let _ = self.replaced.try_update(|times| *times += 1);
        }
    }

    /// What is stored, as far as it is known. The screen may be left by now.
    pub fn discard(self) {
        if let Some(stored) = self.stored.try_get_untracked() {
            self.take(stored);
        }
    }

    /// What is sent to be stored. Where it is put in order for that, the fields show the order.
    pub fn wanted(self) -> D {
        let typed = self.draft.get_untracked();
        let mut wanted = typed.clone();
        wanted.arrange();
        if wanted != typed {
            self.draft.set(wanted.clone());
            self.replaced.update(|times| *times += 1);
        }
        wanted
    }
}
