//! A manager connects the restaurant's own account at Mercado Pago.

use super::store::{MAX_ACCOUNTS, Stored};
use super::{PaymentAccountsService, named};
use crate::caller::{Caller, Who};
use crate::error::Error;
use crate::retry;
use api::payment_accounts::{
    ConnectedAccount, FoundAccount, FoundPointOfSale, NewPaymentAccount, PaymentSettings,
};
use api::{Code, FieldError};
use domain::online_payments::OnlinePayments;
use domain::staff::Permission;
use ports::documents::Expect;
use ports::payment_accounts::AccountOwner;
use texts::now::payments as texts;

/// Longest access token and secret, in characters: those of Mercado Pago have 64 to 80.
const LONGEST: usize = 200;
/// How tokens begin at Mercado Pago whose payments are no money.
const OF_TESTS: &str = "TEST-";

impl PaymentAccountsService {
    /// Whose account a token is, and where codes to pay can be shown for it. 422 for a token that Mercado Pago does not accept, one for tests, or
    /// one whose account is paid in another currency; 429 after 20 questions in ten minutes; 503 when Mercado Pago does not answer. Managers.
    pub async fn look_up(&self, caller: &Caller, token: &str) -> Result<FoundAccount, Error> {
        caller.require_with_password(Permission::ManagePaymentAccounts)?;
        let owner = self.owner(caller, token.trim()).await?;
        let found = owner.points_of_sale.into_iter().map(|pos| FoundPointOfSale {
            id: pos.id,
            name: pos.name,
        });
        Ok(FoundAccount {
            user: owner.user,
            name: owner.name,
            points_of_sale: found.collect(),
        })
    }

    /// Connects an account, which takes the money from now on; one that was connected before gets what is new of it. What is under way
    /// stays where it was opened. 422 as for a question whose a token is, and for a point of sale that the account does not have; 409
    /// after 50 accounts. Managers.
    pub async fn connect(&self, caller: &Caller, new: &NewPaymentAccount) -> Result<PaymentSettings, Error> {
        caller.require_with_password(Permission::ManagePaymentAccounts)?;
        let (token, secret) = (new.token.trim(), new.webhook_secret.trim());
        let mut wrong = Vec::new();
        for (pointer, value) in [("/token", token), ("/webhookSecret", secret)] {
            if !is_secret(value) {
                wrong.push(FieldError::new(pointer, Code::InvalidValue, texts::SECRET_FORM));
            }
        }
        if !wrong.is_empty() {
            return Err(Error::invalid(wrong));
        }
        let owner = self.owner(caller, token).await?;
        if owner.points_of_sale.iter().all(|pos| pos.id != new.pos) {
            let field = FieldError::new("/pos", Code::InvalidValue, texts::NO_SUCH_POS);
            return Err(Error::invalid(vec![field]));
        }
        retry::change(retry::ATTEMPTS, || async {
            self.try_to_connect(caller, &owner, &new.pos, token, secret).await
        })
        .await
    }

    /// `None` when somebody else changed the settings meanwhile.
    async fn try_to_connect(
        &self,
        caller: &Caller,
        owner: &AccountOwner,
        pos: &str,
        token: &str,
        secret: &str,
    ) -> Result<Option<PaymentSettings>, Error> {
        let read = self.catalog.stored_settings(&caller.tenant).await?;
        let (document, tenant) = &read;
        let mut known = self.accounts.known(&caller.tenant).await?;
        let (number, expect) = place(&known, owner)?;
        let by = caller.actor()?;
        let account = ConnectedAccount {
            number,
            user: owner.user.clone(),
            name: owner.name.clone(),
            pos: pos.to_owned(),
            connected_at: self.clock.now(),
            connected_by: by.name,
            refused_since: None,
        };
        let put = self
            .accounts
            .put(&caller.tenant, &account, token, secret, expect)?;
        let before = named(tenant.online_payments, &known);
        known.retain(|stored| stored.account.number != number);
        known.insert(0, Stored { account, version: 0 });
        let online = OnlinePayments::Own { account: number };
        let noted = self.noted(caller, &before, &named(online, &known))?;
        let stored = self
            .catalog
            .put_online_payments(caller, &read, online, vec![put, noted])
            .await?;
        if stored.is_none() {
            return Ok(None);
        }
        let version = document.version + 1;
        self.shown(caller, tenant, online, version, &known)
            .await
            .map(Some)
    }

    /// The account of a token, which must be one that this restaurant can be paid by.
    async fn owner(&self, caller: &Caller, token: &str) -> Result<AccountOwner, Error> {
        let refused = |text: &str| {
            let field = FieldError::new("/token", Code::InvalidValue, text);
            Error::invalid(vec![field])
        };
        if !is_secret(token) {
            return Err(refused(texts::SECRET_FORM));
        }
        if token.starts_with(OF_TESTS) {
            return Err(refused(texts::TEST_TOKEN));
        }
        if let Who::Staff { id, .. } = &caller.who {
            self.asked.take(id, self.clock.now())?;
        }
        let owner = self.directory.owner(token).await?;
        let owner = owner.ok_or_else(|| refused(texts::TOKEN_REFUSED))?;
        let currency = self.catalog.tenant(&caller.tenant).await?.currency.code();
        match &owner.currency {
            Some(same) if same == currency => Ok(owner),
            _ => Err(refused(texts::OTHER_CURRENCY)),
        }
    }
}

/// The number under which an account is kept, and what is there by now: an account that was connected before keeps its number, so that
/// what was paid into it can go back with what is new of it.
fn place(known: &[Stored], owner: &AccountOwner) -> Result<(u32, Expect), Error> {
    if let Some(before) = known.iter().find(|stored| stored.account.user == owner.user) {
        return Ok((before.account.number, Expect::Version(before.version)));
    }
    if known.len() >= MAX_ACCOUNTS {
        return Err(Error::new(Code::LimitReached, texts::TOO_MANY_ACCOUNTS));
    }
    let newest = known.iter().map(|stored| stored.account.number).max();
    Ok((newest.unwrap_or(0) + 1, Expect::Absent))
}

/// Whether this can be a token or a secret: letters, digits and signs, without spaces.
fn is_secret(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}
