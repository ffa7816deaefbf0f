//! Customers' profiles, and what the staff notes about them.
//!
//! Owns the table Customers. Commits CustomerErased; registering is an event of auth, and a profile is read, not heard of.

mod add;
mod erase;
mod export;
mod list;
mod new_customers;
mod note;
mod store;
mod update_profile;

pub use new_customers::CustomerRecords;

use crate::caller::{Caller, Who};
use crate::catalog::CatalogService;
use crate::cursor::Cursors;
use crate::error::Error;
use crate::exports::Exports;
use api::customers::ProfileChange;
use async_trait::async_trait;
use domain::CustomerId;
use domain::customer::Customer;
use domain::staff::Permission;
use ports::event_bus::HandleError;
use ports::{Accounts, Clock, Commitments, Documents, NewCustomers, PeriodicTask};
use std::sync::Arc;

/// The customers service.
#[derive(Debug)]
pub struct CustomersService {
    documents: Arc<dyn Documents>,
    accounts: Arc<dyn Accounts>,
    new_customers: Arc<dyn NewCustomers>,
    commitments: Vec<Arc<dyn Commitments>>,
    files: Files,
    clock: Arc<dyn Clock>,
    cursors: Cursors,
}

/// What a file of customers is made with.
#[derive(Debug)]
pub struct Files {
    pub catalog: Arc<CatalogService>,
    pub exports: Arc<Exports>,
}

impl CustomersService {
    pub fn new(
        documents: Arc<dyn Documents>,
        accounts: Arc<dyn Accounts>,
        new_customers: Arc<dyn NewCustomers>,
        commitments: Vec<Arc<dyn Commitments>>,
        files: Files,
        clock: Arc<dyn Clock>,
        cursors: Cursors,
    ) -> Arc<CustomersService> {
        Arc::new(CustomersService {
            documents,
            accounts,
            new_customers,
            commitments,
            files,
            clock,
            cursors,
        })
    }
}

impl CustomersService {
    async fn find(&self, caller: &Caller, id: &CustomerId) -> Result<Customer, Error> {
        let found = store::customer(&*self.documents, &caller.tenant, id).await?;
        found.map(|(customer, _)| customer).ok_or_else(Error::not_found)
    }
}

impl CustomersService {
    /// A customer. Themselves, managers and machines; for another customer it does not exist.
    pub async fn customer(&self, caller: &Caller, id: &CustomerId) -> Result<Customer, Error> {
        may(caller, id, Permission::SeeCustomers)?;
        self.find(caller, id).await
    }

    /// The customer for whom the caller places an order: themselves, or anybody for those who may order for others.
    pub async fn orderer(&self, caller: &Caller, id: &CustomerId) -> Result<Customer, Error> {
        may(caller, id, Permission::OrderForOthers)?;
        self.find(caller, id).await
    }

    /// Changes a profile. The customer, and managers.
    pub async fn update_profile(
        &self,
        caller: &Caller,
        id: &CustomerId,
        change: ProfileChange,
    ) -> Result<Customer, Error> {
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
        self.erase_due().await.map_err(HandleError::from)
    }
}

/// Customers for themselves, staff and machines by their role. Other customers do not exist for a customer.
fn may(caller: &Caller, id: &CustomerId, permission: Permission) -> Result<(), Error> {
    match &caller.who {
        Who::Customer { id: own, .. } if own == id => Ok(()),
        Who::Customer { .. } => Err(Error::not_found()),
        _ => caller.require(permission),
    }
}
