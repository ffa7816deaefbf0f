//! Somebody in the restaurant stops orders for now, for a while, and lets them go on.

use super::for_a_while::{ids, place_name};
use super::{CatalogService, for_a_while};
use crate::audit_entry;
use crate::caller::Caller;
use crate::error::Error;
use crate::retry;
use api::catalog::NewPause;
use api::{Code, FieldError};
use domain::audit::AuditAction;
use domain::opening::{MAX_PAUSE_MINUTES, Pause};
use domain::staff::Permission;
use domain::tenant::Branch;
use domain::{Slug, Timestamp};
use serde_json::json;
use std::collections::BTreeMap;
use texts::now::errors as texts;

impl CatalogService {
    /// Pauses one place or all of them from now on, in place of a pause that it has; 0 minutes end it. Gives the pauses that
    /// there are then. Those who cook or pack, managers and machines.
    pub async fn pause(&self, caller: &Caller, wanted: &NewPause) -> Result<Vec<Pause>, Error> {
        caller.require(Permission::PauseSales)?;
        if wanted.minutes > MAX_PAUSE_MINUTES {
            let text = texts::pause_too_long(MAX_PAUSE_MINUTES);
            let field = FieldError::new("/minutes", Code::InvalidValue, text);
            return Err(Error::invalid(vec![field]));
        }
        retry::change(retry::ATTEMPTS, || async {
            self.try_to_pause(caller, wanted).await
        })
        .await
    }

    /// `None` when somebody else changed the settings meanwhile.
    async fn try_to_pause(&self, caller: &Caller, wanted: &NewPause) -> Result<Option<Vec<Pause>>, Error> {
        let (document, mut tenant) = self.settings_for(caller, wanted.branch.as_ref()).await?;
        let now = self.clock.now();
        let places = ids(&tenant.branches);
        let pauses = after(tenant.pauses.clone(), &places, wanted, now);
        let before = std::mem::replace(&mut tenant.pauses, pauses.clone());
        if before == pauses {
            return Ok(Some(pauses));
        }
        let by_place = |pauses: &[Pause]| json!({ "pauses": ends_by_place(pauses, &tenant.branches) });
        let differs = audit_entry::changes(&by_place(&before), &by_place(&pauses))?;
        let noted = (AuditAction::SalesPaused, differs);
        self.put_settings(caller, &document, tenant, noted, pauses).await
    }
}

/// Until when each place pauses, by its name; all of them under an empty one.
fn ends_by_place(pauses: &[Pause], places: &[Branch]) -> BTreeMap<String, Timestamp> {
    let place = |pause: &Pause| place_name(pause.branch.as_ref(), places);
    pauses.iter().map(|pause| (place(pause), pause.until)).collect()
}

/// The pauses that hold from `now` on.
fn after(pauses: Vec<Pause>, places: &[Slug], wanted: &NewPause, now: Timestamp) -> Vec<Pause> {
    let begun = (wanted.minutes > 0).then(|| Pause {
        branch: wanted.branch.clone(),
        until: now.plus_minutes(i64::from(wanted.minutes)),
    });
    for_a_while::after(pauses, places, wanted.branch.as_ref(), begun, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(0);

    fn wanted(branch: Option<&str>, minutes: u16) -> NewPause {
        NewPause {
            branch: branch.map(|id| Slug::parse(id).unwrap()),
            minutes,
        }
    }

    fn pause(branch: Option<&str>, minutes: i64) -> Pause {
        Pause {
            branch: branch.map(|id| Slug::parse(id).unwrap()),
            until: NOW.plus_minutes(minutes),
        }
    }

    #[test]
    fn a_pause_takes_the_place_of_the_one_before() {
        let (sur, norte) = (Some("sur"), Some("norte"));
        for (before, wanted, expected) in [
            (vec![], wanted(None, 15), vec![pause(None, 15)]),
            (vec![pause(sur, 5)], wanted(sur, 30), vec![pause(sur, 30)]),
            (
                vec![pause(sur, 5)],
                wanted(norte, 30),
                vec![pause(sur, 5), pause(norte, 30)],
            ),
            (
                vec![pause(sur, 5), pause(norte, 5)],
                wanted(sur, 0),
                vec![pause(norte, 5)],
            ),
            (
                vec![pause(sur, 5), pause(None, 9)],
                wanted(None, 30),
                vec![pause(None, 30)],
            ),
            (vec![pause(sur, 5), pause(None, 9)], wanted(None, 0), vec![]),
            (vec![pause(None, 9)], wanted(sur, 0), vec![pause(norte, 9)]),
            (
                vec![pause(None, 9)],
                wanted(sur, 5),
                vec![pause(norte, 9), pause(sur, 5)],
            ),
            // What is over is forgotten.
            (vec![pause(sur, 0)], wanted(norte, 1), vec![pause(norte, 1)]),
        ] {
            let places = [sur, norte].map(|id| Slug::parse(id.unwrap()).unwrap());
            assert_eq!(after(before, &places, &wanted, NOW), expected);
        }
    }
}
