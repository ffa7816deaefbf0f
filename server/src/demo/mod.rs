//! The demo restaurants: `pardos`, a rotisserie, and `caleta`, a ceviche house that proves that nothing is wired to
//! the first.
//!
//! Each is a folder of JSON: `house.json` has the settings, `categories.json`, `products.json` and `promotions.json`
//! the carta in its order, and `groups.json` the option groups by a name that products and promotions refer to.
//! Amounts are in cents.

mod catering;
mod claims;
mod read;
pub mod staff;
#[cfg(test)]
mod tests;

use crate::services::auth::AuthService;
use crate::services::catalog::CatalogService;
use crate::services::catering::CateringService;
use crate::services::claims::ClaimsService;
use crate::services::failure;
use read::Files;
use shared::api::catalog::{Catalog as _, Storefront};
use shared::api::{ApiError, Code};
use shared::domain::settings::Settings;
use shared::domain::tenant::Tenant;
use shared::domain::{TenantId, Timestamp};

const PARDOS: Files = Files {
    house: include_str!("pardos/house.json"),
    categories: include_str!("pardos/categories.json"),
    groups: include_str!("pardos/groups.json"),
    products: include_str!("pardos/products.json"),
    promotions: include_str!("pardos/promotions.json"),
};

const CALETA: Files = Files {
    house: include_str!("caleta/house.json"),
    categories: include_str!("caleta/categories.json"),
    groups: include_str!("caleta/groups.json"),
    products: include_str!("caleta/products.json"),
    promotions: include_str!("caleta/promotions.json"),
};

/// A demo restaurant cannot be used as it is written.
#[derive(Debug, thiserror::Error)]
#[error("{file} of the demo cannot be used: {detail}")]
pub struct DemoError {
    pub file: &'static str,
    pub detail: String,
}

/// The demo restaurants with their cartas; the stock is what each product begins with.
pub fn tenants() -> Result<Vec<Storefront>, DemoError> {
    [PARDOS, CALETA].iter().map(read::storefront).collect()
}

/// The demo restaurant of this id.
pub fn storefront(tenant: &TenantId) -> Result<Option<Storefront>, DemoError> {
    let house = tenants()?.into_iter().find(|house| house.tenant.id == *tenant);
    Ok(house)
}

/// Stores the demo restaurants, their people, their books of claims and their requests for catering, seen from now. What is
/// stored already stays as it is, stock and settings included.
pub async fn seed(
    catalog: &CatalogService,
    auth: &AuthService,
    book: &ClaimsService,
    requests: &CateringService,
    now: Timestamp,
) -> Result<(), ApiError> {
    let houses = tenants().map_err(|error| {
        tracing::error!(%error, "demo");
        ApiError::internal()
    })?;
    for house in houses {
        let tenant = &house.tenant.id;
        let settings = settled(catalog, &house.tenant).await?;
        let put = catalog.put_menu(tenant, &settings, &house.catalogue).await;
        put.map_err(failure::commit)?;
        staff::seed_staff(auth, tenant).await?;
        book.seed(tenant, claims::past_claims(&house.tenant, now)).await?;
        requests
            .seed(tenant, catering::past_requests(&house, now))
            .await?;
    }
    Ok(())
}

/// The rules of a restaurant as a manager left them, with the demo's packages where there are none yet.
async fn settled(catalog: &CatalogService, demo: &Tenant) -> Result<Tenant, ApiError> {
    let mut rules = match catalog.tenant(&demo.id).await {
        Ok(stored) => Settings::of(&stored),
        Err(error) if error.code == Code::NotFound => return Ok(demo.clone()),
        Err(error) => return Err(error),
    };
    if rules.catering.packages.is_empty() {
        rules.catering = demo.catering.clone();
    }
    Ok(rules.applied(demo))
}
