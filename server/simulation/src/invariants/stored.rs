//! What is stored, as the doctor of the product looks at it.

use super::{Violation, hold};
use crate::process::Process;
use crate::restaurants::Restaurant;
use services::doctor::Patience;

/// The doctor finds nothing when everything is done and nobody does anything.
pub async fn has_nothing_wrong(process: &Process, restaurants: &[Restaurant]) -> Result<(), Violation> {
    let doctor = process.application.doctor.clone();
    let doctor = doctor.with_patience(Patience::AT_REST);
    for restaurant in restaurants {
        let report = doctor.examine(&restaurant.id).await;
        let report =
            report.map_err(|error| Violation::new("17 the doctor can look", format!("{error:?}")))?;
        hold(report.is_clean(), "17 the doctor finds nothing", || {
            let found: Vec<String> = report.found.iter().map(ToString::to_string).collect();
            found.join("; ")
        })?;
    }
    Ok(())
}
