//! What a manager changes of a restaurant's rules: read and written as a whole.

use super::brand::BrandSettings;
use super::business::{BusinessSettings, PlaceSettings, problems_of_places};
use super::capacity::{KitchenCapacity, MAX_PER_QUARTER};
use super::catalog::pictures::is_address;
use super::catering::{
    CateringPackage, CateringSettings, DailyLimit, MAX_CONTENT, MAX_GUESTS, MAX_HOURS, MAX_PACKAGE_ABOUT,
    MAX_PACKAGE_NAME, MAX_PACKAGES, PackagePrice,
};
use super::compat::CompatSettings;
use super::delivery_zones::{DeliveryZone, MAX_DISTRICTS, MAX_MINUTES, MAX_NAME as MAX_ZONE_NAME, MAX_ZONES};
use super::holidays::Holidays;
use super::letters::fold;
use super::order_limits::OrderLimits;
use super::service_hours::{MAX_DAY_NOTE, MAX_SPECIAL_DAYS, SpecialDay, WeeklyHours, spans_are_sound};
use super::setting_problem::Wrong;
use super::store_words::{Policies, StoreNotice};
use super::tax::{self, TaxRate};
use super::tenant::{Branch, StageTargets, Tenant};
use super::{Money, Slug, Zone};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

pub use super::setting_problem::SettingProblem;

/// Largest amount of a rule: S/ 10,000.00.
pub const MAX_AMOUNT: Money = Money(1_000_000);
/// Largest price of a package: S/ 100,000.00.
pub const MAX_PACKAGE_PRICE: Money = Money(10_000_000);
/// Maximum number of holidays.
pub const MAX_HOLIDAYS: usize = 200;
/// Maximum number of entries that say what is in a package.
pub const MAX_CONTENTS: usize = 20;

/// The rules of a restaurant and its brand: all that is set of it but its places and its carta.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// The least a delivery order must be worth, without the delivery fee: up to S/ 10,000.00.
    pub minimum_order_cents: Money,
    pub delivery_fee_cents: Money,
    /// From this subtotal on delivery is free; null when it never is.
    pub free_delivery_from_cents: Option<Money>,
    /// Where orders are brought to, each zone on terms of its own, which count in place of the three above; without any, everywhere.
    #[serde(default)]
    pub delivery_zones: Vec<DeliveryZone>,
    /// Minutes of each stage, 1 to 240.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub targets: StageTargets,
    /// When orders are taken: for each weekday, Monday first, spans in minutes after its midnight. `opens` is 0 to 1439, and
    /// `closes` up to 24 hours later, such as 1560 for two in the night. One span in place of the list is that of every day.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<super::service_hours::ServiceHours>>))]
    pub hours: WeeklyHours,
    /// The same for each place that has hours of its own, by its id.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub branch_hours: BTreeMap<Slug, WeeklyHours>,
    /// Days that are other than their weekday, such as `{"date": "2026-12-25", "hours": [], "note": "Navidad"}`.
    #[serde(default)]
    pub special_days: Vec<SpecialDay>,
    /// How many orders the kitchen takes for each quarter of an hour.
    #[serde(default)]
    pub capacity: KitchenCapacity,
    /// Days on which catering cannot be had and terms do not run, such as `{"on": "12-25"}`.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub holidays: Holidays,
    pub catering: CateringSettings,
    /// Which older systems' clients are answered below `/compat`.
    #[serde(default)]
    pub compat: CompatSettings,
    /// What a customer may have open that is not paid yet.
    #[serde(default)]
    pub order_limits: OrderLimits,
    /// The tax that prices include: 1 to 20 rates, each from a day on, of which the newest that has begun counts.
    #[serde(default)]
    pub tax_rates: Vec<TaxRate>,
    /// What the storefront says on every page for a while; null for nothing.
    #[serde(default)]
    pub notice: Option<StoreNotice>,
    /// What the restaurant adds to the terms and to the privacy policy.
    #[serde(default)]
    pub policies: Policies,
    /// By its name in the time zone database, such as `America/Lima`: what the clocks of hours, days and times are set by.
    pub zone: String,
    /// How the restaurant looks, and what it says of itself.
    pub brand: BrandSettings,
    /// Who sells, and how it is reached.
    pub business: BusinessSettings,
    /// The places of the restaurant. Others can be added; those that there are stay.
    pub places: Vec<PlaceSettings>,
}

impl Settings {
    pub fn of(tenant: &Tenant) -> Settings {
        Settings {
            minimum_order_cents: tenant.minimum_order,
            delivery_fee_cents: tenant.delivery_fee,
            free_delivery_from_cents: tenant.free_delivery_from,
            delivery_zones: tenant.delivery_zones.clone(),
            targets: tenant.targets,
            hours: tenant.hours.clone(),
            branch_hours: own_hours(tenant),
            special_days: tenant.special_days.clone(),
            capacity: tenant.capacity.clone(),
            holidays: tenant.holidays.clone(),
            catering: tenant.catering.clone(),
            compat: tenant.compat,
            order_limits: tenant.order_limits,
            tax_rates: tenant.tax_rates.clone(),
            notice: tenant.notice.clone(),
            policies: tenant.policies.clone(),
            zone: tenant.zone.name.clone(),
            brand: BrandSettings::of(&tenant.brand),
            business: BusinessSettings::of(&tenant.brand),
            places: tenant.branches.iter().map(PlaceSettings::of).collect(),
        }
    }

    /// The restaurant with these settings. What the clocks of another zone show only the server knows, which stores it so.
    #[must_use]
    pub fn applied(&self, tenant: &Tenant) -> Tenant {
        Tenant {
            minimum_order: self.minimum_order_cents,
            delivery_fee: self.delivery_fee_cents,
            free_delivery_from: self.free_delivery_from_cents,
            delivery_zones: self.delivery_zones.clone(),
            targets: self.targets,
            hours: self.hours.clone(),
            branches: self.places.iter().map(|place| self.branch(place)).collect(),
            special_days: self.special_days.clone(),
            capacity: self.capacity.clone(),
            holidays: self.holidays.clone(),
            catering: self.catering.clone(),
            compat: self.compat,
            order_limits: self.order_limits,
            tax_rates: self.tax_rates.clone(),
            notice: self.notice.clone(),
            policies: self.policies.clone(),
            zone: match self.zone == tenant.zone.name {
                true => tenant.zone.clone(),
                false => Zone::fixed(self.zone.clone(), tenant.zone.offset_minutes),
            },
            brand: self.business.applied(self.brand.applied(&tenant.brand)),
            ..tenant.clone()
        }
    }

    fn branch(&self, place: &PlaceSettings) -> Branch {
        place.branch(self.branch_hours.get(&place.id).cloned())
    }

    /// What cannot be used in place of what the restaurant has, each by its JSON pointer.
    pub fn problems_beside(&self, tenant: &Tenant) -> Vec<(String, SettingProblem)> {
        let mut problems = self.unknown_branches();
        problems.extend(self.brand.problems(&tenant.brand));
        let business = BusinessSettings::of(&tenant.brand);
        problems.extend(self.business.problems(&business, !tenant.draft));
        problems.extend(problems_of_places(&self.places, tenant));
        if self.tax_rates != tenant.tax_rates {
            problems.extend(tax::problems(&self.tax_rates));
        }
        problems.extend(self.notice.iter().flat_map(StoreNotice::problems));
        problems.extend(self.policies.problems());
        problems
    }

    /// The places named here that the restaurant does not have, each by its JSON pointer.
    fn unknown_branches(&self) -> Vec<(String, SettingProblem)> {
        let unknown = |id: &Slug| self.places.iter().all(|place| &place.id != id);
        let hours = self
            .branch_hours
            .keys()
            .map(|id| (format!("/branchHours/{id}"), Some(id)));
        let days = self.special_days.iter().enumerate();
        let days = days.map(|(index, day)| (format!("/specialDays/{index}/branch"), day.branch.as_ref()));
        let zones = self.delivery_zones.iter().enumerate();
        let zones =
            zones.map(|(index, zone)| (format!("/deliveryZones/{index}/branch"), zone.branch.as_ref()));
        let limited = self.capacity.branches.keys();
        let limited = limited.map(|id| (format!("/capacity/branches/{id}"), Some(id)));
        let named = hours.chain(days).chain(zones).chain(limited);
        named
            .filter(|(_, id)| id.is_some_and(unknown))
            .map(|(pointer, _)| (pointer, SettingProblem::Branch))
            .collect()
    }

    /// What cannot be used, each by its JSON pointer; nothing when all can.
    pub fn problems(&self) -> Vec<(String, SettingProblem)> {
        let mut wrong = Wrong::default();
        let amounts = Money::ZERO..=MAX_AMOUNT;
        wrong.amount("/minimumOrderCents", self.minimum_order_cents, &amounts);
        wrong.amount("/deliveryFeeCents", self.delivery_fee_cents, &amounts);
        if let Some(from) = self.free_delivery_from_cents {
            wrong.amount("/freeDeliveryFromCents", from, &amounts);
        }
        wrong.zones(&self.delivery_zones);
        wrong.number("/targets/cooking", self.targets.cooking, 1..=240);
        wrong.number("/targets/packaging", self.targets.packaging, 1..=240);
        wrong.number("/targets/delivery", self.targets.delivery, 1..=240);
        wrong.week("/hours", &self.hours);
        for (branch, week) in &self.branch_hours {
            wrong.week(&format!("/branchHours/{branch}"), week);
        }
        wrong.special_days(&self.special_days);
        wrong.capacity(&self.capacity);
        wrong.count("/holidays", self.holidays.0.len(), MAX_HOLIDAYS);
        wrong.catering(&self.catering);
        wrong.number(
            "/orderLimits/openUnpaid",
            self.order_limits.open_unpaid,
            1..=1_000,
        );
        wrong.number("/orderLimits/openCash", self.order_limits.open_cash, 1..=1_000);
        let hourly = self.order_limits.hourly_by_address;
        wrong.number("/orderLimits/hourlyByAddress", hourly, 1..=10_000);
        wrong.0
    }
}

/// The hours of each place that has its own.
fn own_hours(tenant: &Tenant) -> BTreeMap<Slug, WeeklyHours> {
    let own = |branch: &Branch| Some((branch.id.clone(), branch.opening_hours.clone()?));
    tenant.branches.iter().filter_map(own).collect()
}

impl Wrong {
    fn number(&mut self, pointer: impl Into<String>, value: impl Into<i64>, bounds: RangeInclusive<i64>) {
        if !bounds.contains(&value.into()) {
            let (min, max) = bounds.into_inner();
            self.push(pointer, SettingProblem::Number { min, max });
        }
    }

    fn amount(&mut self, pointer: impl Into<String>, value: Money, bounds: &RangeInclusive<Money>) {
        if !bounds.contains(&value) {
            let (min, max) = (*bounds.start(), *bounds.end());
            self.push(pointer, SettingProblem::Amount { min, max });
        }
    }

    fn count(&mut self, pointer: impl Into<String>, count: usize, max: usize) {
        if count > max {
            self.push(pointer, SettingProblem::TooMany { max });
        }
    }

    fn week(&mut self, at: &str, week: &WeeklyHours) {
        if let Some(day) = week.problem() {
            self.push(format!("{at}/{day}"), SettingProblem::Hours);
        }
    }

    fn special_days(&mut self, days: &[SpecialDay]) {
        self.count("/specialDays", days.len(), MAX_SPECIAL_DAYS);
        for (index, day) in days.iter().enumerate() {
            let at = format!("/specialDays/{index}");
            let mut before = days.iter().take(index);
            if before.any(|other| (other.date, &other.branch) == (day.date, &day.branch)) {
                self.push(format!("{at}/date"), SettingProblem::Twice);
            }
            if !spans_are_sound(&day.hours) {
                self.push(format!("{at}/hours"), SettingProblem::Hours);
            }
            self.text(format!("{at}/note"), &day.note, 0, MAX_DAY_NOTE);
        }
    }

    fn capacity(&mut self, capacity: &KitchenCapacity) {
        let bounds = 1..=i64::from(MAX_PER_QUARTER);
        if let Some(orders) = capacity.per_quarter {
            self.number("/capacity/perQuarter", orders, bounds.clone());
        }
        for (branch, orders) in &capacity.branches {
            self.number(format!("/capacity/branches/{branch}"), *orders, bounds.clone());
        }
    }

    fn zones(&mut self, zones: &[DeliveryZone]) {
        self.count("/deliveryZones", zones.len(), MAX_ZONES);
        let amounts = Money::ZERO..=MAX_AMOUNT;
        let mut known = BTreeSet::new();
        for (index, zone) in zones.iter().enumerate() {
            let at = format!("/deliveryZones/{index}");
            self.text(format!("{at}/name"), &zone.name, 1, MAX_ZONE_NAME);
            if zone.districts.is_empty() {
                let (min, max) = (1, MAX_DISTRICTS);
                self.push(format!("{at}/districts"), SettingProblem::Text { min, max });
            }
            self.count(format!("{at}/districts"), zone.districts.len(), MAX_DISTRICTS);
            for (place, district) in zone.districts.iter().enumerate() {
                let at = format!("{at}/districts/{place}");
                self.text(at.clone(), district, 2, MAX_ZONE_NAME);
                if !known.insert(fold(district.trim())) {
                    self.push(at, SettingProblem::Twice);
                }
            }
            self.amount(format!("{at}/feeCents"), zone.fee_cents, &amounts);
            self.amount(format!("{at}/minimumCents"), zone.minimum_cents, &amounts);
            if let Some(from) = zone.free_from_cents {
                self.amount(format!("{at}/freeFromCents"), from, &amounts);
            }
            self.number(format!("{at}/minutes"), zone.minutes, 1..=MAX_MINUTES);
            if let Some(week) = &zone.hours {
                self.week(&format!("{at}/hours"), week);
            }
        }
    }

    fn catering(&mut self, rules: &CateringSettings) {
        let hours = 0..=i64::from(MAX_HOURS);
        self.number("/catering/noticeHours", rules.notice_hours, hours.clone());
        self.number("/catering/balanceHours", rules.balance_hours, hours.clone());
        self.number("/catering/freeCancelHours", rules.free_cancel_hours, hours);
        self.number(
            "/catering/answerHours",
            rules.answer_hours,
            1..=i64::from(MAX_HOURS),
        );
        self.number("/catering/depositPercent", rules.deposit_percent, 0..=100);
        self.number("/catering/quoteDays", rules.quote_days, 1..=60);
        let most = i64::from(MAX_GUESTS);
        self.number("/catering/maxGuests", rules.max_guests, 1..=most);
        self.number(
            "/catering/minGuests",
            rules.min_guests,
            1..=i64::from(rules.max_guests).clamp(1, most),
        );
        match rules.daily_limit {
            Some(DailyLimit::Guests(most) | DailyLimit::Events(most)) => {
                self.number("/catering/dailyLimit/most", most, 1..=100_000);
            }
            None => {}
        }
        self.count("/catering/packages", rules.packages.len(), MAX_PACKAGES);
        for (index, package) in rules.packages.iter().enumerate() {
            let before = rules.packages.iter().take(index);
            if before.into_iter().any(|other| other.id == package.id) {
                self.push(format!("/catering/packages/{index}/id"), SettingProblem::Twice);
            }
            self.package(&format!("/catering/packages/{index}"), package);
        }
    }

    fn package(&mut self, at: &str, package: &CateringPackage) {
        self.text(format!("{at}/name"), &package.name, 2, MAX_PACKAGE_NAME);
        self.text(
            format!("{at}/description"),
            &package.description,
            0,
            MAX_PACKAGE_ABOUT,
        );
        self.count(format!("{at}/contents"), package.contents.len(), MAX_CONTENTS);
        for (index, entry) in package.contents.iter().enumerate() {
            self.text(format!("{at}/contents/{index}"), entry, 1, MAX_CONTENT);
        }
        if !package.image.is_empty() && !is_address(&package.image) {
            self.push(format!("{at}/image"), SettingProblem::Picture);
        }
        let (people, price) = match package.price {
            PackagePrice::Whole { people, price } => (("people", people), price),
            PackagePrice::PerPerson { from, price } => (("from", from), price),
        };
        self.number(
            format!("{at}/price/{}", people.0),
            people.1,
            1..=i64::from(MAX_GUESTS),
        );
        self.amount(
            format!("{at}/price/price"),
            price,
            &(Money(1)..=MAX_PACKAGE_PRICE),
        );
    }
}

#[cfg(test)]
mod tests;
