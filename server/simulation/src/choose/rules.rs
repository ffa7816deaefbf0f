//! When orders are taken, and from whom.

use super::Choice;
use super::order::manager;
use crate::calls::RulesCall;
use crate::draw::Draw;
use crate::restaurants::Restaurant;
use api::catalog::NewPause;
use domain::Slug;
use domain::service_hours::SpecialDay;
use domain::staff::Role;
use domain::tenant::Tenant;

impl Choice<'_> {
    /// Mostly something short: a restaurant that is closed all the time sells nothing.
    pub(super) fn hours(&self, draw: &mut Draw) -> Option<RulesCall> {
        let restaurant = draw.one(self.restaurants)?;
        let settings = self.model.settings.get(&restaurant.id)?;
        let branch = match draw.chance(60) {
            true => Some(draw.one(&settings.branches)?.id.clone()),
            false => None,
        };
        let today = settings.zone.date(self.now);
        let closed = settings.special_days.iter().any(|day| day.date == today);
        let pausing = settings.pauses.iter().any(|pause| pause.until > self.now);
        Some(match draw.below(10) {
            _ if pausing && draw.chance(40) => pause(restaurant, branch, 0, draw)?,
            _ if closed && draw.chance(60) => special_days(restaurant, settings, Vec::new())?,
            0..=5 => {
                let minutes = u16::try_from(1 + draw.below(30)).unwrap_or(1);
                pause(restaurant, branch, minutes, draw)?
            }
            6 | 7 => {
                let date = today.plus_days(i32::try_from(draw.below(2)).unwrap_or(0));
                let day = SpecialDay {
                    date,
                    branch,
                    hours: Vec::new(),
                    note: "Inventario".to_owned(),
                };
                special_days(restaurant, settings, vec![day])?
            }
            _ => RulesCall::Hours {
                caller: manager(restaurant)?,
                // As they were at the beginning, or a quarter of an hour shorter.
                hours: {
                    let mut hours = restaurant.settings.hours.clone();
                    for span in hours.0.iter_mut().flatten() {
                        span.closes -= if draw.chance(50) { 15 } else { 0 };
                    }
                    hours
                },
                special_days: settings.special_days.clone(),
            },
        })
    }

    pub(super) fn block(&self, draw: &mut Draw) -> Option<RulesCall> {
        let restaurant = draw.one(self.restaurants)?;
        let customer = self.customer(restaurant, draw)?.id()?.clone();
        let key = (restaurant.id.clone(), customer);
        let blocked = self.model.blocked.contains(&key);
        let caller = match draw.chance(5) {
            // Who may not.
            true => self.customer(restaurant, draw)?.caller.clone(),
            false => manager(restaurant)?,
        };
        Some(RulesCall::Block {
            caller,
            customer: key.1,
            blocked: !blocked,
        })
    }
}

fn pause(restaurant: &Restaurant, branch: Option<Slug>, minutes: u16, draw: &mut Draw) -> Option<RulesCall> {
    let caller = match draw.below(4) {
        0 => draw.one(&restaurant.of_role(Role::Cook))?.clone(),
        1 => draw.one(&restaurant.machines)?.clone(),
        _ => manager(restaurant)?,
    };
    Some(RulesCall::Pause {
        caller,
        pause: NewPause { branch, minutes },
    })
}

fn special_days(
    restaurant: &Restaurant,
    settings: &Tenant,
    special_days: Vec<SpecialDay>,
) -> Option<RulesCall> {
    Some(RulesCall::Hours {
        caller: manager(restaurant)?,
        hours: settings.hours.clone(),
        special_days,
    })
}
