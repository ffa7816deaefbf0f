//! List customers, and find one by number.

use super::{CustomersService, store};
use crate::caller::{Caller, Who};
use crate::error::Error;
use api::{Code, MAX_PAGE, Paged};
use domain::customer::Customer;
use domain::search::Search;
use domain::staff::Permission;
use domain::written::or_empty;
use texts::now::errors as texts;

/// Maximum number of customers that are looked at for one page of a search; the cursor then goes on from there.
const LOOKED_AT: usize = 1_000;

impl CustomersService {
    /// All customers by number, or those whose name, e-mail address or telephone contains `search`. Managers
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
        let mut place = self
            .cursors
            .open_some(&caller.tenant, &scope, cursor.as_deref())?;
        let (mut items, mut looked_at) = (Vec::new(), 0);
        loop {
            let query = store::from_number(0, limit - items.len()).after(place);
            let page = self.documents.query(&caller.tenant, &query).await?;
            for document in &page.documents {
                let customer = store::read(document)?;
                if search.as_ref().is_none_or(|search| fits(&customer, search)) {
                    items.push(customer);
                }
            }
            looked_at += page.documents.len();
            place = page.next;
            if place.is_none() || items.len() >= limit || looked_at >= LOOKED_AT {
                break;
            }
        }
        let next_cursor = place.map(|place| self.cursors.seal(&caller.tenant, &scope, &place));
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

    /// The customer of a number, for those who may order for others. Customers find themselves only.
    pub async fn by_number(&self, caller: &Caller, number: u64) -> Result<Customer, Error> {
        let unknown = || Error::new(Code::UnknownCustomer, texts::UNKNOWN_CUSTOMER);
        if let Who::Customer { id, .. } = &caller.who {
            let own = self.find(caller, id).await?;
            return (own.number == number).then_some(own).ok_or_else(unknown);
        }
        caller.require(Permission::OrderForOthers)?;
        let query = store::from_number(number, 1);
        let page = self.documents.query(&caller.tenant, &query).await;
        let found = page?.documents;
        let customer = found.first().map(store::read).transpose()?;
        customer
            .filter(|customer| customer.number == number)
            .ok_or_else(unknown)
    }
}

fn fits(customer: &Customer, search: &Search) -> bool {
    search.is_in(&customer.name)
        || search.is_in(or_empty(&customer.email))
        || search.is_in_phone(or_empty(&customer.phone))
}
