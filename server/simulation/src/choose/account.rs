//! What people do with their accounts.

use super::Choice;
use super::order::manager;
use crate::calls::{AccountCall, PASSWORDS};
use crate::draw::Draw;
use crate::model::{Person, Session};
use crate::restaurants::Restaurant;

/// Digits of a code in a mail.
const CODE_DIGITS: usize = 6;

impl Choice<'_> {
    /// Hashing a password takes as long as half a history, so that is rare; checking one is cheap here.
    pub(super) fn account(&self, draw: &mut Draw) -> Option<AccountCall> {
        let restaurant = draw.one(self.restaurants)?;
        if draw.chance(1) {
            return Some(sign_up(restaurant, draw));
        }
        let all: Vec<&Person> = self.model.people_of(&restaurant.id).collect();
        // Mostly of one, so that what they do follows from what they have done.
        let person = match draw.chance(60) {
            true => *all.first()?,
            false => *draw.one(&all)?,
        };
        let caller = person.caller.clone();
        let right = person.password.unwrap_or(0);
        let password = match draw.chance(85) {
            true => right,
            false => (right + 1) % PASSWORDS.len(),
        };
        let number = draw.number();
        Some(match draw.below(100) {
            _ if !person.is_open() => self.of_closed(restaurant, person, password, draw)?,
            0..=29 => AccountCall::SignIn {
                tenant: caller.tenant.clone(),
                account: person.username().to_owned(),
                password,
            },
            30..=63 => use_session(person, draw)?,
            64..=72 => AccountCall::ChangeEmail {
                email: format!("nuevo{number}@{}.example.pe", caller.tenant),
                caller,
                password,
            },
            73..=82 => AccountCall::ConfirmEmail {
                code: self.code(restaurant, person, None, draw),
                caller,
            },
            83..=87 => AccountCall::SignOut {
                caller,
                session: usize::try_from(number).unwrap_or(0) % person.sessions.len().max(1),
                tokens: session(person, number)?.tokens.clone(),
            },
            88..=91 => AccountCall::SignOutEverywhere { caller },
            92..=95 => AccountCall::Recover {
                tenant: caller.tenant.clone(),
                account: person.username().to_owned(),
            },
            96 => AccountCall::ChangePassword {
                caller,
                old: password,
                new: (right + 2) % PASSWORDS.len(),
            },
            97 => self.reset(restaurant, person, draw)?,
            98 => AccountCall::Close { caller, password },
            _ => AccountCall::Erase {
                manager: manager(restaurant)?,
                customer: caller,
            },
        })
    }

    /// What still comes from somebody whose account is closed.
    fn of_closed(
        &self,
        restaurant: &Restaurant,
        person: &Person,
        password: usize,
        draw: &mut Draw,
    ) -> Option<AccountCall> {
        Some(match draw.below(4) {
            0 => AccountCall::SignIn {
                tenant: restaurant.id.clone(),
                account: person.username().to_owned(),
                password,
            },
            1 => AccountCall::Recover {
                tenant: restaurant.id.clone(),
                account: person.username().to_owned(),
            },
            _ => use_session(person, draw)?,
        })
    }

    fn reset(&self, restaurant: &Restaurant, person: &Person, draw: &mut Draw) -> Option<AccountCall> {
        let request = person.recovery.clone()?;
        Some(AccountCall::Reset {
            tenant: restaurant.id.clone(),
            account: person.username().to_owned(),
            code: self.code(restaurant, person, Some(&request), draw),
            request,
            password: usize::try_from(draw.below(3)).unwrap_or(0),
        })
    }

    /// The code of the newest mail to somebody, for a request where one is named; sometimes a wrong one.
    fn code(
        &self,
        restaurant: &Restaurant,
        person: &Person,
        request: Option<&str>,
        draw: &mut Draw,
    ) -> String {
        let wrong = "no code".to_owned();
        if draw.chance(15) {
            return wrong;
        }
        let mails = self.process.memory.mailer.sent(&restaurant.id);
        let own = mails.iter().rev().filter(|sent| {
            let about = request.is_none_or(|request| sent.mail.text.contains(request));
            about && person.emails.contains(&sent.mail.to)
        });
        let mut codes = own.filter_map(|sent| code_in(&sent.mail.text));
        codes.next().unwrap_or(wrong)
    }
}

fn sign_up(restaurant: &Restaurant, draw: &mut Draw) -> AccountCall {
    let number = draw.number();
    AccountCall::SignUp {
        tenant: restaurant.id.clone(),
        username: format!("persona{number}"),
        email: format!("persona{number}@{}.example.pe", restaurant.id),
        password: usize::try_from(draw.below(3)).unwrap_or(0),
    }
}

fn session(person: &Person, number: u64) -> Option<&Session> {
    let place = usize::try_from(number).unwrap_or(0) % person.sessions.len().max(1);
    person.sessions.get(place)
}

fn use_session(person: &Person, draw: &mut Draw) -> Option<AccountCall> {
    let number = draw.number();
    Some(AccountCall::Use {
        caller: person.caller.clone(),
        session: usize::try_from(number).unwrap_or(0) % person.sessions.len().max(1),
        tokens: session(person, number)?.tokens.clone(),
    })
}

fn code_in(text: &str) -> Option<String> {
    let is_code = |line: &&str| line.len() == CODE_DIGITS && line.bytes().all(|byte| byte.is_ascii_digit());
    text.lines().map(str::trim).find(is_code).map(str::to_owned)
}
