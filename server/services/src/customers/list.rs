//! List customers, and find one by number.

use super::{CustomersService, store};
use crate::caller::{Caller, Who};
use crate::error::Error;
use api::{Code, MAX_PAGE, Paged};
use domain::customer::Customer;
use domain::search::Search;
use domain::staff::Permission;
use domain::written::or_empty;
use domain::{CustomerId, TenantId};
use texts::now::errors as texts;

/// Maximum number of customers that are looked at for one page of a search; the cursor then goes on from there.
const LOOKED_AT: usize = 1_000;

impl CustomersService {
    /// All customers by number, or those of a number, or whose name, e-mail address or telephone contains `search`. Managers
    /// and machines.
    pub async fn list(
        &self,
        caller: &Caller,
        search: &str,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<Paged<Customer>, Error> {
        caller.require(Permission::SeeCustomers)?;
        let limit = limit.clamp(1, MAX_PAGE);
        let scope = format!("customers/{}", search.trim());
        let search = Search::parse(search);
        let place = self
            .cursors
            .open_some(&caller.tenant, &scope, cursor.as_deref())?;
        let start = place.as_deref().map_or(Ok(0), str::parse::<u64>);
        let mut from = start.map_err(|_| Error::new(Code::InvalidCursor, texts::INVALID_CURSOR))?;
        // What is looked for may be rare: much is read at once, however little is missing.
        let at_once = if search.is_some() { MAX_PAGE } else { limit };
        let (mut items, mut looked_at, mut more) = (Vec::new(), 0, true);
        while more && items.len() < limit && looked_at < LOOKED_AT {
            let page = self
                .documents
                .query(&caller.tenant, &store::from_number(from, at_once))
                .await?;
            more = page.next.is_some();
            for (place, document) in page.documents.iter().enumerate() {
                let customer = store::read(document)?;
                from = customer.number.saturating_add(1);
                looked_at += 1;
                if search.as_ref().is_none_or(|search| fits(&customer, search)) {
                    items.push(customer);
                }
                if items.len() == limit {
                    more = more || place + 1 < page.documents.len();
                    break;
                }
            }
        }
        let next_cursor = more.then(|| self.cursors.seal(&caller.tenant, &scope, &from.to_string()));
        Ok(Paged { items, next_cursor })
    }

    /// Customers with a number above this one, by number, `limit` of them at most; with a search as in `list`.
    pub async fn after_number(
        &self,
        caller: &Caller,
        search: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Customer>, Error> {
        caller.require(Permission::SeeCustomers)?;
        let search = Search::parse(search);
        let (mut found, mut place) = (Vec::new(), None);
        loop {
            let query = store::from_number(after.saturating_add(1), MAX_PAGE).after(place);
            let page = self.documents.query(&caller.tenant, &query).await;
            let page = page?;
            for document in &page.documents {
                let customer = store::read(document)?;
                if search.as_ref().is_none_or(|search| fits(&customer, search)) {
                    found.push(customer);
                }
            }
            place = page.next;
            if place.is_none() || found.len() >= limit {
                found.truncate(limit);
                return Ok(found);
            }
        }
    }

    /// The customer of a number, for those who may see customers or order for others. Customers find themselves only.
    pub async fn by_number(&self, caller: &Caller, number: u64) -> Result<Customer, Error> {
        let unknown = || Error::new(Code::UnknownCustomer, texts::UNKNOWN_CUSTOMER);
        if let Who::Customer { id, .. } = &caller.who {
            let own = self.find(caller, id).await?;
            return (own.number == number).then_some(own).ok_or_else(unknown);
        }
        if !caller.may(Permission::SeeCustomers) {
            caller.require(Permission::OrderForOthers)?;
        }
        self.numbered(&caller.tenant, number).await?.ok_or_else(unknown)
    }

    /// The id of the customer of a number, for what has a rule of its own. Machines find anybody's; people by the rule above.
    pub async fn id_of(&self, caller: &Caller, number: u64) -> Result<CustomerId, Error> {
        let found = match &caller.who {
            Who::Service { .. } => self.numbered(&caller.tenant, number).await?,
            _ => Some(self.by_number(caller, number).await?),
        };
        let unknown = || Error::new(Code::UnknownCustomer, texts::UNKNOWN_CUSTOMER);
        found.map(|customer| customer.id).ok_or_else(unknown)
    }

    async fn numbered(&self, tenant: &TenantId, number: u64) -> Result<Option<Customer>, Error> {
        let query = store::from_number(number, 1);
        let found = self.documents.query(tenant, &query).await?.documents;
        let customer = found.first().map(store::read).transpose()?;
        Ok(customer.filter(|customer: &Customer| customer.number == number))
    }
}

pub(super) fn fits(customer: &Customer, search: &Search) -> bool {
    search.number() == Some(customer.number)
        || search.is_in(&customer.name)
        || search.is_in(or_empty(&customer.email))
        || search.is_in_phone(or_empty(&customer.phone))
}
