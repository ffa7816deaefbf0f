//! Closing an account: signed out and hidden at once, erased after 30 days, or when what is ahead is over.

use super::AuthService;
use super::ended::end_all;
use super::new_email::own;
use super::requests::Notice;
use super::store::{UserRecord, email_key, put_user_at, user};
use crate::failure;
use api::ApiError;
use domain::customer::{ERASED_AFTER_MS, FieldProblem};
use domain::staff::Permission;
use domain::{CustomerId, TenantId, Timestamp};
use ports::documents::{Commit, Document, Expect, Write};
use rpc::context::Caller;

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
        let (user, document) = self.prove(caller, password).await?;
        self.close(&caller.tenant, id, user, document).await
    }

    /// Closes the account of a customer whom a manager or a machine wants to be erased.
    pub(super) async fn close_account_of(
        &self,
        caller: &Caller,
        id: &CustomerId,
    ) -> Result<Timestamp, ApiError> {
        caller.require(Permission::ManageCustomers)?;
        let tenant = &caller.tenant;
        let username = self.new_customers.username(tenant, id).await;
        let username = username
            .map_err(failure::engine)?
            .ok_or_else(ApiError::not_found)?;
        let found = user(&*self.documents, tenant, &username)
            .await
            .map_err(failure::engine)?;
        let (user, document) = found.ok_or_else(ApiError::not_found)?;
        self.close(tenant, id, user, document).await
    }

    async fn close(
        &self,
        tenant: &TenantId,
        id: &CustomerId,
        mut user: UserRecord,
        document: Document,
    ) -> Result<Timestamp, ApiError> {
        let now = self.clock.now();
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
        writes.push(end_all(&mut user, now).map_err(failure::engine)?);
        writes.push(put_user_at(document, &user).map_err(failure::engine)?);
        let earliest = now.plus_ms(ERASED_AFTER_MS);
        let closing = self.new_customers.close(tenant, id, earliest).await;
        let closing = closing.map_err(failure::engine)?;
        writes.extend(closing.writes);
        self.documents
            .commit(tenant, Commit { writes, events })
            .await
            .map_err(failure::commit)?;
        self.end_sessions(tenant, &user.account()).await?;
        Ok(closing.erased_at)
    }
}
