//! The records of new customers.

use super::store;
use crate::ports::documents::{Expect, Table, Write};
use crate::ports::new_customers::NewCustomer;
use crate::ports::{Clock, Documents, EngineError, NewCustomers};
use crate::services::envelope::made;
use crate::services::registry;
use async_trait::async_trait;
use shared::domain::customer::{Customer, SavedAddress};
use shared::domain::{CustomerId, TenantId, Timestamp};
use shared::texts::es::shared as texts;
use std::sync::Arc;

/// Makes the records of new customers, for whoever registers them.
#[derive(Debug)]
pub struct CustomerRecords {
    documents: Arc<dyn Documents>,
    clock: Arc<dyn Clock>,
}

impl CustomerRecords {
    pub fn new(documents: Arc<dyn Documents>, clock: Arc<dyn Clock>) -> Arc<CustomerRecords> {
        Arc::new(CustomerRecords { documents, clock })
    }
}

#[async_trait]
impl NewCustomers for CustomerRecords {
    async fn make(&self, tenant: &TenantId, person: NewCustomer) -> Result<(Customer, Write), EngineError> {
        let number = self.documents.next_number(tenant, "customer").await?;
        let now = self.clock.now();
        let customer = Customer {
            id: made(CustomerId::parse, CustomerId::PREFIX, now),
            number,
            username: person.username,
            name: person.name,
            email: person.email,
            phone: person.phone,
            addresses: person
                .address
                .iter()
                .map(|address| SavedAddress {
                    label: texts::FIRST_LABEL.to_owned(),
                    address: address.clone(),
                })
                .collect(),
            address: person.address,
            created_at: now,
        };
        let write = store::put(&customer, Expect::Absent)?;
        Ok((customer, write))
    }

    async fn change_email(
        &self,
        tenant: &TenantId,
        id: &CustomerId,
        email: &str,
    ) -> Result<Vec<Write>, EngineError> {
        let Some((mut customer, document)) = store::customer(&*self.documents, tenant, id).await? else {
            return Ok(Vec::new());
        };
        email.clone_into(&mut customer.email);
        Ok(vec![store::put(&customer, Expect::Version(document.version))?])
    }

    async fn close(
        &self,
        tenant: &TenantId,
        id: &CustomerId,
        erased_at: Timestamp,
    ) -> Result<Vec<Write>, EngineError> {
        // The list of restaurants has to be right before there is something due.
        registry::add_restaurant(&*self.documents, Table::Customers, tenant).await?;
        match store::customer(&*self.documents, tenant, id).await? {
            Some((customer, document)) => store::close(&customer, document, erased_at),
            None => Ok(Vec::new()),
        }
    }
}
