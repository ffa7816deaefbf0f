//! Who sells and where, as it is stored, and what a manager makes of it.

use api::FieldError;
use api::catalog::BusinessDesk;
use domain::Slug;
use domain::business::{BusinessSettings, PlaceSettings};
use domain::letters::free_slug;
use leptos::prelude::*;

/// The id of a place whose name has no letter that ids have.
const UNNAMED: &str = "local";

#[derive(Debug, Clone, Copy)]
pub struct BusinessDraft {
    stored: RwSignal<BusinessDesk>,
    pub draft: RwSignal<BusinessDesk>,
    /// Somebody else has changed the settings since what is drafted was read.
    pub overtaken: RwSignal<bool>,
    /// What the server found wrong with what was sent last.
    pub wrong: RwSignal<Vec<FieldError>>,
    /// Whether it is being stored.
    pub saves: RwSignal<bool>,
    /// Grows when the draft is replaced by what is stored, so that fields show that, and not what was typed.
    pub replaced: RwSignal<u64>,
}

fn same(one: &BusinessDesk, other: &BusinessDesk) -> bool {
    one.business == other.business && one.places == other.places && one.zone == other.zone
}

/// As the server writes it.
fn tidied(desk: &BusinessDesk) -> BusinessDesk {
    let mut desk = desk.clone();
    desk.business.tidy();
    desk.places.iter_mut().for_each(PlaceSettings::tidy);
    desk
}

impl BusinessDraft {
    pub fn new(stored: BusinessDesk) -> BusinessDraft {
        BusinessDraft {
            draft: RwSignal::new(stored.clone()),
            stored: RwSignal::new(stored),
            overtaken: RwSignal::new(false),
            wrong: RwSignal::new(Vec::new()),
            saves: RwSignal::new(false),
            replaced: RwSignal::new(0),
        }
    }

    /// Nothing, until it is known what there is.
    pub fn unknown() -> BusinessDraft {
        BusinessDraft::new(BusinessDesk {
            version: 0,
            business: BusinessSettings::default(),
            places: Vec::new(),
            zone: String::new(),
        })
    }

    /// Whether something is not stored yet, followed.
    pub fn changed(self) -> bool {
        self.draft
            .with(|draft| self.stored.with(|stored| !same(draft, stored)))
    }

    /// What is stored by now. What somebody is changing stays, and goes on from there where nothing but another setting has changed;
    /// where these are others by now, its saving would be refused, which is said.
    pub fn learn(self, stored: BusinessDesk) {
        let Some(known) = self.stored.try_get_untracked() else {
            return;
        };
        // An answer that took longer than a newer one says nothing new.
        if stored.version < known.version {
            return;
        }
        let untouched = untrack(move || !self.changed());
        // What was sent is stored tidied: it is one's own, also where the answer to it got lost.
        let saved = self.draft.with_untracked(|draft| same(&tidied(draft), &stored));
        if untouched || (saved && !same(&known, &stored)) {
            return self.take(stored);
        }
        let seen = self.draft.with_untracked(|draft| draft.version);
        match same(&known, &stored) && seen == known.version {
            true => self.draft.update(|draft| draft.version = stored.version),
            false => self.overtaken.set(true),
        }
        self.stored.set(stored);
    }

    /// A change of one's own to another setting has made this version of that one.
    pub fn follow_own(self, seen: u64, now: u64) {
        let _ = self.draft.try_update(|draft| {
            if draft.version == seen {
                draft.version = now;
            }
        });
        let _ = self.stored.try_update(|stored| {
            if stored.version == seen {
                stored.version = now;
            }
        });
    }

    /// What was `sent` is stored so. What somebody has changed since then stays. The screen may be left by now.
    pub fn saved(self, sent: &BusinessDesk, stored: BusinessDesk) {
        let Some(known) = self.stored.try_get_untracked() else {
            return;
        };
        if known.version > stored.version {
            return;
        }
        if self.draft.try_with_untracked(|draft| same(draft, sent)) == Some(true) {
            return self.take(stored);
        }
        self.draft.update(|draft| draft.version = stored.version);
        self.stored.set(stored);
    }

    /// What is stored, in place of what somebody has changed.
    pub fn take(self, stored: BusinessDesk) {
        let _ = self.overtaken.try_set(false);
        let _ = self.wrong.try_set(Vec::new());
        let differs = self.draft.try_with_untracked(|draft| !same(draft, &stored));
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

    /// One place more, which is not stored yet.
    pub fn add_place(self, name: &str) {
        self.draft.update(|draft| {
            let taken = |id: &Slug| draft.places.iter().any(|place| place.id == *id);
            if let Some(id) = free_slug(name, UNNAMED, taken) {
                draft.places.push(PlaceSettings {
                    id,
                    name: name.to_owned(),
                    address: String::new(),
                    district: String::new(),
                    code: String::new(),
                });
            }
        });
    }

    /// Whether a place is stored, followed: it stays.
    pub fn is_stored(self, at: usize) -> bool {
        let id = self
            .draft
            .with(|draft| draft.places.get(at).map(|place| place.id.clone()));
        self.stored
            .with(|stored| stored.places.iter().any(|place| Some(&place.id) == id.as_ref()))
    }

    pub fn remove_place(self, at: usize) {
        self.draft.update(|draft| {
            if at < draft.places.len() {
                draft.places.remove(at);
            }
        });
    }

    /// What is sent to be stored.
    pub fn wanted(self) -> BusinessDesk {
        self.draft.get_untracked()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(version: u64, phone: &str) -> BusinessDesk {
        BusinessDesk {
            version,
            business: BusinessSettings {
                phone: phone.into(),
                ..BusinessSettings::default()
            },
            places: Vec::new(),
            zone: "America/Lima".into(),
        }
    }

    fn type_name(draft: BusinessDraft) {
        draft
            .draft
            .update(|draft| draft.business.legal_name = "Brasas".into());
    }

    #[test]
    fn another_setting_is_no_other_business() {
        Owner::new().with(|| {
            let business = BusinessDraft::new(stored(1, "1"));
            type_name(business);
            business.learn(stored(2, "1"));
            assert!(business.changed() && !business.overtaken.get_untracked());
            assert_eq!(business.wanted().version, 2);
            business.learn(stored(1, "0"));
            assert_eq!(business.wanted().version, 2, "asked before the other");
        });
    }

    #[test]
    fn another_zone_is_a_change_like_any_other() {
        Owner::new().with(|| {
            let business = BusinessDraft::new(stored(1, "1"));
            business
                .draft
                .update(|draft| draft.zone = "America/Santiago".into());
            assert!(business.changed());
            business.learn(stored(2, "1"));
            assert_eq!(business.wanted().zone, "America/Santiago");
        });
    }

    #[test]
    fn what_somebody_else_has_made_of_it_is_said_and_shown() {
        Owner::new().with(|| {
            let business = BusinessDraft::new(stored(1, "1"));
            type_name(business);
            business.learn(stored(2, "2"));
            assert!(business.overtaken.get_untracked());
            // Also a setting that changes afterwards does not make it pass for seen.
            business.learn(stored(3, "2"));
            assert_eq!(business.wanted().version, 1);
            business.discard();
            assert_eq!(business.wanted(), stored(3, "2"));
        });
    }

    #[test]
    fn what_is_stored_as_it_was_meant_is_nobody_elses() {
        Owner::new().with(|| {
            let business = BusinessDraft::new(stored(1, ""));
            business
                .draft
                .update(|draft| draft.business.phone = "987 654 321 ".into());
            // Another setting takes no space from under somebody who is typing.
            business.learn(stored(2, ""));
            assert_eq!(business.wanted().business.phone, "987 654 321 ");
            business.learn(stored(3, "+51987654321"));
            assert!(!business.overtaken.get_untracked() && !business.changed());
            assert_eq!(business.wanted(), stored(3, "+51987654321"));
        });
    }

    #[test]
    fn what_is_changed_while_it_is_saved_stays() {
        let owner = Owner::new();
        let business = owner.with(|| {
            let business = BusinessDraft::new(stored(1, "1"));
            type_name(business);
            let sent = business.wanted();
            business.draft.update(|draft| draft.business.phone = "2".into());
            business.saved(
                &sent,
                BusinessDesk {
                    version: 2,
                    ..sent.clone()
                },
            );
            assert!(business.changed());
            assert_eq!(business.wanted().version, 2);
            business
        });
        drop(owner);
        business.saved(&stored(1, "1"), stored(3, "1"));
    }

    #[test]
    fn a_place_that_is_not_stored_goes_again() {
        Owner::new().with(|| {
            let business = BusinessDraft::unknown();
            business.add_place("Surco");
            business.add_place("Surco");
            let ids = business.draft.with_untracked(|draft| {
                draft
                    .places
                    .iter()
                    .map(|place| place.id.clone())
                    .collect::<Vec<_>>()
            });
            assert_eq!(ids.len(), 2);
            assert_ne!(ids[0], ids[1]);
            assert!(!business.is_stored(1));
            business.remove_place(1);
            business.remove_place(7);
            assert_eq!(business.wanted().places.len(), 1);
        });
    }
}
