//! Who sells and where, and what a manager makes of it.

use super::desk_draft::{Desk, DeskDraft};
use api::catalog::BusinessDesk;
use domain::Date;
use domain::Slug;
use domain::business::{BusinessSettings, PlaceSettings};
use domain::letters::free_slug;
use domain::tax::{self, TaxRate, rate_on};
use leptos::prelude::*;

/// The id of a place whose name has no letter that ids have.
const UNNAMED: &str = "local";

pub type BusinessDraft = DeskDraft<BusinessDesk>;

impl Desk for BusinessDesk {
    fn version(&self) -> u64 {
        self.version
    }

    fn set_version(&mut self, version: u64) {
        self.version = version;
    }

    fn tidied(&self) -> BusinessDesk {
        let mut desk = self.clone();
        desk.business.tidy();
        desk.places.iter_mut().for_each(PlaceSettings::tidy);
        desk.arrange();
        desk
    }

    fn arrange(&mut self) {
        tax::tidy(&mut self.tax_rates);
    }
}

impl DeskDraft<BusinessDesk> {
    /// Nothing, until it is known what there is.
    pub fn unknown() -> BusinessDraft {
        BusinessDraft::new(BusinessDesk {
            version: 0,
            business: BusinessSettings::default(),
            places: Vec::new(),
            zone: String::new(),
            tax_rates: Vec::new(),
        })
    }

    pub fn put_rates(self, rates: Vec<TaxRate>) {
        self.draft.update(|draft| draft.tax_rates = rates);
    }

    pub fn change_rate(self, at: usize, change: impl FnOnce(&mut TaxRate)) {
        self.draft.update(|draft| {
            if let Some(rate) = draft.tax_rates.get_mut(at) {
                change(rate);
            }
        });
    }

    /// One rate more, from a day on.
    pub fn add_rate(self, from: Date) {
        self.draft.update(|draft| {
            let basis_points = rate_on(&draft.tax_rates, from);
            draft.tax_rates.push(TaxRate { from, basis_points });
        });
    }

    pub fn remove_rate(self, at: usize) {
        self.draft.update(|draft| {
            if at < draft.tax_rates.len() {
                draft.tax_rates.remove(at);
            }
        });
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::tax::TaxRegime;

    fn stored(version: u64, phone: &str) -> BusinessDesk {
        BusinessDesk {
            version,
            business: BusinessSettings {
                phone: phone.into(),
                ..BusinessSettings::default()
            },
            places: Vec::new(),
            zone: "America/Lima".into(),
            tax_rates: Vec::new(),
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
    fn what_was_refused_for_another_setting_can_be_saved_after_all() {
        Owner::new().with(|| {
            let business = BusinessDraft::new(stored(1, "1"));
            type_name(business);
            // The kitchen has made a pause, of which the page hears after its own call was refused.
            business.overtaken.set(true);
            business.learn(stored(2, "1"));
            assert!(!business.overtaken.get_untracked());
            assert_eq!(business.wanted().version, 2);
        });
    }

    #[test]
    fn the_own_change_is_nobody_elses() {
        for heard in [2, 3] {
            Owner::new().with(|| {
                let business = BusinessDraft::new(stored(1, "1"));
                type_name(business);
                let sent = business.wanted();
                business.draft.update(|draft| draft.business.phone = "2".into());
                let mut answer = sent.clone();
                answer.version = 2;
                // Heard of before the answer came; with 3 also of a pause after it.
                let mut news = answer.clone();
                news.version = heard;
                business.learn(news);
                business.saved(&sent, answer);
                assert!(!business.overtaken.get_untracked());
                assert_eq!(business.wanted().version, heard);
                assert_eq!(business.wanted().business.phone, "2");
            });
        }
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
    fn rates_are_sent_in_the_order_of_their_days_and_shown_so() {
        Owner::new().with(|| {
            let business = BusinessDraft::new(stored(1, "1"));
            let day = |text: &str| Date::parse(text).unwrap();
            business.put_rates(TaxRegime::SmallRestaurant.rates());
            business.add_rate(day("2026-11-30"));
            business.change_rate(5, |rate| rate.basis_points = 900);
            let drawn = business.replaced.get_untracked();
            let sent = business.wanted();
            assert_eq!(sent.tax_rates[3].from, day("2026-11-30"));
            assert_eq!(business.draft.get_untracked(), sent);
            assert_eq!(business.replaced.get_untracked(), drawn + 1);
            business.remove_rate(3);
            assert_eq!(
                TaxRegime::of(&business.wanted().tax_rates),
                Some(TaxRegime::SmallRestaurant)
            );
            assert_eq!(business.replaced.get_untracked(), drawn + 1);
        });
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
