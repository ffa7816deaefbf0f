//! Packages and rules of catering, and what a manager makes of them.

use super::desk_draft::{Desk, DeskDraft};
use super::numbers::is_number;
pub use super::numbers::{amount, number, shown};
use api::catalog::CateringDesk;
use domain::catering::{CateringPackage, CateringSettings, DailyLimit, PackagePrice};
use domain::letters::free_slug;
use domain::{Money, Slug};
use leptos::prelude::*;

/// What the id of a package begins with, and how many letters and digits follow.
const UNNAMED: &str = "paquete";
const ID_LETTERS: usize = 10;

/// How many people a package is for that is new.
const PEOPLE: u32 = 10;

pub type CateringDraft = DeskDraft<CateringDesk>;

impl Desk for CateringDesk {
    fn version(&self) -> u64 {
        self.version
    }

    fn set_version(&mut self, version: u64) {
        self.version = version;
    }

    fn tidied(&self) -> CateringDesk {
        let mut desk = self.clone();
        desk.catering.tidy();
        desk
    }
}

/// What a day can hold, without how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitUnit {
    None,
    Guests,
    Events,
}

impl LimitUnit {
    pub const ALL: [LimitUnit; 3] = [LimitUnit::None, LimitUnit::Guests, LimitUnit::Events];

    pub fn of(limit: Option<DailyLimit>) -> LimitUnit {
        match limit {
            None => LimitUnit::None,
            Some(DailyLimit::Guests(_)) => LimitUnit::Guests,
            Some(DailyLimit::Events(_)) => LimitUnit::Events,
        }
    }

    pub fn limit(self, most: u32) -> Option<DailyLimit> {
        match self {
            LimitUnit::None => None,
            LimitUnit::Guests => Some(DailyLimit::Guests(most)),
            LimitUnit::Events => Some(DailyLimit::Events(most)),
        }
    }
}

/// How much that is; nothing where there is no limit.
pub fn most(limit: Option<DailyLimit>) -> Option<u32> {
    limit.map(|limit| match limit {
        DailyLimit::Guests(most) | DailyLimit::Events(most) => most,
    })
}

/// Whether a price can be shown, and not only be typed on.
pub fn is_priced(price: PackagePrice) -> bool {
    price.unit() > Money::ZERO && is_number(people(price))
}

/// How many people a price is for: in all, or at least.
pub fn people(price: PackagePrice) -> u32 {
    match price {
        PackagePrice::Whole { people, .. } => people,
        PackagePrice::PerPerson { from, .. } => from,
    }
}

/// The same price in other numbers, or for each person, or for all of them.
pub fn priced(for_each: bool, people: u32, price: Money) -> PackagePrice {
    match for_each {
        true => PackagePrice::PerPerson { from: people, price },
        false => PackagePrice::Whole { people, price },
    }
}

/// Which package something is wrong with, by its JSON pointer.
pub fn package_of(pointer: &str) -> Option<usize> {
    let below = pointer.strip_prefix("/catering/packages/")?;
    below.split('/').next()?.parse().ok()
}

impl DeskDraft<CateringDesk> {
    /// Nothing, until it is known what there is.
    pub fn unknown() -> CateringDraft {
        CateringDraft::new(CateringDesk {
            version: 0,
            catering: CateringSettings::default(),
        })
    }

    pub fn change(self, change: impl FnOnce(&mut CateringSettings)) {
        self.draft.update(|draft| change(&mut draft.catering));
    }

    pub fn change_package(self, at: usize, change: impl FnOnce(&mut CateringPackage)) {
        self.change(|catering| {
            if let Some(package) = catering.packages.get_mut(at) {
                change(package);
            }
        });
    }

    /// A package more, which is not stored yet, with a name to write over. Its id is one that no package had: requests go on naming
    /// those that are gone.
    pub fn add_package(self, name: &str) {
        let key = ui::attempt::random_key();
        let part: String = key
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(ID_LETTERS)
            .collect();
        self.change(|catering| {
            let taken = |id: &Slug| catering.packages.iter().any(|package| package.id == *id);
            if let Some(id) = free_slug(&[UNNAMED, " ", &part].concat(), UNNAMED, taken) {
                catering.packages.push(CateringPackage {
                    id,
                    name: name.to_owned(),
                    description: String::new(),
                    contents: Vec::new(),
                    image: String::new(),
                    price: priced(true, PEOPLE, Money::ZERO),
                });
            }
        });
    }

    /// Puts a picture on a package, and says whether it is still there.
    pub fn put_picture(self, id: &Slug, address: String) -> bool {
        let put = self.draft.try_update(|draft| {
            let mut packages = draft.catering.packages.iter_mut();
            let package = packages.find(|package| package.id == *id);
            package.map(|package| package.image = address).is_some()
        });
        put == Some(true)
    }

    pub fn remove_package(self, at: usize) {
        self.change(|catering| {
            if at < catering.packages.len() {
                catering.packages.remove(at);
            }
        });
    }

    /// Moves a package before the one that stands before it.
    pub fn move_up(self, at: usize) {
        self.change(|catering| {
            if at > 0 && at < catering.packages.len() {
                catering.packages.swap(at - 1, at);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(draft: CateringDraft) -> Vec<String> {
        let packages = draft.wanted().catering.packages.into_iter();
        packages.map(|package| package.name).collect()
    }

    #[test]
    fn packages_are_added_moved_and_removed() {
        Owner::new().with(|| {
            let draft = CateringDraft::unknown();
            draft.add_package("Oficina");
            draft.add_package("Oficina");
            draft.change_package(1, |package| package.name = "Fiesta".into());
            let [first, second] = &draft.wanted().catering.packages[..] else {
                panic!("there are two");
            };
            assert_ne!(first.id, second.id);
            draft.move_up(0);
            draft.move_up(1);
            draft.move_up(2);
            assert_eq!(names(draft), ["Fiesta", "Oficina"]);
            let kept = draft
                .wanted()
                .catering
                .packages
                .into_iter()
                .map(|package| package.id);
            let kept: Vec<Slug> = kept.collect();
            assert!(draft.put_picture(&kept[1], "/fotos/p/1.jpg".into()));
            assert_eq!(draft.wanted().catering.packages[1].image, "/fotos/p/1.jpg");
            draft.remove_package(5);
            draft.remove_package(0);
            assert_eq!(names(draft), ["Oficina"]);
            assert!(
                !draft.put_picture(&kept[0], "/fotos/p/2.jpg".into()),
                "it is gone"
            );
        });
    }

    #[test]
    fn what_is_no_number_is_refused_and_not_guessed() {
        assert_eq!(number("48", u16::MAX), 48);
        assert_eq!(number::<u16>("", u16::MAX), u16::MAX);
        assert_eq!(number::<u8>("300", u8::MAX), u8::MAX);
        assert_eq!(number::<u32>("diez", u32::MAX), u32::MAX);
        assert_eq!(amount("25,90"), Money(2_590));
        assert_eq!(amount(""), amount("gratis"));
        assert_eq!(
            (shown(number("", u32::MAX)), shown(0)),
            (String::new(), "0".into())
        );
        assert!(is_priced(priced(true, 10, Money(2_850))));
        for (people, price) in [
            (10, amount("")),
            (10, Money::ZERO),
            (number("", u32::MAX), Money(2_850)),
        ] {
            assert!(!is_priced(priced(true, people, price)), "{people} {price:?}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_package_says_with_which() {
        assert_eq!(package_of("/catering/packages/3/price/from"), Some(3));
        assert_eq!(package_of("/catering/packages"), None);
        assert_eq!(package_of("/catering/noticeHours"), None);
    }

    #[test]
    fn what_a_day_holds_is_a_unit_and_a_number() {
        for limit in [None, Some(DailyLimit::Guests(200)), Some(DailyLimit::Events(3))] {
            assert_eq!(LimitUnit::of(limit).limit(most(limit).unwrap_or(9)), limit);
        }
    }

    #[test]
    fn entries_without_text_are_not_stored() {
        Owner::new().with(|| {
            let draft = CateringDraft::unknown();
            draft.add_package("Oficina ");
            draft.change_package(0, |package| {
                package.contents = vec![" 20 ¼ de pollo ".into(), String::new()]
            });
            let tidied = draft.wanted().tidied().catering.packages;
            assert_eq!(tidied[0].name, "Oficina");
            assert_eq!(tidied[0].contents, ["20 ¼ de pollo"]);
        });
    }
}
