//! The demo restaurants: `pardos`, a rotisserie, and `caleta`, a cevichería that proves that nothing is wired to
//! the first.
//!
//! Each is a folder of JSON: `restaurant.json` has the settings, `categories.json`, `products.json` and `promotions.json`
//! the carta in its order, and `groups.json` the option groups by a name that products and promotions refer to.
//! Amounts are in cents.

mod catering;
mod claims;
mod read;
pub mod staff;
#[cfg(test)]
mod tests;

use api::catalog::Storefront;
use domain::{TenantId, Timestamp};
use ports::tenants::RegistryError;
use read::Files;
use services::auth::AuthService;
use services::catalog::CatalogService;
use services::catering::CateringService;
use services::claims::ClaimsService;
use services::tenants::TenantsService;

const PARDOS: Files = Files {
    restaurant: include_str!("pardos/restaurant.json"),
    categories: include_str!("pardos/categories.json"),
    groups: include_str!("pardos/groups.json"),
    products: include_str!("pardos/products.json"),
    promotions: include_str!("pardos/promotions.json"),
};

const CALETA: Files = Files {
    restaurant: include_str!("caleta/restaurant.json"),
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
    let restaurant = tenants()?
        .into_iter()
        .find(|restaurant| restaurant.tenant.id == *tenant);
    Ok(restaurant)
}

/// Stores the demo restaurants, their people, their books of claims and their requests for catering, seen from now. Each is
/// written once, and entered in the registry when it is there whole: one that is entered stays as people have left it.
pub async fn seed(
    tenants: &TenantsService,
    catalog: &CatalogService,
    auth: &AuthService,
    book: &ClaimsService,
    requests: &CateringService,
    now: Timestamp,
) -> Result<(), services::Error> {
    let restaurants = self::tenants().map_err(|error| {
        tracing::error!(%error, "demo");
        services::Error::internal()
    })?;
    for restaurant in restaurants {
        let tenant = &restaurant.tenant.id;
        if tenants.record(tenant).await?.is_some() {
            continue;
        }
        let put = catalog
            .put_menu(tenant, &restaurant.tenant, &restaurant.catalog)
            .await;
        put?;
        let manager = staff::seed_staff(auth, tenant).await?;
        let claims = claims::past_claims(&restaurant.tenant, &manager, now);
        book.seed(tenant, claims).await?;
        requests
            .seed(tenant, catering::past_requests(&restaurant, &manager, now))
            .await?;
        match tenants
            .register(tenant, &restaurant.tenant.brand.name, &[], true)
            .await
        {
            // Another process was faster.
            Ok(_) | Err(RegistryError::IdTaken) => {}
            Err(error) => return Err(registry_failure(error)),
        }
    }
    Ok(())
}

fn registry_failure(error: RegistryError) -> services::Error {
    match error {
        RegistryError::Engine(error) => error.into(),
        RegistryError::IdTaken | RegistryError::HostTaken(_) | RegistryError::Changed => {
            services::Error::conflict()
        }
    }
}
