//! Customers' profiles.
//!
//! Owns the table Customers. Commits CustomerErased; registering is an event of auth, and a profile is read, not heard of.

mod add;
mod erase;
mod list;
mod new_customers;
mod store;
mod update_profile;

pub use new_customers::CustomerRecords;

use super::failure;
use crate::cursor::Cursors;
use api::customers::{NewContact, ProfileChange};
use api::{ApiError, Paged};
use async_trait::async_trait;
use domain::CustomerId;
use domain::customer::Customer;
use domain::staff::Permission;
use ports::event_bus::HandleError;
use ports::{Accounts, Clock, Commitments, Documents, NewCustomers, PeriodicTask};
use rpc::context::{Caller, Who};
use rpc::customers::Customers;
use std::sync::Arc;

/// The customers service.
#[derive(Debug)]
pub struct CustomersService {
    documents: Arc<dyn Documents>,
    accounts: Arc<dyn Accounts>,
    new_customers: Arc<dyn NewCustomers>,
    commitments: Vec<Arc<dyn Commitments>>,
    clock: Arc<dyn Clock>,
    cursors: Cursors,
}

impl CustomersService {
    pub fn new(
        documents: Arc<dyn Documents>,
        accounts: Arc<dyn Accounts>,
        new_customers: Arc<dyn NewCustomers>,
        commitments: Vec<Arc<dyn Commitments>>,
        clock: Arc<dyn Clock>,
        cursors: Cursors,
    ) -> Arc<CustomersService> {
        Arc::new(CustomersService {
            documents,
            accounts,
            new_customers,
            commitments,
            clock,
            cursors,
        })
    }
}

impl CustomersService {
    async fn find(&self, caller: &Caller, id: &CustomerId) -> Result<Customer, ApiError> {
        let found = store::customer(&*self.documents, &caller.tenant, id)
            .await
            .map_err(failure::engine)?;
        found
            .map(|(customer, _)| customer)
            .ok_or_else(ApiError::not_found)
    }
}

#[async_trait]
impl Customers for CustomersService {
    async fn customer(&self, caller: &Caller, id: &CustomerId) -> Result<Customer, ApiError> {
        may(caller, id, Permission::SeeCustomers)?;
        self.find(caller, id).await
    }

    async fn orderer(&self, caller: &Caller, id: &CustomerId) -> Result<Customer, ApiError> {
        may(caller, id, Permission::OrderForOthers)?;
        self.find(caller, id).await
    }

    async fn add(&self, caller: &Caller, contact: NewContact) -> Result<Customer, ApiError> {
        self.add_customer(caller, contact).await
    }

    async fn list(
        &self,
        caller: &Caller,
        search: &str,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<Paged<Customer>, ApiError> {
        self.list_customers(caller, search, cursor, limit).await
    }

    async fn after_number(
        &self,
        caller: &Caller,
        search: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Customer>, ApiError> {
        self.customers_after(caller, search, after, limit).await
    }

    async fn by_number(&self, caller: &Caller, number: u64) -> Result<Customer, ApiError> {
        self.customer_of_number(caller, number).await
    }

    async fn update_profile(
        &self,
        caller: &Caller,
        id: &CustomerId,
        change: ProfileChange,
    ) -> Result<Customer, ApiError> {
        may(caller, id, Permission::ManageCustomers)?;
        self.change_profile(caller, id, change).await
    }
}

#[async_trait]
impl PeriodicTask for CustomersService {
    fn name(&self) -> &'static str {
        "customers"
    }

    async fn run_due(&self) -> Result<usize, HandleError> {
        self.erase_due().await.map_err(failure::handle)
    }
}

/// Customers for themselves, staff and machines by their role. Other customers do not exist for a customer.
fn may(caller: &Caller, id: &CustomerId, permission: Permission) -> Result<(), ApiError> {
    match &caller.who {
        Who::Customer { id: own, .. } if own == id => Ok(()),
        Who::Customer { .. } => Err(ApiError::not_found()),
        _ => caller.require(permission),
    }
}
