//! A manager reads and changes what the storefront says in the restaurant's own words.

use super::CatalogService;
use crate::caller::Caller;
use crate::error::Error;
use crate::versions::Versioned;
use api::catalog::StoreWordsDesk;
use domain::settings::Settings;
use serde_json::json;

impl CatalogService {
    /// The notice and the own parts of the policies. Managers and machines.
    pub async fn store_words(&self, caller: &Caller) -> Result<StoreWordsDesk, Error> {
        Ok(desk(self.settings(caller).await?))
    }

    /// Changes them as a whole; refused (412) where somebody else has changed the settings meanwhile. Managers and machines.
    pub async fn change_store_words(
        &self,
        caller: &Caller,
        wanted: &StoreWordsDesk,
    ) -> Result<StoreWordsDesk, Error> {
        let policies = &wanted.policies;
        let patch = json!({
            "notice": wanted.notice,
            // Both lists by name: one that became empty is to be empty.
            "policies": { "terms": policies.terms, "privacy": policies.privacy },
        });
        let changed = self.patch_settings(caller, &patch, Some(wanted.version)).await?;
        Ok(desk(changed))
    }
}

fn desk(settings: Versioned<Settings>) -> StoreWordsDesk {
    StoreWordsDesk {
        version: settings.version,
        notice: settings.record.notice,
        policies: settings.record.policies,
    }
}
