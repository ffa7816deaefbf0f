//! How a new user becomes a customer, and how a customer follows their account: the record of the customer is stored in
//! the commit that stores the user, so that there is never one without the other.

use super::EngineError;
use super::documents::Write;
use async_trait::async_trait;
use domain::customer::{Address, Customer, PersonDocument};
use domain::written::{Email, Phone};
use domain::{CustomerId, TenantId, Timestamp};
use std::fmt::Debug;

/// What a new customer has entered, checked by the rules of the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCustomer {
    /// The id that a machine of the restaurant names them by; one is made when there is none.
    pub id: Option<CustomerId>,
    pub username: String,
    pub name: String,
    /// `None` while an address is still to be confirmed.
    pub email: Option<Email>,
    pub phone: Option<Phone>,
    /// The number of an identity document.
    pub document: Option<PersonDocument>,
    pub address: Option<Address>,
}

/// How a customer's record is closed.
#[derive(Debug, Clone, PartialEq)]
pub struct Closing {
    /// None when there is no such customer.
    pub writes: Vec<Write>,
    /// Under which number the restaurant knows them; `None` when there is no such customer.
    pub number: Option<u64>,
    /// When what is stored of the customer will be erased, as far as can be said now.
    pub erased_at: Timestamp,
}

/// Makes customers' records, and changes them with their account. Nothing is stored before the writes are committed.
#[async_trait]
pub trait NewCustomers: Debug + Send + Sync {
    /// A new customer with an id and a number of their own, and the write that stores the record. Nothing is stored
    /// before the write is committed.
    async fn make(&self, tenant: &TenantId, person: NewCustomer) -> Result<(Customer, Write), EngineError>;

    /// The account of a customer; `None` when there is no such customer.
    async fn username(&self, tenant: &TenantId, id: &CustomerId) -> Result<Option<String>, EngineError>;

    /// The writes that give a customer another e-mail address. None when there is no such customer.
    async fn change_email(
        &self,
        tenant: &TenantId,
        id: &CustomerId,
        email: &Email,
    ) -> Result<Vec<Write>, EngineError>;

    /// Closes a customer's record: hidden from now on, and erased not before `earliest`, nor before what is ahead of them is
    /// over.
    async fn close(
        &self,
        tenant: &TenantId,
        id: &CustomerId,
        earliest: Timestamp,
    ) -> Result<Closing, EngineError>;
}
