//! The records of new customers.

use super::store;
use crate::envelope::new_id;
use crate::registry;
use async_trait::async_trait;
use domain::customer::{Customer, SavedAddress};
use domain::written::Email;
use domain::{CustomerId, TenantId, Timestamp};
use ports::commitments::last_needed;
use ports::documents::{Expect, Table, Write};
use ports::new_customers::{Closing, NewCustomer};
use ports::{Clock, Commitments, Documents, EngineError, NewCustomers};
use std::sync::Arc;
use texts::now::shared as texts;

/// Makes the records of new customers, for those who register them.
#[derive(Debug)]
pub struct CustomerRecords {
    documents: Arc<dyn Documents>,
    clock: Arc<dyn Clock>,
    commitments: Vec<Arc<dyn Commitments>>,
}

impl CustomerRecords {
    /// `commitments` is what may still be ahead of a customer whose account is closed.
    pub fn new(
        documents: Arc<dyn Documents>,
        clock: Arc<dyn Clock>,
        commitments: Vec<Arc<dyn Commitments>>,
    ) -> Arc<CustomerRecords> {
        Arc::new(CustomerRecords {
            documents,
            clock,
            commitments,
        })
    }
}

#[async_trait]
impl NewCustomers for CustomerRecords {
    async fn make(&self, tenant: &TenantId, person: NewCustomer) -> Result<(Customer, Write), EngineError> {
        let number = self.documents.next_number(tenant, "customer").await?;
        let now = self.clock.now();
        let customer = Customer {
            id: person
                .id
                .unwrap_or_else(|| new_id(CustomerId::parse, CustomerId::PREFIX, now)),
            number,
            username: person.username,
            name: person.name,
            email: person.email,
            phone: person.phone,
            document: person.document,
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
            blocked: false,
        };
        let write = store::put(&customer, Expect::Absent)?;
        Ok((customer, write))
    }

    async fn username(&self, tenant: &TenantId, id: &CustomerId) -> Result<Option<String>, EngineError> {
        let found = store::customer(&*self.documents, tenant, id).await?;
        Ok(found.map(|(customer, _)| customer.username))
    }

    async fn change_email(
        &self,
        tenant: &TenantId,
        id: &CustomerId,
        email: &Email,
    ) -> Result<Vec<Write>, EngineError> {
        let Some((mut customer, document)) = store::customer(&*self.documents, tenant, id).await? else {
            return Ok(Vec::new());
        };
        customer.email = Some(email.clone());
        Ok(vec![store::put(&customer, Expect::Version(document.version))?])
    }

    async fn close(
        &self,
        tenant: &TenantId,
        id: &CustomerId,
        earliest: Timestamp,
    ) -> Result<Closing, EngineError> {
        // The list of restaurants has to be right before there is something due.
        registry::add_restaurant(&*self.documents, Table::Customers, tenant).await?;
        let needed = last_needed(&self.commitments, tenant, id).await?;
        let erased_at = needed.map_or(earliest, |needed| earliest.max(needed));
        let (writes, number) = match store::customer(&*self.documents, tenant, id).await? {
            Some((customer, document)) => {
                let writes = store::close(&customer, document, erased_at)?;
                (writes, Some(customer.number))
            }
            None => (Vec::new(), None),
        };
        Ok(Closing {
            writes,
            number,
            erased_at,
        })
    }
}
