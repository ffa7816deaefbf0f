//! A manager reads and changes the restaurant's rules.

use super::CatalogService;
use super::store;
use crate::{failure, retry};
use api::{ApiError, Code, FieldError};
use domain::settings::Settings;
use domain::staff::Permission;
use domain::tenant::Tenant;
use ports::documents::Commit;
use rpc::context::Caller;
use serde_json::Value;
use texts::now::errors as texts;

/// What is one value although it is written as an object: it is replaced.
const WHOLE: [&str; 1] = ["/catering/dailyLimit"];

impl CatalogService {
    pub(super) async fn read_settings(&self, caller: &Caller) -> Result<Settings, ApiError> {
        caller.require(Permission::ManageSettings)?;
        Ok(Settings::of(&self.restaurant(&caller.tenant).await?.settings))
    }

    pub(super) async fn patch_settings(&self, caller: &Caller, patch: &Value) -> Result<Settings, ApiError> {
        caller.require(Permission::ManageSettings)?;
        retry::change(retry::ATTEMPTS, || async {
            let put = self.try_to_patch(caller, patch).await;
            self.forget(&caller.tenant);
            put
        })
        .await
    }

    /// `None` when somebody else changed them meanwhile.
    async fn try_to_patch(&self, caller: &Caller, patch: &Value) -> Result<Option<Settings>, ApiError> {
        let key = store::settings_key();
        let found = self.documents.get(&caller.tenant, &key).await;
        let document = found.map_err(failure::engine)?.ok_or_else(ApiError::not_found)?;
        let tenant: Tenant = store::read(&document).map_err(failure::engine)?;
        let before = Settings::of(&tenant);
        let after = patched(&before, patch, &tenant)?;
        if after == before {
            return Ok(Some(after));
        }
        let expect = store::unchanged(Some(&document));
        let write = store::put(key, after.applied(&tenant), expect).map_err(failure::engine)?;
        let commit = Commit {
            writes: vec![write],
            events: Vec::new(),
        };
        let committed = self.documents.commit(&caller.tenant, commit).await;
        retry::unless_overtaken(committed, after)
    }
}

/// The settings after a patch, or everything that is wrong with it.
fn patched(before: &Settings, patch: &Value, tenant: &Tenant) -> Result<Settings, ApiError> {
    let mut value = serde_json::to_value(before).map_err(|_| ApiError::internal())?;
    if !patch.is_object() {
        return Err(ApiError::new(Code::Malformed, texts::MALFORMED));
    }
    let mut unknown = Vec::new();
    merge(&mut value, patch, "", &mut unknown);
    if !unknown.is_empty() {
        let field = |pointer| FieldError::new(pointer, Code::InvalidValue, texts::UNKNOWN_SETTING);
        return Err(ApiError::invalid(unknown.into_iter().map(field).collect()));
    }
    let after: Settings = serde_path_to_error::deserialize(value).map_err(|error| {
        let pointer = error.path().iter().map(segment).collect::<String>();
        ApiError::invalid(vec![FieldError::new(
            pointer,
            Code::InvalidValue,
            texts::SETTING_FORM,
        )])
    })?;
    let problems = after.problems();
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
    Err(ApiError::invalid(problems.into_iter().map(field).collect()))
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
