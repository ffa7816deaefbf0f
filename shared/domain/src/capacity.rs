//! How many orders a kitchen takes for each quarter of an hour. An order counts in the quarter in which it is to be handed over.

use super::{Slug, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long a quarter of an hour is.
const QUARTER_MS: i64 = 15 * super::time::MINUTE_MS;
/// The most orders for which a kitchen can be set.
pub const MAX_PER_QUARTER: u16 = 1_000;

/// The number of orders that each place takes for a quarter of an hour.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KitchenCapacity {
    /// At each place that has no number of its own: 1 to 1,000; null where as many are taken as are ordered.
    pub per_quarter: Option<u16>,
    /// The same for each place that has a number of its own, by its id.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub branches: BTreeMap<Slug, u16>,
}

/// A quarter of an hour for which a place takes no more orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FullQuarter {
    /// `None` in a restaurant without places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Slug>,
    /// When the quarter begins.
    pub at: Timestamp,
}

impl KitchenCapacity {
    /// How many orders a place takes for a quarter of an hour; `None` where there is no limit.
    pub fn of(&self, branch: Option<&Slug>) -> Option<u16> {
        let own = branch.and_then(|id| self.branches.get(id)).copied();
        own.or(self.per_quarter)
    }

    /// Whether no place has a limit.
    pub fn is_unlimited(&self) -> bool {
        self.per_quarter.is_none() && self.branches.is_empty()
    }
}

/// When the quarter of an hour begins in which an instant lies. Every zone's clocks show its beginning as a quarter, too.
pub fn quarter_of(at: Timestamp) -> Timestamp {
    Timestamp(at.0 - at.0.rem_euclid(QUARTER_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(&format!("2026-11-22T{text}-05:00")).unwrap()
    }

    #[test]
    fn an_instant_lies_in_the_quarter_that_has_begun() {
        for (instant, begins) in [
            ("13:00:00", "13:00:00"),
            ("13:14:59", "13:00:00"),
            ("13:15:00", "13:15:00"),
            ("23:59:59", "23:45:00"),
        ] {
            assert_eq!(quarter_of(at(instant)), at(begins), "{instant}");
        }
        assert_eq!(quarter_of(Timestamp(-1)), Timestamp(-QUARTER_MS));
    }

    #[test]
    fn a_place_has_its_own_number_or_that_of_all() {
        let (sur, norte) = (Slug::parse("sur").unwrap(), Slug::parse("norte").unwrap());
        let capacity = KitchenCapacity {
            per_quarter: Some(8),
            branches: BTreeMap::from([(sur.clone(), 4)]),
        };
        let of = [Some(&sur), Some(&norte), None].map(|branch| capacity.of(branch));
        assert_eq!(of, [Some(4), Some(8), Some(8)]);
        assert_eq!(KitchenCapacity::default().of(Some(&sur)), None);
        assert!(KitchenCapacity::default().is_unlimited() && !capacity.is_unlimited());
        let old: KitchenCapacity = serde_json::from_str("{}").unwrap();
        assert_eq!(old, KitchenCapacity::default());
    }
}
