//! A manager reads and changes when orders are taken.

use super::CatalogService;
use crate::caller::Caller;
use crate::error::Error;
use crate::versions::Versioned;
use api::catalog::OpeningHours;
use domain::settings::Settings;
use serde_json::json;

impl CatalogService {
    /// When the restaurant takes orders. Managers and machines.
    pub async fn opening_hours(&self, caller: &Caller) -> Result<OpeningHours, Error> {
        let settings = self.settings(caller).await?;
        self.with_pauses(caller, settings).await
    }

    /// Changes it as a whole; refused (412) where somebody else has changed the settings meanwhile. Managers and machines.
    pub async fn change_opening_hours(
        &self,
        caller: &Caller,
        wanted: &OpeningHours,
    ) -> Result<OpeningHours, Error> {
        let patch = json!({
            "hours": wanted.hours,
            "branchHours": wanted.branch_hours,
            "specialDays": wanted.special_days,
        });
        let changed = self.patch_settings(caller, &patch, Some(wanted.version)).await?;
        self.with_pauses(caller, changed).await
    }

    async fn with_pauses(
        &self,
        caller: &Caller,
        settings: Versioned<Settings>,
    ) -> Result<OpeningHours, Error> {
        let tenant = self.tenant(&caller.tenant).await?;
        Ok(OpeningHours {
            version: settings.version,
            hours: settings.record.hours,
            branch_hours: settings.record.branch_hours,
            special_days: settings.record.special_days,
            pauses: tenant.pauses.clone(),
        })
    }
}
