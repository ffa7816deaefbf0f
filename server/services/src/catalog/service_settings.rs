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
        Ok(served(self.settings(caller).await?))
    }

    /// Changes it as a whole; refused (412) where somebody else has changed the settings meanwhile. Managers and machines.
    pub async fn change_service_settings(
        &self,
        caller: &Caller,
        wanted: &ServiceSettings,
    ) -> Result<ServiceSettings, Error> {
        let mut patch = json!({
            "hours": wanted.hours,
            "branchHours": wanted.branch_hours,
            "specialDays": wanted.special_days,
            "deliveryZones": wanted.delivery_zones,
        });
        if let (Some(capacity), Some(patch)) = (&wanted.capacity, patch.as_object_mut()) {
            patch.insert("capacity".to_owned(), json!(capacity));
        }
        let changed = self.patch_settings(caller, &patch, Some(wanted.version)).await?;
        Ok(served(changed))
    }
}

/// What the settings say of when and where the restaurant serves.
fn served(settings: Versioned<Settings>) -> ServiceSettings {
    ServiceSettings {
        version: settings.version,
        hours: settings.record.hours,
        branch_hours: settings.record.branch_hours,
        special_days: settings.record.special_days,
        capacity: Some(settings.record.capacity),
        delivery_zones: settings.record.delivery_zones,
    }
}
