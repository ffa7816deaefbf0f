//! The notice that the law has shown in the shop.

use super::ClaimsService;
use crate::error::Error;
use crate::qr;
use api::claims::ClaimPoster;
use api::pages::Page;
use domain::TenantId;
use domain::written::or_empty;

impl ClaimsService {
    pub(super) async fn notice(&self, tenant: &TenantId) -> Result<ClaimPoster, Error> {
        let restaurant = self.catalog.tenant(tenant).await?;
        let url = self.mailing.storefront(tenant).await?;
        let url = url.page(Page::Claim.href());
        let svg = qr::svg(&url).ok_or_else(Error::internal)?;
        Ok(ClaimPoster {
            legal_name: restaurant.brand.legal_name.clone(),
            ruc: or_empty(&restaurant.brand.ruc).to_owned(),
            url,
            svg,
        })
    }
}
