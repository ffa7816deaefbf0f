//! A manager reads and changes the packages and the rules of catering.

use super::CatalogService;
use crate::caller::Caller;
use crate::error::Error;
use crate::versions::Versioned;
use api::catalog::CateringDesk;
use domain::settings::Settings;
use serde_json::json;

impl CatalogService {
    /// Packages and rules of catering. Managers and machines.
    pub async fn catering_rules(&self, caller: &Caller) -> Result<CateringDesk, Error> {
        Ok(desk(self.settings(caller).await?))
    }

    /// Changes them as a whole; refused (412) where somebody else has changed the settings meanwhile. What was sent or accepted before
    /// keeps the terms that it was made with. Managers and machines.
    pub async fn change_catering_rules(
        &self,
        caller: &Caller,
        wanted: &CateringDesk,
    ) -> Result<CateringDesk, Error> {
        let patch = json!({ "catering": wanted.catering });
        let changed = self.patch_settings(caller, &patch, Some(wanted.version)).await?;
        Ok(desk(changed))
    }
}

fn desk(settings: Versioned<Settings>) -> CateringDesk {
    CateringDesk {
        version: settings.version,
        catering: settings.record.catering,
    }
}
