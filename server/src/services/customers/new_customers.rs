//! The records of new customers.

use super::store;
use crate::ports::documents::{Expect, Write};
use crate::ports::new_customers::NewCustomer;
use crate::ports::{Clock, Documents, EngineError, NewCustomers};
use crate::services::envelope::made;
use async_trait::async_trait;
use shared::domain::customer::Customer;
use shared::domain::{CustomerId, TenantId};
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
            address: person.address,
            created_at: now,
        };
        let write = store::put(&customer, Expect::Absent)?;
        Ok((customer, write))
    }
}
