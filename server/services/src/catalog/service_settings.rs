//! A manager reads and changes when orders are taken, and where they are brought.

use super::CatalogService;
use crate::caller::Caller;
use crate::error::Error;
use crate::versions::Versioned;
use api::catalog::ServiceSettings;
use domain::settings::Settings;
use serde_json::json;

impl CatalogService {
    /// When the restaurant takes orders, and where it brings them. Managers and machines.
    pub async fn service_settings(&self, caller: &Caller) -> Result<ServiceSettings, Error> {
        let settings = self.settings(caller).await?;
        self.with_pauses(caller, settings).await
    }

    /// Changes it as a whole; refused (412) where somebody else has changed the settings meanwhile. Managers and machines.
    pub async fn change_service_settings(
        &self,
        caller: &Caller,
        wanted: &ServiceSettings,
    ) -> Result<ServiceSettings, Error> {
        let patch = json!({
            "hours": wanted.hours,
            "branchHours": wanted.branch_hours,
            "specialDays": wanted.special_days,
            "capacity": wanted.capacity,
            "deliveryZones": wanted.delivery_zones,
        });
        let changed = self.patch_settings(caller, &patch, Some(wanted.version)).await?;
        self.with_pauses(caller, changed).await
    }

    async fn with_pauses(
        &self,
        caller: &Caller,
        settings: Versioned<Settings>,
    ) -> Result<ServiceSettings, Error> {
        let tenant = self.tenant(&caller.tenant).await?;
        Ok(ServiceSettings {
            version: settings.version,
            hours: settings.record.hours,
            branch_hours: settings.record.branch_hours,
            special_days: settings.record.special_days,
            capacity: settings.record.capacity,
            delivery_zones: settings.record.delivery_zones,
            pauses: tenant.pauses.clone(),
            rushes: tenant.rushes.clone(),
        })
    }
}
