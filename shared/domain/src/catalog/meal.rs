//! For when something is eaten, and whether it is served then.

use super::{Catalog, Item, Pick};
use crate::service_hours::WeeklyHours;
use crate::tenant::Tenant;
use crate::{Date, Timestamp};

/// When something is eaten, by the restaurant's own calendar and clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meal {
    /// The day of the kitchen to which it belongs: the night after an evening is the evening's.
    pub day: Date,
    date: Date,
    /// Since the midnight of `date`.
    minutes: u16,
}

impl Meal {
    /// The meal of an instant at a restaurant.
    pub fn at(tenant: &Tenant, at: Timestamp) -> Meal {
        let branch = tenant.branch_of(None).map(|branch| &branch.id);
        Meal {
            day: tenant.service_day(branch, at),
            date: tenant.zone.date(at),
            minutes: tenant.zone.minutes(at),
        }
    }

    /// Whether it is within these hours, or at their very end.
    pub fn is_in(self, hours: &WeeklyHours) -> bool {
        hours.hold(self.date, self.minutes)
    }
}

impl Catalog {
    /// The hours in which an item with these picks is served, where its meal is not within them: its own, or those of something it
    /// consists of.
    pub fn out_of_hours<'a>(&'a self, item: &Item<'a>, picks: &[Pick]) -> Option<&'a WeeklyHours> {
        let meal = item.meal?;
        let parts = self.needed(item, picks);
        let of_parts = parts
            .iter()
            .filter_map(|part| self.product(&part.product_id)?.hours.as_ref());
        let mut all = item.hours.into_iter().chain(of_parts);
        all.find(|hours| !meal.is_in(hours))
    }
}
