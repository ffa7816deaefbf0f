//! What holds in one place or all of them for a while, and ends by itself.

use super::CatalogService;
use crate::caller::Caller;
use crate::error::Error;
use api::{Code, FieldError};
use domain::opening::{Pause, Rush};
use domain::tenant::{Branch, Tenant};
use domain::{Slug, Timestamp};
use ports::documents::Document;
use texts::now::errors as texts;

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

impl CatalogService {
    /// The settings, in which something is to begin or end in a place, or all of them: 422 where there is no such place.
    pub(super) async fn settings_for(
        &self,
        caller: &Caller,
        branch: Option<&Slug>,
    ) -> Result<(Document, Tenant), Error> {
        let (document, tenant) = self.stored_settings(&caller.tenant).await?;
        let is_there = |id: &Slug| tenant.branches.iter().any(|place| &place.id == id);
        match branch.is_none_or(is_there) {
            true => Ok((document, tenant)),
            false => {
                let field = FieldError::new("/branch", Code::InvalidValue, texts::NO_SUCH_BRANCH);
                Err(Error::invalid(vec![field]))
            }
        }
    }
}

/// The ids of all places.
pub(super) fn ids(places: &[Branch]) -> Vec<Slug> {
    places.iter().map(|place| place.id.clone()).collect()
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
pub(super) fn place_name(branch: Option<&Slug>, places: &[Branch]) -> String {
    let known = places.iter().find(|place| Some(&place.id) == branch);
    known.map(|place| place.name.clone()).unwrap_or_default()
}
