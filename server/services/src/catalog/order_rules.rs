//! A manager reads and changes what orders cost and how long they may take.

use super::CatalogService;
use crate::caller::Caller;
use crate::error::Error;
use crate::versions::Versioned;
use api::catalog::OrderRulesDesk;
use domain::settings::Settings;
use serde_json::json;

impl CatalogService {
    /// Minimum, fees, minutes of each stage and limits. Managers and machines.
    pub async fn order_rules(&self, caller: &Caller) -> Result<OrderRulesDesk, Error> {
        Ok(desk(self.settings(caller).await?))
    }

    /// Changes them as a whole; refused (412) where somebody else has changed the settings meanwhile. Orders that there are keep what
    /// they were made with. Managers and machines.
    pub async fn change_order_rules(
        &self,
        caller: &Caller,
        wanted: &OrderRulesDesk,
    ) -> Result<OrderRulesDesk, Error> {
        let patch = json!({
            "minimumOrderCents": wanted.minimum_order_cents,
            "deliveryFeeCents": wanted.delivery_fee_cents,
            "freeDeliveryFromCents": wanted.free_delivery_from_cents,
            "targets": wanted.targets,
            "orderLimits": wanted.order_limits,
        });
        let changed = self.patch_settings(caller, &patch, Some(wanted.version)).await?;
        Ok(desk(changed))
    }
}

fn desk(settings: Versioned<Settings>) -> OrderRulesDesk {
    let rules = settings.record;
    OrderRulesDesk {
        version: settings.version,
        minimum_order_cents: rules.minimum_order_cents,
        delivery_fee_cents: rules.delivery_fee_cents,
        free_delivery_from_cents: rules.free_delivery_from_cents,
        targets: rules.targets,
        order_limits: rules.order_limits,
    }
}
