//! Closing an account: signed out and hidden at once, erased after 30 days, or when what is ahead is over.

use super::AuthService;
use super::ended::end_all;
use super::new_email::own;
use super::requests::Notice;
use super::store::{UserRecord, email_key, put_user_at, user};
use crate::audit_entry::{self, Book, Subject};
use crate::caller::Caller;
use crate::error::Error;
use crate::field_errors;
use domain::audit::AuditAction;
use domain::customer::{ERASED_AFTER_MS, FieldProblem};
use domain::staff::Permission;
use domain::{CustomerId, Timestamp};
use ports::documents::{Commit, Document, Expect, Write};

impl AuthService {
    /// Closes the account: nobody can sign in, and no list shows the customer. The answer says when it is erased. The
    /// customer.
    pub async fn close_account(
        &self,
        caller: &Caller,
        id: &CustomerId,
        password: &str,
    ) -> Result<Timestamp, Error> {
        own(caller, id)?;
        if password.is_empty() {
            let field = field_errors::field("/password", FieldProblem::Missing);
            return Err(Error::invalid(vec![field]));
        }
        let (user, document) = self.prove(caller, password).await?;
        self.close(caller, id, user, document).await
    }

    /// Closes the account of a customer on the word of the restaurant: signed out and hidden at once, erased after 30
    /// days. Managers and machines; 404 when there is no such customer.
    pub async fn erase_customer(&self, caller: &Caller, id: &CustomerId) -> Result<Timestamp, Error> {
        caller.require(Permission::ManageCustomers)?;
        let tenant = &caller.tenant;
        let username = self.new_customers.username(tenant, id).await;
        let username = username?.ok_or_else(Error::not_found)?;
        let found = user(&*self.documents, tenant, &username).await?;
        let (user, document) = found.ok_or_else(Error::not_found)?;
        self.close(caller, id, user, document).await
    }

    async fn close(
        &self,
        caller: &Caller,
        id: &CustomerId,
        mut user: UserRecord,
        document: Document,
    ) -> Result<Timestamp, Error> {
        let tenant = &caller.tenant;
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
        writes.push(end_all(&mut user, now)?);
        writes.push(put_user_at(document, &user)?);
        let earliest = now.plus_ms(ERASED_AFTER_MS);
        let closing = self.new_customers.close(tenant, id, earliest).await;
        let closing = closing?;
        writes.extend(closing.writes);
        if let Some(number) = closing.number.filter(|_| caller.customer_id().is_err()) {
            writes.push(audit_entry::entry(
                Book::Customers,
                &caller.actor()?,
                now,
                AuditAction::CustomerErased,
                Subject::new(number, ""),
                Vec::new(),
            )?);
        }
        self.documents.commit(tenant, Commit { writes, events }).await?;
        self.end_sessions(tenant, &user.account()).await?;
        Ok(closing.erased_at)
    }
}
