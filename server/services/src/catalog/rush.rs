//! Somebody in the restaurant says that the kitchen has more to do than usual, so that orders take longer for a while.

use super::for_a_while::{ids, place_name};
use super::{CatalogService, for_a_while};
use crate::audit_entry;
use crate::caller::Caller;
use crate::error::Error;
use crate::retry;
use api::catalog::NewRush;
use api::{Code, FieldError};
use domain::audit::AuditAction;
use domain::opening::{MAX_RUSH_LASTS, MAX_RUSH_MINUTES, Rush};
use domain::staff::Permission;
use domain::tenant::Branch;
use domain::{Slug, Timestamp};
use serde_json::{Map, Value, json};
use texts::now::errors as texts;

impl CatalogService {
    /// Begins a rush in one place or all of them, in place of one that it has; 0 minutes end it. Gives the rushes that there are
    /// then. What was promised stays. Those who cook or pack, managers and machines.
    pub async fn rush(&self, caller: &Caller, wanted: &NewRush) -> Result<Vec<Rush>, Error> {
        caller.require(Permission::PauseSales)?;
        let refused = |pointer: &str| {
            let text = texts::rush_too_long(MAX_RUSH_MINUTES, MAX_RUSH_LASTS);
            Error::invalid(vec![FieldError::new(pointer, Code::InvalidValue, text)])
        };
        if wanted.minutes > MAX_RUSH_MINUTES {
            return Err(refused("/minutes"));
        }
        if wanted.minutes > 0 && !(1..=MAX_RUSH_LASTS).contains(&wanted.lasts) {
            return Err(refused("/lasts"));
        }
        retry::change(retry::ATTEMPTS, || async {
            self.try_to_rush(caller, wanted).await
        })
        .await
    }

    /// `None` when somebody else changed the settings meanwhile.
    async fn try_to_rush(&self, caller: &Caller, wanted: &NewRush) -> Result<Option<Vec<Rush>>, Error> {
        let (document, mut tenant) = self.settings_for(caller, wanted.branch.as_ref()).await?;
        let places = ids(&tenant.branches);
        let rushes = after(tenant.rushes.clone(), &places, wanted, self.clock.now());
        let before = std::mem::replace(&mut tenant.rushes, rushes.clone());
        if before == rushes {
            return Ok(Some(rushes));
        }
        let (was, is) = (
            by_place(&before, &tenant.branches),
            by_place(&rushes, &tenant.branches),
        );
        let noted = (AuditAction::KitchenRushed, audit_entry::changes(&was, &is)?);
        self.put_settings(caller, &document, tenant, noted, rushes).await
    }
}

/// The rushes that hold from `now` on.
fn after(rushes: Vec<Rush>, places: &[Slug], wanted: &NewRush, now: Timestamp) -> Vec<Rush> {
    let begun = (wanted.minutes > 0).then(|| Rush {
        branch: wanted.branch.clone(),
        minutes: wanted.minutes,
        until: now.plus_minutes(i64::from(wanted.lasts)),
    });
    for_a_while::after(rushes, places, wanted.branch.as_ref(), begun, now)
}

/// The rush of each place, by its name; that of all of them under an empty one.
fn by_place(rushes: &[Rush], places: &[Branch]) -> Value {
    let of_place = |rush: &Rush| {
        let name = place_name(rush.branch.as_ref(), places);
        (name, json!({ "minutes": rush.minutes, "until": rush.until }))
    };
    let rushes: Map<String, Value> = rushes.iter().map(of_place).collect();
    json!({ "rushes": rushes })
}
