//! Who changed what, when, and from what to what: what each service has written down ([`audit_entry`](crate::audit_entry)), read
//! together.

use crate::audit_entry::Book;
use crate::caller::Caller;
use crate::catalog::CatalogService;
use crate::csv;
use crate::cursor::Cursors;
use crate::error::Error;
use crate::exports::Exports;
use crate::readable::readable;
use ::texts::now::audit as texts;
use ::texts::now::console::role;
use api::audit::{AuditChange, AuditEntry, AuditPage, Shown};
use api::exports::ExportLink;
use domain::staff::Permission;
use domain::{TenantId, Zone};
use futures::future::try_join_all;
use ports::documents::Document;
use ports::{Clock, Documents};
use serde_json::Value;
use std::sync::Arc;

/// Maximum number of entries in a file.
const MAX_EXPORTED: usize = 5_000;
/// What cursors are sealed for.
const SCOPE: &str = "audit";
/// The number read at once for a file.
const PAGE: usize = 200;

/// The audit service.
#[derive(Debug)]
pub struct AuditService {
    documents: Arc<dyn Documents>,
    catalog: Arc<CatalogService>,
    exports: Arc<Exports>,
    cursors: Cursors,
    clock: Arc<dyn Clock>,
}

impl AuditService {
    pub fn new(
        documents: Arc<dyn Documents>,
        catalog: Arc<CatalogService>,
        exports: Arc<Exports>,
        cursors: Cursors,
        clock: Arc<dyn Clock>,
    ) -> Arc<AuditService> {
        Arc::new(AuditService {
            documents,
            catalog,
            exports,
            cursors,
            clock,
        })
    }

    /// Entries, newest first, from where an earlier page has ended. Managers and machines.
    pub async fn entries(
        &self,
        caller: &Caller,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<AuditPage, Error> {
        caller.require(Permission::ManageSettings)?;
        let (tenant, books) = (&caller.tenant, books(caller));
        let opened = cursor.map(|cursor| self.cursors.open(tenant, SCOPE, &cursor));
        let page = self.page(tenant, &books, opened.transpose()?, limit).await?;
        Ok(AuditPage {
            next_cursor: page
                .next_cursor
                .map(|last| self.cursors.seal(tenant, SCOPE, &last)),
            ..page
        })
    }

    /// A file (CSV) with the newest entries, at most 5,000, a line for each change. Managers and machines.
    pub async fn export(&self, caller: &Caller) -> Result<ExportLink, Error> {
        caller.require(Permission::ManageSettings)?;
        let tenant = &caller.tenant;
        let zone = self.catalog.tenant(tenant).await?.zone.clone();
        let mut table = csv::begun(texts::COLUMNS);
        let books = books(caller);
        let (mut before, mut count) = (None, 0);
        loop {
            let page = self.page(tenant, &books, before, PAGE).await?;
            count += page.entries.len();
            for row in page.entries.iter().flat_map(|entry| rows(entry, &zone)) {
                csv::line(&mut table, row);
            }
            before = page.next_cursor;
            if before.is_none() || count >= MAX_EXPORTED {
                break;
            }
        }
        let name = format!("movimientos-{}.csv", zone.date(self.clock.now()));
        self.exports.keep(tenant, &name, csv::CONTENT_TYPE, table).await
    }

    /// The entries before the one of an id, with the id of the last one where there are more.
    async fn page(
        &self,
        tenant: &TenantId,
        books: &[Book],
        before: Option<String>,
        limit: usize,
    ) -> Result<AuditPage, Error> {
        let newest = books.iter().map(|book| {
            // One more tells whether there is another page.
            let query = book.newest(before.clone(), limit + 1);
            async move { self.documents.query(tenant, &query).await }
        });
        let pages = try_join_all(newest).await?.into_iter();
        let mut found: Vec<Document> = pages.flat_map(|page| page.documents).collect();
        found.sort_by(|one, other| other.key.sk.cmp(&one.key.sk));
        let more = found.len() > limit;
        found.truncate(limit);
        let last = found.last().map(|document| document.key.sk.clone());
        Ok(AuditPage {
            entries: readable(tenant, &found, |document| document.read().map_err(Error::from)),
            next_cursor: last.filter(|_| more),
        })
    }
}

/// What a caller may read: what is about the staff only who may see the staff, which machines may not.
fn books(caller: &Caller) -> Vec<Book> {
    let may = |book: &Book| *book != Book::Staff || caller.may(Permission::ManageStaff);
    Book::ALL.into_iter().filter(may).collect()
}

/// An entry in the order of the columns: a row for each change, and one where there is none.
fn rows(entry: &AuditEntry, zone: &Zone) -> Vec<[String; 10]> {
    let row = |[field, before, after]: [String; 3]| {
        [
            zone.date(entry.at).to_string(),
            zone.hhmm(entry.at),
            entry.by_name.clone(),
            entry.by.clone(),
            role(entry.role).to_owned(),
            texts::action(entry.action, &entry.subject, &entry.subject_name),
            entry.subject.clone(),
            field,
            before,
            after,
        ]
    };
    let of_change = |change: &AuditChange| {
        let (before, after) = change.shown();
        row([
            texts::field(&change.field),
            cell(change, before, &change.before, zone),
            cell(change, after, &change.after, zone),
        ])
    };
    match entry.changes.as_slice() {
        [] => vec![row(Default::default())],
        changes => changes.iter().map(of_change).collect(),
    }
}

fn cell(change: &AuditChange, shown: Shown, value: &Value, zone: &Zone) -> String {
    match shown {
        Shown::Nothing => String::new(),
        Shown::Flag(true) => texts::YES.to_owned(),
        Shown::Flag(false) => texts::NO.to_owned(),
        Shown::Money(amount) => amount.decimal(),
        Shown::At(at) => format!("{} {}", zone.date(at), zone.hhmm(at)),
        Shown::Text(text) => texts::value(&change.field, text),
        Shown::Whole => value.to_string(),
    }
}
