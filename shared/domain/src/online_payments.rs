//! Who takes the money of customers who pay before they receive.

use serde::{Deserialize, Serialize};

/// Whose account at a payment gateway the customers of a restaurant pay into.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OnlinePayments {
    /// That of the deployment, which all its restaurants share, where it has one.
    #[default]
    Shared,
    /// One of the restaurant's own, by its number: 1 is the first that was connected.
    Own { account: u32 },
    /// Nobody's: customers pay at the door.
    Off,
}

impl OnlinePayments {
    pub fn is_shared(&self) -> bool {
        *self == OnlinePayments::Shared
    }

    /// The number of the restaurant's own account, where that takes the money.
    pub fn account(self) -> Option<u32> {
        match self {
            OnlinePayments::Own { account } => Some(account),
            OnlinePayments::Shared | OnlinePayments::Off => None,
        }
    }

    /// Whether customers can pay before they receive. `shared` is whether the deployment takes payments; a `draft`, whose payments
    /// are no money, needs nobody who does.
    pub fn takes_money(self, shared: bool, draft: bool) -> bool {
        match self {
            OnlinePayments::Shared => shared || draft,
            OnlinePayments::Own { .. } => true,
            OnlinePayments::Off => false,
        }
    }
}

/// What the reference of a payment begins with that goes into an account of the restaurant's own: no restaurant's id has such a letter.
const OWN: char = 'A';

/// The beginning of references of payments into the account of this number: `A2_`.
pub fn own_mark(account: u32) -> String {
    format!("{OWN}{account}_")
}

/// The number of the restaurant's own account that a payment was opened at; `None` for the gateway of the deployment.
pub fn own_account(reference: &str) -> Option<u32> {
    let (number, _) = reference.strip_prefix(OWN)?.split_once('_')?;
    number.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn who_takes_money_depends_on_whose_account_it_is() {
        let own = OnlinePayments::Own { account: 2 };
        for (by, shared, draft, takes) in [
            (OnlinePayments::Shared, true, false, true),
            (OnlinePayments::Shared, false, false, false),
            (OnlinePayments::Shared, false, true, true),
            (own, false, false, true),
            (own, true, true, true),
            (OnlinePayments::Off, true, false, false),
            (OnlinePayments::Off, true, true, false),
        ] {
            assert_eq!(by.takes_money(shared, draft), takes, "{by:?} {shared} {draft}");
        }
    }

    #[test]
    fn a_reference_names_the_account_it_was_opened_at() {
        assert_eq!(own_account(&[&own_mark(12), "pardos_o_1_2"].concat()), Some(12));
        for shared in ["pardos_o_1_2", "sim_o_1_1", "a1_o_1_1", "A_o_1_1", "Ax_o_1", "A1"] {
            assert_eq!(own_account(shared), None, "{shared}");
        }
    }

    #[test]
    fn it_is_written_by_its_name() {
        for (by, text) in [
            (OnlinePayments::Shared, json!({ "by": "shared" })),
            (
                OnlinePayments::Own { account: 2 },
                json!({ "by": "own", "account": 2 }),
            ),
            (OnlinePayments::Off, json!({ "by": "off" })),
        ] {
            assert_eq!(serde_json::to_value(by).unwrap(), text);
            assert_eq!(serde_json::from_value::<OnlinePayments>(text).unwrap(), by);
        }
    }
}
