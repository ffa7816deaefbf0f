//! Whose account customers pay into: that of the deployment, one of the restaurant's own, or nobody's.
//!
//! Owns the partition `ACCOUNTS` of the table Payments; who takes the money is a setting, and is changed in the same commit. Commits
//! SettingsChanged.

mod connect;
mod store;

pub use store::SealedAccounts;

use crate::audit_entry::{Book, Subject, changes, entry};
use crate::caller::Caller;
use crate::catalog::CatalogService;
use crate::error::Error;
use crate::limits::Limit;
use crate::mailing::Mailing;
use crate::{retry, versions};
use api::payment_accounts::PaymentSettings;
use api::{Code, FieldError};
use domain::StaffId;
use domain::audit::AuditAction;
use domain::online_payments::OnlinePayments;
use domain::staff::Permission;
use domain::tenant::Tenant;
use domain::time::MINUTE_MS;
use ports::documents::Write;
use ports::{AccountDirectory, Clock};
use serde_json::{Value, json};
use std::sync::Arc;
use store::Stored;
use texts::now::payments as texts;

/// Questions whose a token is, of one manager in a time, in milliseconds: nobody tries tokens of others here.
const ASKED: (u32, i64) = (20, 10 * MINUTE_MS);

/// The path at which a restaurant's storefront takes messages of the gateway.
const NOTIFICATIONS: &str = "/api/payments/webhook";

/// Says and changes whose account customers pay into.
#[derive(Debug)]
pub struct PaymentAccountsService {
    catalog: Arc<CatalogService>,
    accounts: SealedAccounts,
    directory: Arc<dyn AccountDirectory>,
    mailing: Arc<Mailing>,
    clock: Arc<dyn Clock>,
    asked: Limit<StaffId>,
}

impl PaymentAccountsService {
    pub fn new(
        catalog: Arc<CatalogService>,
        accounts: SealedAccounts,
        directory: Arc<dyn AccountDirectory>,
        mailing: Arc<Mailing>,
        clock: Arc<dyn Clock>,
    ) -> PaymentAccountsService {
        PaymentAccountsService {
            catalog,
            accounts,
            directory,
            mailing,
            clock,
            asked: Limit::new(ASKED.0, ASKED.1),
        }
    }

    /// Whose account customers pay into. Managers.
    pub async fn settings(&self, caller: &Caller) -> Result<PaymentSettings, Error> {
        caller.require(Permission::ManagePaymentAccounts)?;
        let (document, tenant) = self.catalog.stored_settings(&caller.tenant).await?;
        let known = self.accounts.known(&caller.tenant).await?;
        self.shown(caller, &tenant, tenant.online_payments, document.version, &known)
            .await
    }

    /// Says whose account customers pay into from now on; what is under way stays where it was opened. 412 when the settings are not
    /// in the version any more that was `seen`, 422 for an account that was never connected or whose token counts no more, or that of a
    /// deployment without one.
    /// Managers.
    pub async fn choose(
        &self,
        caller: &Caller,
        online: OnlinePayments,
        seen: Option<u64>,
    ) -> Result<PaymentSettings, Error> {
        caller.require_with_password(Permission::ManagePaymentAccounts)?;
        retry::change(retry::ATTEMPTS, || async {
            let read = self.catalog.stored_settings(&caller.tenant).await?;
            let (document, tenant) = &read;
            let known = self.accounts.known(&caller.tenant).await?;
            let refused = |text: &str| {
                let field = FieldError::new("/online", Code::InvalidValue, text);
                Err(Error::invalid(vec![field]))
            };
            match online {
                OnlinePayments::Shared if !self.is_shared(tenant) => return refused(texts::NO_SUCH_ACCOUNT),
                OnlinePayments::Own { account } if number_of(&known, account).is_none() => {
                    return refused(texts::NO_SUCH_ACCOUNT);
                }
                OnlinePayments::Shared | OnlinePayments::Own { .. } | OnlinePayments::Off => {}
            }
            versions::require(seen, document.version)?;
            let before = tenant.online_payments;
            if before == online {
                let shown = self
                    .shown(caller, tenant, online, document.version, &known)
                    .await?;
                return Ok(Some(shown));
            }
            let chosen = online.account().and_then(|number| number_of(&known, number));
            if chosen.is_some_and(|own| own.account.refused_since.is_some()) {
                return refused(texts::KEY_COUNTS_NO_MORE);
            }
            let noted = self.noted(caller, &named(before, &known), &named(online, &known))?;
            let stored = self
                .catalog
                .put_online_payments(caller, &read, online, vec![noted])
                .await?;
            if stored.is_none() {
                return Ok(None);
            }
            let version = document.version + 1;
            self.shown(caller, tenant, online, version, &known)
                .await
                .map(Some)
        })
        .await
    }

    /// The entry of the history for a change of who takes the money.
    fn noted(&self, caller: &Caller, before: &Value, after: &Value) -> Result<Write, Error> {
        entry(
            Book::Payments,
            &caller.actor()?,
            self.clock.now(),
            AuditAction::PaymentAccountChanged,
            Subject::default(),
            changes(before, after)?,
        )
    }

    /// Whether there is an account that the restaurant can share: a draft's payments are no money, and need none.
    fn is_shared(&self, tenant: &Tenant) -> bool {
        self.catalog.shares_an_account() || tenant.draft
    }

    async fn shown(
        &self,
        caller: &Caller,
        tenant: &Tenant,
        online: OnlinePayments,
        version: u64,
        known: &[Stored],
    ) -> Result<PaymentSettings, Error> {
        let own = online.account().and_then(|number| number_of(known, number));
        let newest = known.iter().max_by_key(|stored| stored.account.connected_at);
        let address = self.mailing.storefront(&caller.tenant).await?;
        Ok(PaymentSettings {
            version,
            online,
            shared: self.is_shared(tenant),
            account: own.or(newest).map(|stored| stored.account.clone()),
            notifications_url: address.page(NOTIFICATIONS),
        })
    }
}

fn number_of(known: &[Stored], number: u32) -> Option<&Stored> {
    known.iter().find(|stored| stored.account.number == number)
}

/// Who takes the money, as the history names it: by what an account is called, never by what it takes to use it.
fn named(online: OnlinePayments, known: &[Stored]) -> Value {
    let account = online.account().and_then(|number| number_of(known, number));
    let account = account.map(|stored| &stored.account);
    let by = match online {
        OnlinePayments::Shared => texts::SHARED.to_owned(),
        OnlinePayments::Own { .. } => account.map_or_else(String::new, |own| own.name.clone()),
        OnlinePayments::Off => texts::OFF.to_owned(),
    };
    let user = account.map(|own| own.user.clone());
    let pos = account.map(|own| own.pos.clone());
    // Another key of the same account is a change as well.
    let since = account.map(|own| own.connected_at);
    json!({ "online": by, "user": user, "pos": pos, "connectedAt": since })
}
