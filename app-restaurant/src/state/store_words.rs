//! What the storefront says in the restaurant's own words, and what a manager makes of it.

use super::desk_draft::{Desk, DeskDraft};
use api::catalog::StoreWordsDesk;
use domain::Date;
use domain::store_words::{Policies, PolicyPart, StoreNotice};
use leptos::prelude::*;

pub type StoreWordsDraft = DeskDraft<StoreWordsDesk>;

/// A policy that all restaurants have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    Terms,
    Privacy,
}

impl Policy {
    /// As it is called in pointers and ids.
    pub fn name(self) -> &'static str {
        match self {
            Policy::Terms => "terms",
            Policy::Privacy => "privacy",
        }
    }

    pub fn parts(self, policies: &Policies) -> &Vec<PolicyPart> {
        match self {
            Policy::Terms => &policies.terms,
            Policy::Privacy => &policies.privacy,
        }
    }

    fn parts_mut(self, policies: &mut Policies) -> &mut Vec<PolicyPart> {
        match self {
            Policy::Terms => &mut policies.terms,
            Policy::Privacy => &mut policies.privacy,
        }
    }
}

impl Desk for StoreWordsDesk {
    fn version(&self) -> u64 {
        self.version
    }

    fn set_version(&mut self, version: u64) {
        self.version = version;
    }

    fn tidied(&self) -> StoreWordsDesk {
        let mut desk = self.clone();
        desk.arrange();
        if let Some(notice) = &mut desk.notice {
            notice.tidy();
        }
        desk.policies.tidy();
        desk
    }

    /// A notice without words is none. While it is typed anew, its days stay.
    fn arrange(&mut self) {
        self.notice.take_if(|notice| notice.text.trim().is_empty());
    }
}

impl DeskDraft<StoreWordsDesk> {
    /// Nothing, until it is known what there is.
    pub fn unknown() -> StoreWordsDraft {
        StoreWordsDraft::new(StoreWordsDesk {
            version: 0,
            notice: None,
            policies: Policies::default(),
        })
    }

    /// The text of the notice.
    pub fn type_notice(self, text: String) {
        self.draft.update(|draft| match &mut draft.notice {
            Some(notice) => notice.text = text,
            None if text.is_empty() => {}
            None => {
                draft.notice = Some(StoreNotice {
                    text,
                    from: None,
                    until: None,
                });
            }
        });
    }

    /// A day of the notice, which a browser writes as `2026-11-30`, and an empty text for none.
    pub fn type_day(self, text: &str, put: fn(&mut StoreNotice, Option<Date>)) {
        let day = Date::parse(text);
        // What is being typed is not a day yet.
        if day.is_none() && !text.is_empty() {
            return;
        }
        self.draft.update(|draft| {
            if let Some(notice) = &mut draft.notice {
                put(notice, day);
            }
        });
    }

    pub fn change_part(self, policy: Policy, at: usize, change: impl FnOnce(&mut PolicyPart)) {
        self.draft.update(|draft| {
            if let Some(part) = policy.parts_mut(&mut draft.policies).get_mut(at) {
                change(part);
            }
        });
    }

    pub fn add_part(self, policy: Policy) {
        self.draft.update(|draft| {
            policy.parts_mut(&mut draft.policies).push(PolicyPart::default());
        });
    }

    pub fn remove_part(self, policy: Policy, at: usize) {
        self.draft.update(|draft| {
            let parts = policy.parts_mut(&mut draft.policies);
            if at < parts.len() {
                parts.remove(at);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_without_words_is_none() {
        Owner::new().with(|| {
            let words = StoreWordsDraft::unknown();
            words.type_day("2026-12-24", |notice, day| notice.until = day);
            assert_eq!(words.wanted().notice, None);
            words.type_notice("Cerramos temprano".into());
            words.type_day("2026-12-24", |notice, day| notice.until = day);
            words.type_day("2026-1", |notice, day| notice.until = day);
            assert_eq!(
                words.wanted().notice.and_then(|notice| notice.until),
                Date::parse("2026-12-24")
            );
            words.type_day("", |notice, day| notice.until = day);
            assert_eq!(words.wanted().notice.and_then(|notice| notice.until), None);
            // Its days stay while it is written anew.
            words.type_day("2026-12-24", |notice, day| notice.until = day);
            words.type_notice(String::new());
            words.type_notice("Hoy no abrimos".into());
            assert!(words.wanted().notice.is_some_and(|notice| notice.until.is_some()));
            words.type_notice(" ".into());
            assert_eq!(words.wanted().notice, None);
            assert!(!words.changed());
        });
    }

    #[test]
    fn parts_of_one_policy_are_none_of_the_other() {
        Owner::new().with(|| {
            let words = StoreWordsDraft::unknown();
            words.add_part(Policy::Terms);
            words.add_part(Policy::Privacy);
            words.change_part(Policy::Privacy, 0, |part| part.title = "Cámaras ".into());
            words.change_part(Policy::Privacy, 7, |part| part.title = "Nadie".into());
            words.remove_part(Policy::Terms, 0);
            words.remove_part(Policy::Terms, 0);
            let policies = words.wanted().tidied().policies;
            assert!(policies.terms.is_empty());
            assert_eq!(policies.privacy[0].title, "Cámaras");
        });
    }
}
