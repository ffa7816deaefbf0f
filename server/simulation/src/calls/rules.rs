//! What the restaurant allows: when orders are taken, and from whom.

use super::{Answer, done, failed};
use crate::process::Process;
use api::catalog::NewPause;
use api::customers::ProfileChange;
use domain::CustomerId;
use domain::service_hours::{SpecialDay, WeeklyHours};
use services::caller::Caller;

/// A call that changes it.
#[derive(Debug, Clone)]
pub enum RulesCall {
    /// Stops orders for now for a while, or ends that.
    Pause { caller: Caller, pause: NewPause },
    /// Changes the hours as they are then.
    Hours {
        caller: Caller,
        hours: WeeklyHours,
        special_days: Vec<SpecialDay>,
    },
    /// Lets a customer order nothing, or lets them again.
    Block {
        caller: Caller,
        customer: CustomerId,
        blocked: bool,
    },
}

/// Makes a call.
pub(super) async fn perform(process: &Process, call: &RulesCall) -> Answer {
    let services = &process.application.services;
    match call {
        RulesCall::Pause { caller, pause } => done(services.catalog.pause(caller, pause).await),
        RulesCall::Hours {
            caller,
            hours,
            special_days,
        } => {
            let mut wanted = match services.catalog.service_settings(caller).await {
                Ok(now) => now,
                Err(error) => return failed(&error),
            };
            wanted.hours = hours.clone();
            wanted.special_days = special_days.clone();
            done(services.catalog.change_service_settings(caller, &wanted).await)
        }
        RulesCall::Block {
            caller,
            customer,
            blocked,
        } => {
            let change = ProfileChange {
                blocked: Some(*blocked),
                ..ProfileChange::default()
            };
            done(services.customers.update_profile(caller, customer, change).await)
        }
    }
}
