//! What happens to a request by itself as time passes.

use super::{CateringRequest, State};
use crate::catering_settings::CateringSettings;
use crate::{Money, Timestamp};
use serde::{Deserialize, Serialize};

/// Something that the restaurant should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Alarm {
    /// The customer has waited for an answer for longer than the restaurant's hours.
    Unanswered,
    /// The quote was accepted, its date is over, and the deposit has not come in.
    DepositOwed,
    /// The balance should have been paid by now.
    BalanceOwed,
}

impl CateringRequest {
    /// When the request is over by itself unless something happens; `None` when nothing is over by time.
    pub fn expires_at(&self) -> Option<Timestamp> {
        match &self.state {
            State::New | State::Accepted { .. } => Some(self.at()),
            State::Quoted { .. } => self.quote().map(|quote| quote.valid_until),
            _ => None,
        }
    }

    /// When the balance is due.
    pub fn balance_due_at(&self, settings: &CateringSettings) -> Timestamp {
        self.at().plus_minutes(-i64::from(settings.balance_hours) * 60)
    }

    /// Until when a customer who cancels gets all money back.
    pub fn free_cancel_until(&self, settings: &CateringSettings) -> Timestamp {
        let agreed = self.quote().and_then(|quote| quote.free_cancel_hours);
        let hours = agreed.unwrap_or(settings.free_cancel_hours);
        self.at().plus_minutes(-i64::from(hours) * 60)
    }

    /// The alarms of now.
    pub fn alarms(&self, settings: &CateringSettings, now: Timestamp) -> Vec<Alarm> {
        self.alarm_times(settings)
            .into_iter()
            .filter(|(_, at)| *at <= now)
            .map(|(alarm, _)| alarm)
            .collect()
    }

    /// The next instant at which something happens to the request by itself.
    pub fn due_at(&self, settings: &CateringSettings) -> Option<Timestamp> {
        let alarms = self
            .alarm_times(settings)
            .into_iter()
            .filter(|(alarm, _)| !self.alarmed.contains(alarm))
            .map(|(_, at)| at);
        alarms.chain(self.expires_at()).min()
    }

    /// The alarms that are raised unless something happens before, with their times.
    fn alarm_times(&self, settings: &CateringSettings) -> Vec<(Alarm, Timestamp)> {
        let mut times = Vec::new();
        if let (Some(since), true) = (self.unanswered_since, self.status().is_open()) {
            let at = since.plus_minutes(i64::from(settings.answer_hours) * 60);
            times.push((Alarm::Unanswered, at));
        }
        match (&self.state, self.quote()) {
            (State::Accepted { .. }, Some(quote)) if self.deposit_owed() > Money::ZERO => {
                times.push((Alarm::DepositOwed, quote.valid_until));
            }
            (State::Scheduled { .. } | State::Done { .. }, _) if self.owed() > Money::ZERO => {
                times.push((Alarm::BalanceOwed, self.balance_due_at(settings)));
            }
            _ => {}
        }
        times
    }
}
