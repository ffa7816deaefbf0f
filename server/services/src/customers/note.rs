//! What the staff notes about a customer: for the restaurant, in no profile, and erased with the customer. It belongs to the data
//! that a person may ask for.

use super::{CustomersService, may, store};
use crate::audit_entry::Subject;
use crate::caller::Caller;
use crate::error::Error;
use crate::{field_errors, retry, versions};
use api::customers::{NoteChange, StaffNote};
use domain::audit::AuditAction;
use domain::customer::StaffText;
use domain::staff::Permission;
use domain::{CustomerId, Timestamp, written};
use ports::documents::Commit;

impl CustomersService {
    /// What is noted about a customer. Managers and machines.
    pub async fn note(&self, caller: &Caller, id: &CustomerId) -> Result<StaffNote, Error> {
        caller.require(Permission::SeeCustomers)?;
        self.find(caller, id).await?;
        let (record, version) = store::note(&*self.documents, &caller.tenant, id).await?;
        Ok(shown(record, version))
    }

    /// Notes something else; refused (412) where somebody has changed it meanwhile. Saying the same again changes nothing. Managers
    /// and machines.
    pub async fn change_note(
        &self,
        caller: &Caller,
        id: &CustomerId,
        wanted: &NoteChange,
        seen: Option<u64>,
    ) -> Result<StaffNote, Error> {
        caller.require(Permission::ManageCustomers)?;
        let text = written::optional(&wanted.text, StaffText::parse)
            .map_err(|problem| Error::invalid(vec![field_errors::field("/text", problem)]))?;
        retry::change(retry::ATTEMPTS, || async {
            let customer = self.find(caller, id).await?;
            let tenant = &caller.tenant;
            let (record, version) = store::note(&*self.documents, tenant, id).await?;
            if record.as_ref().and_then(|record| record.text.as_ref()) == text.as_ref() {
                return Ok(Some(shown(record, version)));
            }
            versions::require(seen, shown_version(version))?;
            let now = self.clock.now();
            let note = store::NoteRecord::new(text.clone(), caller.actor()?, now);
            let subject = Subject::new(customer.number, "");
            let writes = vec![
                store::put_note(id, &note, version)?,
                self.noted(caller, AuditAction::CustomerNoteChanged, subject, Vec::new())?,
            ];
            let events = Vec::new();
            let committed = self.documents.commit(tenant, Commit { writes, events }).await;
            retry::unless_overtaken(committed, shown(Some(note), version + 1))
        })
        .await
    }

    /// What is noted and since when, for the file of a person's data. The customer, managers and machines.
    pub async fn note_in_file(
        &self,
        caller: &Caller,
        id: &CustomerId,
    ) -> Result<Option<(StaffText, Timestamp)>, Error> {
        may(caller, id, Permission::ManageCustomers)?;
        let (record, _) = store::note(&*self.documents, &caller.tenant, id).await?;
        Ok(record.and_then(|record| Some((record.text?, record.at))))
    }
}

/// The version of a note as callers see it. Nothing noted is a state as well, and no state has version 0.
fn shown_version(stored: u64) -> u64 {
    stored + 1
}

fn shown(record: Option<store::NoteRecord>, version: u64) -> StaffNote {
    let version = shown_version(version);
    match record {
        None => StaffNote {
            version,
            ..StaffNote::default()
        },
        Some(note) => StaffNote {
            text: written::or_empty(&note.text).to_owned(),
            by_name: Some(note.by.name),
            at: Some(note.at),
            version,
        },
    }
}
