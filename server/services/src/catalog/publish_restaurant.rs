//! A restaurant that is being set up is published: from then on its orders are real.

use super::CatalogService;
use crate::audit_entry;
use crate::caller::Caller;
use crate::error::Error;
use crate::retry;
use crate::versions::Versioned;
use api::Code;
use api::catalog::{BusinessDesk, Readiness};
use domain::TenantId;
use domain::audit::AuditAction;
use domain::catalog::Catalog;
use domain::order::Actor;
use domain::readiness::lacks;
use domain::settings::Settings;
use domain::staff::Permission;
use domain::tenant::Tenant;
use serde_json::json;
use texts::now::errors as texts;

impl CatalogService {
    /// Who sells and where. Managers and machines.
    pub async fn business(&self, caller: &Caller) -> Result<BusinessDesk, Error> {
        Ok(desk(self.settings(caller).await?))
    }

    /// Changes it as a whole; refused (412) where somebody else has changed the settings meanwhile. Managers and machines.
    pub async fn change_business(
        &self,
        caller: &Caller,
        wanted: &BusinessDesk,
    ) -> Result<BusinessDesk, Error> {
        let mut patch = json!({ "business": wanted.business, "places": wanted.places });
        if !wanted.zone.is_empty() {
            patch["zone"] = json!(wanted.zone);
        }
        if !wanted.tax_rates.is_empty() {
            patch["taxRates"] = json!(wanted.tax_rates);
        }
        let changed = self.patch_settings(caller, &patch, Some(wanted.version)).await?;
        Ok(desk(changed))
    }

    /// Whether the restaurant is published, and what it lacks before it can be. Managers and machines.
    pub async fn readiness(&self, caller: &Caller) -> Result<Readiness, Error> {
        caller.require(Permission::ManageSettings)?;
        let offer = self.storefront(&caller.tenant).await?;
        Ok(Readiness {
            published: !offer.tenant.draft,
            lacks: lacks(&offer.tenant, &offer.catalog),
        })
    }

    /// Publishes the restaurant: its orders are real from now on. 409 where it lacks something. Publishing it twice is
    /// publishing it once. Managers and machines.
    pub async fn publish_restaurant(&self, caller: &Caller) -> Result<Readiness, Error> {
        caller.require(Permission::ManageSettings)?;
        self.publish_by(&caller.tenant, &caller.actor()?).await
    }

    /// The same for an operator.
    pub async fn publish_by(&self, id: &TenantId, by: &Actor) -> Result<Readiness, Error> {
        let published = |lacks| Readiness {
            published: true,
            lacks,
        };
        retry::change(retry::ATTEMPTS, || async {
            let (document, tenant) = self.stored_settings(id).await?;
            let catalog = self.storefront(id).await?.catalog;
            let lacking = lacks(&tenant, &catalog);
            if !tenant.draft {
                return Ok(Some(published(lacking)));
            }
            if !lacking.is_empty() {
                let refused = Error::new(Code::NotReady, texts::NOT_READY);
                return Err(refused.with_detail(json!({ "lacks": lacking })));
            }
            let differs = audit_entry::changes(&json!({ "draft": true }), &json!({ "draft": false }))?;
            let noted = (AuditAction::RestaurantPublished, differs);
            let after = Tenant {
                draft: false,
                ..tenant
            };
            self.put_settings_by(id, by, &document, after, noted, published(Vec::new()))
                .await
        })
        .await
    }

    /// The carta of a restaurant that is being set up; 409 once it is published.
    pub(super) async fn while_drafted(&self, tenant: &TenantId) -> Result<Catalog, Error> {
        let offer = self.storefront(tenant).await?;
        match offer.tenant.draft {
            true => Ok(offer.catalog),
            false => Err(Error::new(Code::AlreadyPublished, texts::ALREADY_PUBLISHED)),
        }
    }
}

fn desk(settings: Versioned<Settings>) -> BusinessDesk {
    BusinessDesk {
        version: settings.version,
        business: settings.record.business,
        places: settings.record.places,
        zone: settings.record.zone,
        tax_rates: settings.record.tax_rates,
    }
}
