//! How a new user becomes a customer, and how a customer follows their account: the record of the customer is stored in
//! the commit that stores the user, so that there is never one without the other.

use super::EngineError;
use super::documents::Write;
use async_trait::async_trait;
use shared::domain::customer::{Address, Customer};
use shared::domain::{CustomerId, TenantId, Timestamp};
use std::fmt::Debug;

/// What a new customer has told, checked by the rules of the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCustomer {
    pub username: String,
    pub name: String,
    pub email: String,
    pub phone: Option<String>,
    pub address: Option<Address>,
}

/// Makes customers' records, and changes them with their account. Nothing is stored before the writes are committed.
#[async_trait]
pub trait NewCustomers: Debug + Send + Sync {
    /// A new customer with an id and a number of their own, and the write that stores the record. Nothing is stored
    /// before the write is committed.
    async fn make(&self, tenant: &TenantId, person: NewCustomer) -> Result<(Customer, Write), EngineError>;

    /// The writes that give a customer another e-mail address. None when there is no such customer.
    async fn change_email(
        &self,
        tenant: &TenantId,
        id: &CustomerId,
        email: &str,
    ) -> Result<Vec<Write>, EngineError>;

    /// The writes that hide a customer from now on, and have them erased at this time. None when there is no such customer.
    async fn close(
        &self,
        tenant: &TenantId,
        id: &CustomerId,
        erased_at: Timestamp,
    ) -> Result<Vec<Write>, EngineError>;
}
