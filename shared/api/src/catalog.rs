//! The restaurant and what it sells.

use domain::Money;
use domain::catalog::{Catalog, OptionGroup};
use domain::tenant::Tenant;
use serde::{Deserialize, Serialize};

/// All that the storefront shows to everybody: the restaurant and its menu.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Storefront {
    pub tenant: Tenant,
    #[serde(rename = "catalogue")]
    pub catalog: Catalog,
}

/// What of a product shall change; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProductChange {
    /// 2 to 80 characters.
    pub name: Option<String>,
    /// At most 400 characters.
    pub description: Option<String>,
    /// One of the carta's, by its id or name.
    pub category: Option<String>,
    /// The restaurant's own code for it; empty to remove it.
    pub sku: Option<String>,
    /// With tax, up to 10,000 of the currency.
    pub price: Option<Money>,
    /// Where the picture is: a path of the site.
    pub image: Option<String>,
    /// How many there are now; `Some(None)` when they are no longer counted.
    pub stock: Option<Option<u32>>,
    /// Whether it is on the carta.
    pub active: Option<bool>,
    pub groups: Option<Vec<OptionGroup>>,
    pub tags: Option<Vec<String>>,
}
