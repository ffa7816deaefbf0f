//! A manager reads and changes how the restaurant looks, and what it says of itself.

use super::CatalogService;
use crate::caller::Caller;
use crate::error::Error;
use crate::versions::Versioned;
use api::catalog::BrandDesk;
use domain::settings::Settings;
use serde_json::json;

impl CatalogService {
    /// The restaurant's brand. Managers and machines.
    pub async fn brand(&self, caller: &Caller) -> Result<BrandDesk, Error> {
        Ok(desk(self.settings(caller).await?))
    }

    /// Changes it as a whole; refused (412) where somebody else has changed the settings meanwhile. Managers and machines.
    pub async fn change_brand(&self, caller: &Caller, wanted: &BrandDesk) -> Result<BrandDesk, Error> {
        let patch = json!({ "brand": wanted.brand });
        let changed = self.patch_settings(caller, &patch, Some(wanted.version)).await?;
        Ok(desk(changed))
    }
}

fn desk(settings: Versioned<Settings>) -> BrandDesk {
    BrandDesk {
        version: settings.version,
        brand: settings.record.brand,
    }
}
