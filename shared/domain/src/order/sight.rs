//! How much of an order somebody is shown: what the screens of their work need, and no more.

use super::{Order, State};
use crate::Timestamp;
use crate::cart::FulfilmentKind;
use crate::staff::Role;
use crate::stage::Stage;
use crate::time::DAY_MS;

/// How long the link of a finished order shows it to somebody who is not signed in, in days.
pub const LINK_DAYS: i64 = 30;

/// How much of an order somebody sees. [`Sight::shows`] says what that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// The dishes, who works on them, and the first name to call out: staff who do not work on the order now.
    Dishes,
    /// Also where it goes and what to collect: a driver who may take it.
    Offered,
    /// Also the telephone: staff who pack it, hand it over, or carry it.
    Handover,
    /// What its customer, and a person who placed it for the customer, have written and have to know.
    Placed,
    /// All of it, as its customer sees it.
    Own,
    /// Everything: managers and machines.
    Whole,
}

/// The parts of an order that not everybody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shows {
    /// The customer's whole name; the first name otherwise.
    pub full_name: bool,
    pub phone: bool,
    pub email: bool,
    pub customer_id: bool,
    /// Street, district and how to find it. Which branch a pickup is at is no secret.
    pub address: bool,
    /// DNI, RUC and what else a receipt names.
    pub receipt: bool,
    /// Prices, totals and how the payment stands.
    pub money: bool,
    /// How much is to be collected at the door or the counter.
    pub to_collect: bool,
    /// Ids and whole names of staff; first names otherwise.
    pub staff: bool,
}

const DISHES: Shows = Shows {
    full_name: false,
    phone: false,
    email: false,
    customer_id: false,
    address: false,
    receipt: false,
    money: false,
    to_collect: false,
    staff: true,
};

const OFFERED: Shows = Shows {
    full_name: true,
    address: true,
    to_collect: true,
    ..DISHES
};

const HANDOVER: Shows = Shows {
    phone: true,
    ..OFFERED
};

const PLACED: Shows = Shows {
    customer_id: true,
    receipt: true,
    money: true,
    ..HANDOVER
};

const OWN: Shows = Shows {
    email: true,
    staff: false,
    ..PLACED
};

const WHOLE: Shows = Shows { staff: true, ..OWN };

impl Sight {
    pub fn shows(self) -> &'static Shows {
        match self {
            Sight::Dishes => &DISHES,
            Sight::Offered => &OFFERED,
            Sight::Handover => &HANDOVER,
            Sight::Placed => &PLACED,
            Sight::Own => &OWN,
            Sight::Whole => &WHOLE,
        }
    }
}

impl Order {
    /// How much of it somebody of a role sees, by their id. A customer is taken for the one who ordered: who that is has to
    /// be checked before.
    pub fn sight(&self, role: Role, id: &str) -> Sight {
        match role {
            Role::Manager | Role::Service => return Sight::Whole,
            Role::Customer => return Sight::Own,
            Role::Cook | Role::Dispatcher | Role::Driver => {}
        }
        let State::Working { stage, taken, .. } = &self.state else {
            return Sight::Dishes;
        };
        let kind = self.head.fulfilment.kind();
        match (stage, taken) {
            (Stage::Packaging | Stage::Delivery, _) if stage.role(kind) != role => Sight::Dishes,
            (Stage::Delivery, Some(taken)) if kind == FulfilmentKind::Delivery && taken.by.id != id => {
                Sight::Dishes
            }
            (Stage::Delivery, None) if kind == FulfilmentKind::Delivery => Sight::Offered,
            (Stage::Packaging | Stage::Delivery, _) => Sight::Handover,
            (Stage::Cooking, _) => Sight::Dishes,
        }
    }

    /// Whether its link shows it to anybody: until [`LINK_DAYS`] after it was finished.
    pub fn is_linked(&self, now: Timestamp) -> bool {
        self.finished_at()
            .is_none_or(|finished| now.since_ms(finished) < LINK_DAYS * DAY_MS)
    }
}
