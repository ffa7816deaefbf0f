//! Money that goes back with the reply to a claim.

use super::PaymentsService;
use super::settle::refused;
use shared::api::ApiError;
use shared::domain::TenantId;
use shared::domain::claim::{ClaimNumber, ClaimRefund};
use shared::domain::order::Actor;

impl PaymentsService {
    /// Has the money go back that was promised with the reply to a claim. Doing so twice gives it back once.
    pub(super) async fn give_back_for_claim(
        &self,
        tenant: &TenantId,
        claim: ClaimNumber,
        refund: &ClaimRefund,
        by: &Actor,
    ) -> Result<(), ApiError> {
        let order = self.orders.find(tenant, &refund.order_id).await?;
        let order = order.ok_or_else(ApiError::not_found)?;
        self.change(tenant, &order, &by.id, |payment, now| {
            payment
                .give_back_for_claim(claim, refund.amount, by, now)
                .map_err(refused)
        })
        .await?;
        self.give_back_due(tenant, &order).await
    }
}
