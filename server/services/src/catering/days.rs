//! Whether a day can be had.

use super::{CateringService, refusal, store};
use crate::caller::Caller;
use crate::error::Error;
use api::catering::{DayAnswer, DayAsked};
use domain::catering::{CateringProblem, DayProblem, MAX_DAYS_AHEAD, check_day, instant, next_free_day};
use domain::tenant::Tenant;
use domain::{Date, TenantId, Timestamp};
use texts::now::catering as texts;

impl CateringService {
    pub(super) async fn check_asked_day(
        &self,
        caller: &Caller,
        asked: &DayAsked,
    ) -> Result<DayAnswer, Error> {
        let now = self.clock.now();
        let who = format!("{}/{}", caller.tenant, caller.label());
        self.questions.take(&who, now)?;
        let tenant = self.catalog.tenant(&caller.tenant).await?;
        let at = instant(&asked.date, &asked.time, &tenant)
            .map_err(|problems| Error::invalid(refusal::invalid(&problems, &tenant, now)))?;
        let problem = match check_day(&tenant, at, now) {
            Err(problem) => Some(problem),
            Ok(day) => self.full(&caller.tenant, &tenant, day, asked.guests).await?,
        };
        let next_free = match problem {
            None => None,
            Some(_) => {
                self.next_free(&caller.tenant, &tenant, at, asked.guests, now)
                    .await?
            }
        };
        let message = problem.map_or_else(String::new, |problem| {
            texts::problem(CateringProblem::Day(problem), &tenant, now)
        });
        Ok(DayAnswer {
            free: problem.is_none(),
            problem,
            message,
            next_free,
        })
    }

    /// Whether a day cannot take this number of guests.
    pub(super) async fn full(
        &self,
        id: &TenantId,
        tenant: &Tenant,
        day: Date,
        guests: u32,
    ) -> Result<Option<DayProblem>, Error> {
        let Some(limit) = tenant.catering.daily_limit else {
            return Ok(None);
        };
        let loads = store::loads(&*self.documents, id, day, day).await?;
        let load = loads.get(&day).copied().unwrap_or_default();
        Ok((!limit.takes(load, guests)).then_some(DayProblem::Full))
    }

    /// The next day from that of an instant on that can be had at its time of the day.
    pub(super) async fn next_free(
        &self,
        id: &TenantId,
        tenant: &Tenant,
        at: Timestamp,
        guests: u32,
        now: Timestamp,
    ) -> Result<Option<Date>, Error> {
        let day = tenant.zone.date(at);
        let from = day.max(tenant.zone.date(now));
        let to = from.plus_days(MAX_DAYS_AHEAD);
        let loads = store::loads(&*self.documents, id, from, to).await?;
        let load = |day: Date| loads.get(&day).copied().unwrap_or_default();
        let minutes = tenant.zone.minutes(at);
        Ok(next_free_day(tenant, from, minutes, guests, now, load))
    }
}
