//! A manager reads and changes the restaurant's rules.

use super::{CatalogService, store};
use crate::audit_entry::{self, Book, Subject};
use crate::caller::Caller;
use crate::envelope::envelope;
use crate::error::Error;
use crate::mail_address::deliverable;
use crate::retry;
use crate::versions::{self, Versioned};
use crate::zones;
use api::audit::AuditChange;
use api::{Code, FieldError};
use domain::TenantId;
use domain::audit::AuditAction;
use domain::business::PlaceSettings;
use domain::event::Event;
use domain::order::Actor;
use domain::settings::{SettingProblem, Settings};
use domain::staff::Permission;
use domain::tax;
use domain::tenant::Tenant;
use domain::written::Email;
use ports::documents::Document;
use serde_json::Value;
use texts::now::errors as texts;

/// What is one value although it is written as an object: it is replaced.
const WHOLE: [&str; 4] = [
    "/branchHours",
    "/capacity/branches",
    "/catering/dailyLimit",
    "/hours",
];

impl CatalogService {
    /// The settings as they are stored right now, with their document; 404 where there is no such restaurant.
    pub(crate) async fn stored_settings(&self, tenant: &TenantId) -> Result<(Document, Tenant), Error> {
        let found = self.documents.get(tenant, &store::settings_key()).await?;
        let document = found.ok_or_else(Error::not_found)?;
        let settings = store::read(&document)?;
        Ok((document, settings))
    }

    /// The restaurant's settings. Managers and machines.
    pub async fn settings(&self, caller: &Caller) -> Result<Versioned<Settings>, Error> {
        caller.require(Permission::ManageSettings)?;
        let (document, tenant) = self.stored_settings(&caller.tenant).await?;
        Ok(Versioned {
            record: Settings::of(&tenant),
            version: document.version,
        })
    }

    pub(super) async fn patch_settings(
        &self,
        caller: &Caller,
        patch: &Value,
        seen: Option<u64>,
    ) -> Result<Versioned<Settings>, Error> {
        caller.require(Permission::ManageSettings)?;
        retry::change(retry::ATTEMPTS, || async {
            self.try_to_patch(caller, patch, seen).await
        })
        .await
    }

    /// `None` when somebody else changed them meanwhile.
    async fn try_to_patch(
        &self,
        caller: &Caller,
        patch: &Value,
        seen: Option<u64>,
    ) -> Result<Option<Versioned<Settings>>, Error> {
        let (document, tenant) = self.stored_settings(&caller.tenant).await?;
        let before = Settings::of(&tenant);
        // What cannot be used is said first, whatever was seen.
        let after = patched(&before, patch, &tenant)?;
        versions::require(seen, document.version)?;
        if after == before {
            return Ok(Some(Versioned {
                record: after,
                version: document.version,
            }));
        }
        let stored = Versioned {
            version: document.version + 1,
            record: after,
        };
        let mut changed = stored.record.applied(&tenant);
        changed.zone = zones::stored(changed.zone, self.clock.now());
        let differs = audit_entry::changes(&before, &stored.record)?;
        let noted = (AuditAction::SettingsChanged, differs);
        self.put_settings(caller, &document, changed, noted, stored).await
    }

    /// Stores settings in place of those that were read, at which open pages read them again, notes what was done with what
    /// changes, and gives `done`; `None` when somebody else has changed them meanwhile.
    pub(super) async fn put_settings<T>(
        &self,
        caller: &Caller,
        read: &Document,
        changed: Tenant,
        noted: (AuditAction, Vec<AuditChange>),
        done: T,
    ) -> Result<Option<T>, Error> {
        self.put_settings_by(&caller.tenant, &caller.actor()?, read, changed, noted, done)
            .await
    }

    /// The same in the name of anybody.
    pub(super) async fn put_settings_by<T>(
        &self,
        tenant: &TenantId,
        by: &Actor,
        read: &Document,
        changed: Tenant,
        (action, changes): (AuditAction, Vec<AuditChange>),
        done: T,
    ) -> Result<Option<T>, Error> {
        let write = store::put(store::settings_key(), changed, store::unchanged(Some(read)))?;
        let now = self.clock.now();
        let noted = audit_entry::entry(Book::Catalog, by, now, action, Subject::default(), changes)?;
        let event = envelope(tenant, &by.id, now, Event::SettingsChanged {});
        let committed = self.commit(tenant, vec![write, noted], vec![event]).await;
        retry::unless_overtaken(committed, done)
    }
}

/// The settings after a patch, or everything that is wrong with it.
fn patched(before: &Settings, patch: &Value, tenant: &Tenant) -> Result<Settings, Error> {
    let mut value = serde_json::to_value(before).map_err(|_| Error::internal())?;
    if !patch.is_object() {
        return Err(Error::new(Code::Malformed, texts::MALFORMED));
    }
    let mut unknown = Vec::new();
    merge(&mut value, patch, "", &mut unknown);
    if !unknown.is_empty() {
        let field = |pointer| FieldError::new(pointer, Code::InvalidValue, texts::UNKNOWN_SETTING);
        return Err(Error::invalid(unknown.into_iter().map(field).collect()));
    }
    let mut after: Settings = serde_path_to_error::deserialize(value).map_err(|error| {
        let pointer = error.path().iter().map(segment).collect::<String>();
        Error::invalid(vec![FieldError::new(
            pointer,
            Code::InvalidValue,
            texts::SETTING_FORM,
        )])
    })?;
    // `null` takes it away.
    after.business.email.get_or_insert_default();
    after.brand.tidy(&before.brand);
    // What a patch says nothing of stays as it is, also where it was stored untidy.
    if after.business != before.business {
        after.business.tidy();
    }
    if after.catering != before.catering {
        after.catering.tidy();
    }
    if after.places != before.places {
        after.places.iter_mut().for_each(PlaceSettings::tidy);
    }
    if after.tax_rates != before.tax_rates {
        tax::tidy(&mut after.tax_rates);
    }
    if let Some(notice) = &mut after.notice {
        notice.tidy();
    }
    after.policies.tidy();
    let mut problems = after.problems();
    if let Ok(email) = Email::parse(after.business.email.as_deref().unwrap_or_default())
        && after.business.email != before.business.email
    {
        // A domain beyond ASCII is stored as mail writes it.
        match deliverable(email.as_str()) {
            Ok(email) => after.business.email = Some(email.to_string()),
            Err(_) => problems.push(("/business/email".into(), SettingProblem::Email)),
        }
    }
    match zones::name(&after.zone) {
        Some(name) => after.zone = name,
        None if after.zone == before.zone => {}
        None => problems.push(("/zone".into(), SettingProblem::Zone)),
    }
    problems.extend(after.problems_beside(tenant));
    if problems.is_empty() {
        return Ok(after);
    }
    let field = |(pointer, problem)| {
        FieldError::new(
            pointer,
            Code::InvalidValue,
            texts::setting(problem, tenant.currency),
        )
    };
    Err(Error::invalid(problems.into_iter().map(field).collect()))
}

fn segment(segment: &serde_path_to_error::Segment) -> String {
    format!("/{segment}").replace("/[", "/").replace(']', "")
}

/// Merges a patch into settings (RFC 7396). Unlike there, a name that the settings do not have is an error.
fn merge(target: &mut Value, patch: &Value, at: &str, unknown: &mut Vec<String>) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) if !WHOLE.contains(&at) => {
            for (name, value) in patch {
                let at = format!("{at}/{name}");
                match target.get_mut(name) {
                    Some(known) => merge(known, value, &at, unknown),
                    None => unknown.push(at),
                }
            }
        }
        (target, patch) => *target = patch.clone(),
    }
}
