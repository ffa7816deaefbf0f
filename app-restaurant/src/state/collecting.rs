//! Whose account customers pay into, as it is stored, and what a manager makes of it.

use api::FieldError;
use api::payment_accounts::{FoundAccount, NewPaymentAccount, PaymentSettings};
use domain::online_payments::OnlinePayments;
use leptos::prelude::*;

/// Who can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Shared,
    Own,
    Nobody,
}

impl Who {
    pub fn of(online: OnlinePayments) -> Who {
        match online {
            OnlinePayments::Shared => Who::Shared,
            OnlinePayments::Own { .. } => Who::Own,
            OnlinePayments::Off => Who::Nobody,
        }
    }
}

/// What is typed of an account that is to be connected.
#[derive(Debug, Clone, Copy)]
pub struct Connecting {
    pub token: RwSignal<String>,
    pub secret: RwSignal<String>,
    pub pos: RwSignal<String>,
    /// The account of the token as it was typed, once that is known.
    pub found: RwSignal<Option<FoundAccount>>,
    /// What is wrong with what was sent last.
    pub wrong: RwSignal<Vec<FieldError>>,
    pub busy: RwSignal<bool>,
}

impl Connecting {
    fn new() -> Connecting {
        Connecting {
            token: RwSignal::new(String::new()),
            secret: RwSignal::new(String::new()),
            pos: RwSignal::new(String::new()),
            found: RwSignal::new(None),
            wrong: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
        }
    }

    /// Another token is another account.
    pub fn type_token(self, token: String) {
        self.token.set(token);
        self.found.set(None);
    }

    /// The account of the token that was asked about, unless another one was typed meanwhile.
    pub fn learn(self, token: &str, found: FoundAccount) {
        if self.token.try_with_untracked(|typed| typed == token) != Some(true) {
            return;
        }
        let first = found.points_of_sale.first().map(|pos| pos.id.clone());
        let _ = self.pos.try_set(first.unwrap_or_default());
        let _ = self.found.try_set(Some(found));
    }

    /// What is to be connected.
    pub fn wanted(self) -> NewPaymentAccount {
        NewPaymentAccount {
            token: self.token.get_untracked().trim().to_owned(),
            webhook_secret: self.secret.get_untracked().trim().to_owned(),
            pos: self.pos.get_untracked(),
        }
    }

    /// Forgets the keys: the screen may be left by now.
    fn clear(self) {
        for field in [self.token, self.secret, self.pos] {
            let _ = field.try_set(String::new());
        }
        let _ = self.found.try_set(None);
        let _ = self.wrong.try_set(Vec::new());
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Collecting {
    pub stored: RwSignal<Option<PaymentSettings>>,
    /// Who shall take the money, where that was chosen and is not stored yet.
    pub chosen: RwSignal<Option<Who>>,
    /// Whether another account, or what is new of the one that there is, is being connected.
    pub renews: RwSignal<bool>,
    pub busy: RwSignal<bool>,
    pub connecting: Connecting,
}

impl Collecting {
    pub fn new(stored: Option<PaymentSettings>) -> Collecting {
        Collecting {
            stored: RwSignal::new(stored),
            chosen: RwSignal::new(None),
            renews: RwSignal::new(false),
            busy: RwSignal::new(false),
            connecting: Connecting::new(),
        }
    }

    /// What is stored by now: an answer that took longer than a newer one says nothing new. The screen may be left by now.
    pub fn learn(self, stored: PaymentSettings) {
        let newer = |known: &Option<PaymentSettings>| {
            known.as_ref().is_none_or(|known| known.version <= stored.version)
        };
        if self.stored.try_with_untracked(newer) == Some(true) {
            let _ = self.stored.try_set(Some(stored));
        }
    }

    /// What was sent is stored.
    pub fn saved(self, stored: PaymentSettings) {
        self.learn(stored);
        self.leave();
    }

    /// Who takes the money stays who it is.
    pub fn leave(self) {
        let _ = self.chosen.try_set(None);
        let _ = self.renews.try_set(false);
        self.connecting.clear();
    }

    /// Who takes the money as it is stored, followed: nobody where the deployment should and has no account.
    pub fn takes(self) -> Who {
        let who = |stored: &PaymentSettings| match Who::of(stored.online) {
            Who::Shared if !stored.shared => Who::Nobody,
            who => who,
        };
        self.stored
            .with(|stored| stored.as_ref().map_or(Who::Shared, who))
    }

    /// Who is marked, followed.
    pub fn marked(self) -> Who {
        self.chosen.get().unwrap_or_else(|| self.takes())
    }

    /// Whether an account is to be connected before it can take the money, followed.
    pub fn connects(self) -> bool {
        let has_none =
            |stored: &Option<PaymentSettings>| stored.as_ref().is_some_and(|stored| stored.account.is_none());
        self.marked() == Who::Own && (self.renews.get() || self.stored.with(has_none))
    }

    /// What is to be stored of a choice: nothing where an account has to be connected first.
    pub fn wanted(self) -> Option<(OnlinePayments, u64)> {
        let who = self.chosen.get_untracked()?;
        self.stored.with_untracked(|stored| {
            let stored = stored.as_ref()?;
            let online = match who {
                Who::Shared => OnlinePayments::Shared,
                Who::Nobody => OnlinePayments::Off,
                Who::Own => OnlinePayments::Own {
                    account: stored.account.as_ref()?.number,
                },
            };
            Some((online, stored.version))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::payment_accounts::FoundPointOfSale;

    fn settings(version: u64, online: OnlinePayments) -> PaymentSettings {
        PaymentSettings {
            version,
            online,
            shared: true,
            account: None,
            notifications_url: String::new(),
        }
    }

    #[test]
    fn an_answer_that_comes_late_says_nothing_new() {
        Owner::new().with(|| {
            let collecting = Collecting::new(None);
            collecting.learn(settings(3, OnlinePayments::Off));
            collecting.learn(settings(2, OnlinePayments::Shared));
            assert_eq!(collecting.takes(), Who::Nobody);
        });
    }

    #[test]
    fn an_account_is_connected_before_it_takes_the_money() {
        Owner::new().with(|| {
            let collecting = Collecting::new(Some(settings(1, OnlinePayments::Shared)));
            assert!(!collecting.connects() && collecting.wanted().is_none());
            collecting.chosen.set(Some(Who::Own));
            assert!(collecting.connects() && collecting.wanted().is_none());
            collecting.chosen.set(Some(Who::Nobody));
            assert!(!collecting.connects());
            assert_eq!(collecting.wanted(), Some((OnlinePayments::Off, 1)));
        });
    }

    #[test]
    fn a_deployment_without_an_account_takes_no_money() {
        Owner::new().with(|| {
            let mut stored = settings(1, OnlinePayments::Shared);
            stored.shared = false;
            assert_eq!(Collecting::new(Some(stored)).takes(), Who::Nobody);
        });
    }

    #[test]
    fn another_token_is_another_account() {
        Owner::new().with(|| {
            let connecting = Connecting::new();
            let found = |user: &str| FoundAccount {
                user: user.to_owned(),
                name: String::new(),
                points_of_sale: vec![FoundPointOfSale {
                    id: "CAJA1".to_owned(),
                    name: "Caja".to_owned(),
                }],
            };
            connecting.type_token("uno".to_owned());
            connecting.learn("uno", found("1"));
            assert_eq!(connecting.pos.get_untracked(), "CAJA1");
            connecting.type_token("dos".to_owned());
            assert_eq!(connecting.found.get_untracked(), None);
            connecting.learn("uno", found("1"));
            assert_eq!(connecting.found.get_untracked(), None, "asked before");
        });
    }
}
