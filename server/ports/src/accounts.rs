//! What a user's account holds of a customer's profile: the name, and the e-mail address that they sign in with. A
//! profile that changes takes its account along in the same commit.

use super::EngineError;
use super::documents::Write;
use async_trait::async_trait;
use domain::TenantId;
use domain::customer::Customer;
use domain::written::Email;
use std::fmt::Debug;

/// What changes in an account; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountChange {
    pub name: Option<String>,
    pub email: Option<Email>,
}

/// The writes of a change, to be committed with the profile.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AccountWrites {
    pub writes: Vec<Write>,
    /// Position among `writes` of the one that fails when somebody else has the new address.
    pub email_taken: Option<usize>,
}

/// Opens and changes users' accounts.
#[async_trait]
pub trait Accounts: Debug + Send + Sync {
    /// The writes that keep the user name and the address of a customer who did not register: an account into which
    /// nobody can sign in yet. The first fails when the user name is taken, the second when the address is.
    fn open(&self, tenant: &TenantId, customer: &Customer, email: &Email) -> Result<[Write; 2], EngineError>;

    /// The writes that change the account of a user. None when there is nothing to change, or no such user.
    async fn change(
        &self,
        tenant: &TenantId,
        username: &str,
        change: &AccountChange,
    ) -> Result<AccountWrites, EngineError>;

    /// The writes that remove a closed account, so that its user name is free again. None when it is gone already.
    async fn erase(&self, tenant: &TenantId, username: &str) -> Result<Vec<Write>, EngineError>;
}
