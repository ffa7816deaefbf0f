//! The restaurant and what it sells.

use domain::brand::BrandSettings;
use domain::business::{BusinessSettings, PlaceSettings};
use domain::capacity::KitchenCapacity;
use domain::catalog::{Catalog, MenuDraft, OptionGroup, OwnPrice};
use domain::catering::CateringSettings;
use domain::delivery_zones::DeliveryZone;
use domain::opening::{Pause, Rush};
use domain::order_limits::OrderLimits;
use domain::readiness::Lack;
use domain::service_hours::{SpecialDay, WeeklyHours};
use domain::stage::StageTargets;
use domain::store_words::{Policies, StoreNotice};
use domain::tax::TaxRate;
use domain::tenant::Tenant;
use domain::{Money, ProductId, Slug, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All that the storefront shows to everybody: the restaurant and its menu.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Storefront {
    pub tenant: Tenant,
    #[serde(rename = "catalogue")]
    pub catalog: Catalog,
    /// Whether customers can pay before they receive; where they cannot, they pay cash.
    #[serde(default = "yes")]
    pub online: bool,
}

fn yes() -> bool {
    true
}

/// When a restaurant takes orders and where it brings them, as a manager changes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceSettings {
    /// Grows with every change of the settings. A change names the version that it was made of.
    pub version: u64,
    pub hours: WeeklyHours,
    /// Those of each place that has its own.
    pub branch_hours: BTreeMap<Slug, WeeklyHours>,
    pub special_days: Vec<SpecialDay>,
    /// How many orders the kitchen takes for each quarter of an hour. A change without it leaves that as it is: a page that was
    /// opened before there was any says nothing of it.
    #[serde(default)]
    pub capacity: Option<KitchenCapacity>,
    /// Without any, orders are brought everywhere.
    #[serde(default)]
    pub delivery_zones: Vec<DeliveryZone>,
}

/// A place, or all of them, takes no orders for now for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPause {
    /// Its id; without one it is all of them.
    #[serde(default)]
    pub branch: Option<Slug>,
    /// From now on, 1 to 1440; 0 ends the pause.
    pub minutes: u16,
}

/// The pauses of a restaurant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pauses {
    pub pauses: Vec<Pause>,
}

/// In a place, or all of them, orders take longer for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRush {
    /// Its id; without one it is all of them.
    #[serde(default)]
    pub branch: Option<Slug>,
    /// By how many minutes, 1 to 60; 0 ends the rush.
    pub minutes: u16,
    /// For how many minutes from now on, 1 to 240; an hour where nothing is said.
    #[serde(default = "an_hour")]
    pub lasts: u16,
}

fn an_hour() -> u16 {
    60
}

/// The rushes of a restaurant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rushes {
    pub rushes: Vec<Rush>,
}

/// Whether a product can be had, as those who cook it say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Availability {
    /// `false` when it has run out.
    pub available: bool,
    /// When it is back by itself: at most 31 days from now. Without it somebody brings it back.
    #[serde(default)]
    pub until: Option<Timestamp>,
}

/// For how long a product can be off the carta and come back by itself, in days.
pub const MAX_DAYS_OFF: i64 = 31;

/// What of a product shall change; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProductChange {
    /// 2 to 80 characters.
    pub name: Option<String>,
    /// What the kitchen calls it, 1 to 14 letters; empty to remove it.
    pub kitchen_name: Option<String>,
    /// At most 400 characters.
    pub description: Option<String>,
    /// One of the carta's, by its id or name.
    pub category: Option<String>,
    /// The restaurant's own code for it; empty to remove it.
    pub sku: Option<String>,
    /// With tax, up to 10,000 of the currency.
    pub price: Option<Money>,
    /// What it costs instead at one place, or where it is brought.
    pub prices: Option<Vec<OwnPrice>>,
    /// Where the picture is: a path of the site.
    pub image: Option<String>,
    /// How many there are now; `Some(None)` when they are no longer counted.
    pub stock: Option<Option<u32>>,
    /// Whether it is on the carta.
    pub active: Option<bool>,
    /// With `active: Some(false)`, when it comes back by itself.
    pub off_until: Option<Timestamp>,
    /// When it is served; `Some(None)` when always.
    pub hours: Option<Option<WeeklyHours>>,
    pub groups: Option<Vec<OptionGroup>>,
    pub allergens: Option<Vec<String>>,
    pub tags: Option<Vec<String>>,
}

/// The carta as a manager edits it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MenuDesk {
    /// What is published, with what is left of it now.
    #[serde(rename = "catalogue")]
    pub catalog: Catalog,
    /// What is not published yet.
    pub draft: MenuDraft,
    /// Grows with every change of the draft. Who publishes names the version that they have seen.
    pub version: u64,
}

/// A category as somebody writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CategoryEntry {
    /// Of one that is there; a new one gets an id, made of its name.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub id: Option<Slug>,
    /// 1 to 40 characters.
    pub name: String,
    /// At most 160 characters.
    #[serde(default)]
    pub description: String,
}

/// A table of dishes that was read, and what became of the draft by it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MenuImport {
    pub table: MenuTable,
    /// Where its rows were taken into the draft.
    pub desk: Option<MenuDesk>,
}

/// The brand as a manager edits it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BrandDesk {
    /// Of the settings, to which the brand belongs. Who changes it names the version that they have seen.
    pub version: u64,
    pub brand: BrandSettings,
}

/// Who sells and where, as a manager edits it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BusinessDesk {
    /// Of the settings, to which these belong. Who changes them names the version that they have seen.
    pub version: u64,
    pub business: BusinessSettings,
    pub places: Vec<PlaceSettings>,
    /// The name of the time zone. Empty from pages that do not know of it yet: it stays as it is.
    #[serde(default)]
    pub zone: String,
    /// The rates of the tax that prices include. Nothing from pages that do not know of them yet: they stay as they are.
    #[serde(default)]
    pub tax_rates: Vec<TaxRate>,
}

/// What orders cost and how long they may take, as a manager edits it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderRulesDesk {
    /// Of the settings, to which these belong. Who changes them names the version that they have seen.
    pub version: u64,
    /// The least a delivery must be worth, where no zone says another amount.
    pub minimum_order_cents: Money,
    /// What bringing costs there.
    pub delivery_fee_cents: Money,
    /// From this subtotal on it costs nothing there; null when it always costs something.
    pub free_delivery_from_cents: Option<Money>,
    /// Minutes of each stage.
    pub targets: StageTargets,
    pub order_limits: OrderLimits,
}

/// What the storefront says in the restaurant's own words, as a manager edits it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoreWordsDesk {
    /// Of the settings, to which these belong. Who changes them names the version that they have seen.
    pub version: u64,
    pub notice: Option<StoreNotice>,
    pub policies: Policies,
}

/// Packages and rules of catering, as a manager edits them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CateringDesk {
    /// Of the settings, to which these belong. Who changes them names the version that they have seen.
    pub version: u64,
    pub catering: CateringSettings,
}

/// A sample carta that a restaurant may begin with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuTemplate {
    /// `polleria`, `cevicheria`, `parrilla`, `sanguches`, `chifa` or `dulceria`.
    pub id: String,
    pub name: String,
    /// Where its drawing is: a path of the site.
    pub image: String,
    pub dishes: usize,
}

/// The sample cartas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuTemplates {
    pub templates: Vec<MenuTemplate>,
}

/// A dish of a carta that is being set up: what it costs, and whether it is sold at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PricedDish {
    pub id: ProductId,
    #[serde(rename = "priceCents")]
    pub price: Money,
    pub sold: bool,
}

/// Where customers order, for a sign at the door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Door {
    pub url: String,
    /// The same as a QR code: an SVG picture.
    pub svg: String,
}

/// What a restaurant lacks before it can be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Readiness {
    /// Whether it is published.
    pub published: bool,
    /// What is missing; nothing where it can be published.
    pub lacks: Vec<Lack>,
}

/// What a picture is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PictureKind {
    /// Of a dish: cut to 4:3.
    #[default]
    Photo,
    /// Of the restaurant: whole, in a square.
    Logo,
}

/// A picture that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeptPicture {
    /// Where it is: a path of the site. A photograph is 640 pixels wide there, and up to twice as wide with `-1280` in place of `-640`.
    pub image_url: String,
}

/// In which form the carta is written into a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MenuForm {
    /// The dishes as a table for a spreadsheet.
    #[default]
    Csv,
    /// All of it, with promotions, as the public API writes it.
    Json,
}

/// The carta as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuFile {
    pub file_name: String,
    /// CSV, with its byte order mark, or JSON.
    pub text: String,
}

/// What a table of dishes says, row by row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuTable {
    pub rows: Vec<MenuRow>,
}

/// A row of such a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuRow {
    /// Its line in the file, from 1; a row may have several.
    pub line: usize,
    /// The dish as it is written there.
    pub name: String,
    pub outcome: RowOutcome,
    /// The headings of what becomes another of a dish that is there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<String>,
    /// What cannot be used in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<CellProblem>,
}

/// What a row would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RowOutcome {
    New,
    Changed,
    /// The dish is already as it says.
    Same,
    /// Nothing, until it is corrected.
    Wrong,
}

/// A cell that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CellProblem {
    /// The column by its heading, or by our own for one that is missing.
    pub column: String,
    /// What is wrong with it, for a person.
    pub message: String,
}
