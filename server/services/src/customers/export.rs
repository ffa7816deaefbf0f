//! Customers as a file, and what is remembered of somebody who takes one.

use super::list::fits;
use super::{CustomersService, store};
use crate::audit_entry::{self, Book, Subject};
use crate::caller::Caller;
use crate::csv;
use crate::error::Error;
use api::Code;
use api::audit::AuditChange;
use api::exports::ExportLink;
use domain::CustomerId;
use domain::audit::AuditAction;
use domain::search::Search;
use domain::staff::Permission;
use ports::documents::{Commit, Write};
use serde_json::Value;
use texts::now::customer_export as texts;

/// Maximum number of customers in a file.
const MAX_CUSTOMERS: usize = 50_000;
/// The number read at once.
const PAGE: usize = 200;

impl CustomersService {
    /// A file (CSV) with all customers by number, or those that `search` finds as in `list`. It is remembered who took it, before
    /// there is a link to it. Managers and machines.
    pub async fn export(&self, caller: &Caller, search: &str) -> Result<ExportLink, Error> {
        caller.require(Permission::ManageCustomers)?;
        let tenant = &caller.tenant;
        let zone = self.files.catalog.tenant(tenant).await?.zone.clone();
        let search = Search::parse(search);
        let mut table = csv::begun(texts::COLUMNS);
        let (mut place, mut count) = (None, 0_usize);
        loop {
            let query = store::from_number(0, PAGE).after(place);
            let page = self.documents.query(tenant, &query).await?;
            for document in &page.documents {
                let customer = store::read(document)?;
                if search.as_ref().is_none_or(|search| fits(&customer, search)) {
                    csv::line(&mut table, texts::row(&customer, &zone));
                    count += 1;
                }
            }
            if count > MAX_CUSTOMERS {
                return Err(Error::new(Code::LimitReached, texts::TOO_MANY));
            }
            place = page.next;
            if place.is_none() {
                break;
            }
        }
        let rows = AuditChange {
            field: "count".to_owned(),
            before: Value::Null,
            after: count.into(),
        };
        self.note_taken(
            caller,
            AuditAction::CustomersExported,
            Subject::default(),
            vec![rows],
        )
        .await?;
        let name = format!("clientes-{}.csv", zone.date(self.clock.now()));
        self.files
            .exports
            .keep(tenant, &name, csv::CONTENT_TYPE, table)
            .await
    }

    /// Remembers that somebody of the restaurant takes all that is stored about a customer.
    pub async fn note_exported(&self, caller: &Caller, id: &CustomerId) -> Result<(), Error> {
        caller.require(Permission::ManageCustomers)?;
        let subject = Subject::new(self.find(caller, id).await?.number, "");
        self.note_taken(caller, AuditAction::CustomerExported, subject, Vec::new())
            .await
    }

    async fn note_taken(
        &self,
        caller: &Caller,
        action: AuditAction,
        subject: Subject,
        changes: Vec<AuditChange>,
    ) -> Result<(), Error> {
        let commit = Commit {
            writes: vec![self.noted(caller, action, subject, changes)?],
            events: Vec::new(),
        };
        Ok(self.documents.commit(&caller.tenant, commit).await?)
    }

    /// The write that remembers what a caller does.
    pub(super) fn noted(
        &self,
        caller: &Caller,
        action: AuditAction,
        subject: Subject,
        changes: Vec<AuditChange>,
    ) -> Result<Write, Error> {
        let (by, now) = (caller.actor()?, self.clock.now());
        audit_entry::entry(Book::Customers, &by, now, action, subject, changes)
    }
}
