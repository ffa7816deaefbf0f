//! Money back for an order that is cancelled or to be paid at the door, cash collected for a delivered one.

use super::{PaymentsService, store};
use crate::ports::documents::{Commit, CommitError};
use crate::services::envelope::envelope;
use crate::services::failure;
use shared::api::ApiError;
use shared::domain::event::Event;
use shared::domain::order::{Settled, Status};
use shared::domain::payment::{Payment, PaymentMethod, PaymentStatus, Settlement};
use shared::domain::{OrderId, TenantId};

impl PaymentsService {
    /// Gives money back that is not wanted: of a cancelled order, and of one whose customer chose to pay at the door
    /// and then paid the code after all, in whichever order these came. The gateway is asked first: asking it twice
    /// gives the money back once.
    pub(super) async fn refund_unwanted(&self, tenant: &TenantId, order: &OrderId) -> Result<(), ApiError> {
        let Some(found) = self.orders.find(tenant, order).await? else {
            return Ok(());
        };
        if found.status() != Status::Cancelled && found.settled != Some(Settled::CashOnDelivery) {
            return Ok(());
        }
        // Its message may be lost, or still under way.
        self.read_back(tenant, &found).await?;
        let Some(stored) = store::load(&*self.documents, tenant, order).await? else {
            return Ok(());
        };
        let Some(attempt) = stored.payment.current() else {
            return Ok(());
        };
        // Cash is no money of the gateway's.
        if attempt.status != PaymentStatus::Approved || attempt.method == PaymentMethod::Cash {
            return Ok(());
        }
        self.gateway
            .refund(tenant, &attempt.reference, attempt.receipt.as_deref())
            .await
            .map_err(failure::engine)?;
        self.settle(tenant, order, Settlement::Refunded, "system")
            .await
            .map(|_| ())
    }

    /// The driver brings the cash back.
    pub(super) async fn collect_cash(&self, tenant: &TenantId, order: &OrderId) -> Result<(), ApiError> {
        let Some(found) = self.orders.find(tenant, order).await? else {
            return Ok(());
        };
        if found.settled != Some(Settled::CashOnDelivery) {
            return Ok(());
        }
        let before = store::load(&*self.documents, tenant, order).await?;
        let now = self.clock.now();
        let amount = found.head.totals.total;
        let payment = before.as_ref().map_or_else(
            || Payment::new(order.clone(), amount),
            |stored| stored.payment.clone(),
        );
        let Ok(opened) = payment.open(PaymentMethod::Cash, "cash".into(), None, now) else {
            return Ok(());
        };
        let Ok(Some(paid)) = opened.settle(Settlement::Approved, now) else {
            return Ok(());
        };
        let event = Event::PaymentApproved {
            order_id: order.clone(),
            method: PaymentMethod::Cash,
            amount,
        };
        let commit = Commit {
            writes: vec![store::put(&paid, before.as_ref())?],
            events: vec![envelope(tenant, "system", now, event)],
        };
        match self.documents.commit(tenant, commit).await {
            // Somebody else has collected it.
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(()),
            Err(CommitError::Engine(error)) => Err(failure::engine(error)),
        }
    }
}
