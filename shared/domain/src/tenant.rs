//! A restaurant: its brand, its rules of sale and its places.

use super::capacity::{FullQuarter, KitchenCapacity};
use super::catering_settings::CateringSettings;
use super::compat::CompatSettings;
use super::delivery_zones::DeliveryZone;
use super::holidays::Holidays;
use super::online_payments::OnlinePayments;
use super::order_limits::OrderLimits;
use super::service_hours::{Pause, Rush, SpecialDay, WeeklyHours};
pub use super::stage::StageTargets;
use super::store_words::{Policies, StoreNotice};
use super::tax;
pub use super::tax::TaxRate;
use super::written::{self, Email, Phone, Ruc};
use super::{Currency, Date, Money, Slug, TenantId, Zone};
use serde::{Deserialize, Serialize};

/// Everything about a restaurant that a manager decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tenant {
    pub id: TenantId,
    pub brand: Brand,
    pub currency: Currency,
    pub zone: Zone,
    /// Rates of the tax included in the prices, each from a day on; the newest that has begun counts.
    pub tax_rates: Vec<TaxRate>,
    /// The least a delivery order must be worth, without the delivery fee.
    pub minimum_order: Money,
    pub delivery_fee: Money,
    /// From this subtotal on delivery is free; `None` when it never is.
    pub free_delivery_from: Option<Money>,
    /// Where orders are brought to, each on its own terms; without any, everywhere on those above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delivery_zones: Vec<DeliveryZone>,
    pub branches: Vec<Branch>,
    pub targets: StageTargets,
    /// When orders are taken, at each place that has no hours of its own.
    #[serde(default)]
    pub hours: WeeklyHours,
    /// Days that are other than their weekday.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub special_days: Vec<SpecialDay>,
    /// Where no orders for now are taken for a while. Those that are over may still be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// Where orders take longer for a while. Those that are over may still be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rushes: Vec<Rush>,
    /// How many orders are taken for each quarter of an hour.
    #[serde(default, skip_serializing_if = "KitchenCapacity::is_unlimited")]
    pub capacity: KitchenCapacity,
    /// The quarters of an hour that are known to be full. They are counted beside the restaurant, and put here by those who
    /// have asked for them.
    #[serde(skip)]
    pub full: Vec<FullQuarter>,
    #[serde(default)]
    pub holidays: Holidays,
    /// Packages and rules of catering.
    #[serde(default)]
    pub catering: CateringSettings,
    /// Which older systems' clients are answered.
    #[serde(default)]
    pub compat: CompatSettings,
    /// How much a customer may have open.
    #[serde(default)]
    pub order_limits: OrderLimits,
    /// Whose account customers pay into before they receive.
    #[serde(default, skip_serializing_if = "OnlinePayments::is_shared")]
    pub online_payments: OnlinePayments,
    /// What the storefront says on every page for a while.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<StoreNotice>,
    /// What the restaurant adds to the terms and to the privacy policy that all have.
    #[serde(default, skip_serializing_if = "Policies::is_empty")]
    pub policies: Policies,
    /// It is being set up and not published yet: its orders are [rehearsals](super::order::OrderDetails::rehearsal).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
}

/// How a restaurant presents itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Brand {
    pub name: String,
    /// One line under the name.
    pub tagline: String,
    /// The large sentence of the home page.
    pub headline: String,
    /// What the restaurant is, in a sentence or two.
    pub story: String,
    /// Where its logo is, a path of the site; empty where it has none of its own.
    #[serde(default)]
    pub logo: String,
    /// Style tokens that this brand overrides, as `--name` and value.
    pub palette: Vec<(String, String)>,
    /// Where customers call; `None` in a restaurant that is being set up.
    #[serde(with = "written::blank", default)]
    pub phone: Option<Phone>,
    /// Its name in law; empty in a restaurant that is being set up.
    pub legal_name: String,
    /// Where customers write, and where their answers to mail go; `None` where that is nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// Its tax number; `None` until it has one.
    #[serde(with = "written::blank", default)]
    pub ruc: Option<Ruc>,
}

/// A place of the restaurant where orders are cooked and picked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Branch {
    pub id: Slug,
    pub name: String,
    pub address: String,
    pub district: String,
    /// When orders are taken here; `None` when that is as in the whole restaurant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening_hours: Option<WeeklyHours>,
    /// Code of the establishment as SUNAT has it, e.g. `0001`; empty where it is of no use.
    #[serde(default)]
    pub code: String,
}

impl Tenant {
    /// The tax rate that holds on a day, in basis points; 0 before the first rate begins.
    pub fn tax_basis_points(&self, day: Date) -> u32 {
        tax::rate_on(&self.tax_rates, day)
    }

    pub fn format(&self, amount: Money) -> String {
        self.currency.format(amount)
    }

    /// The weekly hours of a place: its own, or those of the restaurant.
    pub fn hours_of<'a>(&'a self, branch: &'a Branch) -> &'a WeeklyHours {
        branch.opening_hours.as_ref().unwrap_or(&self.hours)
    }

    /// The branch that cooks an order: the one where it is picked up; for a delivery the first. `None` where there is no
    /// branch at all.
    pub fn branch_of(&self, picked_up_at: Option<&Slug>) -> Option<&Branch> {
        let chosen = self.branches.iter().find(|known| Some(&known.id) == picked_up_at);
        chosen.or(self.branches.first())
    }
}
