//! Closing an account: signed out and hidden at once, erased after 30 days.

use super::AuthService;
use super::new_email::own;
use super::requests::Notice;
use super::store::{email_key, put_user_at};
use crate::ports::documents::{Commit, Expect, Write};
use crate::services::failure;
use shared::api::ApiError;
use shared::api::context::Caller;
use shared::domain::customer::{ERASED_AFTER_MS, FieldProblem};
use shared::domain::{CustomerId, Timestamp};

impl AuthService {
    /// Closes the caller's own account and says when what is stored of it will be erased.
    pub(super) async fn close_own_account(
        &self,
        caller: &Caller,
        id: &CustomerId,
        password: &str,
    ) -> Result<Timestamp, ApiError> {
        own(caller, id)?;
        if password.is_empty() {
            let field = failure::field("/password", FieldProblem::Missing);
            return Err(ApiError::invalid(vec![field]));
        }
        let tenant = &caller.tenant;
        let (mut user, document) = self.prove(caller, password).await?;
        let now = self.clock.now();
        let erased_at = now.plus_ms(ERASED_AFTER_MS);
        let (mut writes, mut events) = (Vec::new(), Vec::new());
        if let Some((write, event)) = self.notice(tenant, &user, Notice::AccountClosed, now)? {
            writes.push(write);
            events.push(event);
        }
        if let Some(email) = user.email.take() {
            // Its owner may register again.
            writes.push(Write::Delete {
                key: email_key(&email),
                expect: Expect::Anything,
            });
        }
        user.pending_email = None;
        user.closed_at = Some(now);
        user.generation += 1;
        writes.push(put_user_at(document, &user).map_err(failure::engine)?);
        let customer = self.new_customers.close(tenant, id, erased_at).await;
        writes.extend(customer.map_err(failure::engine)?);
        self.documents
            .commit(tenant, Commit { writes, events })
            .await
            .map_err(failure::commit)?;
        self.end_sessions(tenant, &user.account()).await?;
        Ok(erased_at)
    }
}
