//! What holds in one place or all of them for a while, and ends by itself.

use domain::opening::{Pause, Rush};
use domain::{Slug, Timestamp};

/// What holds until an instant, in one place or all of them.
pub(super) trait ForAWhile: Clone {
    fn branch(&self) -> Option<&Slug>;

    fn until(&self) -> Timestamp;

    /// The same in one place alone.
    fn only_in(&self, place: &Slug) -> Self;
}

impl ForAWhile for Pause {
    fn branch(&self) -> Option<&Slug> {
        self.branch.as_ref()
    }

    fn until(&self) -> Timestamp {
        self.until
    }

    fn only_in(&self, place: &Slug) -> Pause {
        Pause {
            branch: Some(place.clone()),
            ..self.clone()
        }
    }
}

impl ForAWhile for Rush {
    fn branch(&self) -> Option<&Slug> {
        self.branch.as_ref()
    }

    fn until(&self) -> Timestamp {
        self.until
    }

    fn only_in(&self, place: &Slug) -> Rush {
        Rush {
            branch: Some(place.clone()),
            ..self.clone()
        }
    }
}

/// What holds from `now` on after one has `begun` in a place, or has ended there where none has. One of all places takes the place of
/// those of each, and so does its end. Where something else holds in one place alone, one of all becomes one of each other place.
pub(super) fn after<T: ForAWhile>(
    before: Vec<T>,
    places: &[Slug],
    branch: Option<&Slug>,
    begun: Option<T>,
    now: Timestamp,
) -> Vec<T> {
    let of_each = |one: T| -> Vec<T> {
        if one.branch().is_some() || branch.is_none() {
            return vec![one];
        }
        places.iter().map(|place| one.only_in(place)).collect()
    };
    let stays = |one: &T| one.until() > now && branch.is_some() && one.branch() != branch;
    let kept = before.into_iter().flat_map(of_each).filter(stays);
    kept.chain(begun).collect()
}

/// The name of the place, empty for all of them.
pub(super) fn place_name(branch: Option<&Slug>, places: &[domain::tenant::Branch]) -> String {
    let known = places.iter().find(|place| Some(&place.id) == branch);
    known.map(|place| place.name.clone()).unwrap_or_default()
}
