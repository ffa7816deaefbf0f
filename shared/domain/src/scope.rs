//! What a key of the public API is for: it may do what its scopes hold of what machines may do, and nothing else.

use super::staff::Permission;
use serde::{Deserialize, Serialize};

/// Maximum number of keys of a restaurant that are good at once. Those of operators are not counted.
pub const MAX_API_KEYS: usize = 20;

/// Maximum length of a key's name, in characters.
pub const MAX_KEY_NAME: usize = 60;

/// For how many days a key may be good; the last one where nothing else is chosen.
pub const KEY_DAYS: [u16; 2] = [90, 365];

/// Something that a key may be for. A permission is in one of them or in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scope {
    /// See orders, with the people who placed them.
    OrdersRead,
    /// Place, change, confirm and cancel orders. It holds seeing them.
    OrdersWrite,
    /// The carta, and what has run out.
    Menu,
    Customers,
    /// See how orders were paid, and give money back.
    Money,
    /// The dashboard.
    Figures,
    Claims,
    Catering,
    /// The settings, pauses, and the history of changes.
    Settings,
    /// Where events are sent: they tell of orders and customers as well.
    Webhooks,
}

impl Scope {
    pub const ALL: [Scope; 10] = [
        Scope::OrdersRead,
        Scope::OrdersWrite,
        Scope::Menu,
        Scope::Customers,
        Scope::Money,
        Scope::Figures,
        Scope::Claims,
        Scope::Catering,
        Scope::Settings,
        Scope::Webhooks,
    ];

    /// The one that holds a permission; `None` for what no key may do that has scopes.
    pub fn of(permission: Permission) -> Option<Scope> {
        use Permission as May;
        match permission {
            May::SeeOrders => Some(Scope::OrdersRead),
            May::OrderForOthers | May::EditOrders | May::CancelAnyOrder => Some(Scope::OrdersWrite),
            May::ManageCatalog | May::MarkSoldOut => Some(Scope::Menu),
            May::SeeCustomers | May::ManageCustomers => Some(Scope::Customers),
            May::SeePayments | May::GiveMoneyBack => Some(Scope::Money),
            May::SeeDashboard => Some(Scope::Figures),
            May::AnswerClaims => Some(Scope::Claims),
            May::ManageCatering => Some(Scope::Catering),
            May::ManageSettings | May::PauseSales => Some(Scope::Settings),
            May::ManageWebhooks => Some(Scope::Webhooks),
            // People do these: the work of the kitchen, the staff, and the keys themselves.
            May::Work(_)
            | May::WorkForOthers
            | May::ManageStaff
            | May::ManageApiKeys
            | May::ManagePaymentAccounts
            | May::RetryDeadLetters => None,
            // Older systems of a restaurant act for anybody by it.
            May::Internal => None,
        }
    }

    /// What it is of no use without.
    fn holds(self) -> Option<Scope> {
        (self == Scope::OrdersWrite).then_some(Scope::OrdersRead)
    }
}

/// The scopes of a key, in the order of [`Scope::ALL`], each once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    /// Those that were chosen, with what they hold; `None` where nothing was.
    pub fn chosen(chosen: &[Scope]) -> Option<Scopes> {
        let held = |scope: &Scope| {
            chosen
                .iter()
                .any(|one| one == scope || one.holds() == Some(*scope))
        };
        let all: Vec<Scope> = Scope::ALL.into_iter().filter(held).collect();
        (!all.is_empty()).then_some(Scopes(all))
    }

    /// Whether one of them holds a permission.
    pub fn allow(&self, permission: Permission) -> bool {
        Scope::of(permission).is_some_and(|scope| self.0.contains(&scope))
    }

    pub fn iter(&self) -> impl Iterator<Item = Scope> + '_ {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::Role;
    use crate::stage::Stage;

    /// Every permission with the scope that holds it.
    const TABLE: [(Permission, Option<Scope>); 25] = [
        (Permission::SeeOrders, Some(Scope::OrdersRead)),
        (Permission::OrderForOthers, Some(Scope::OrdersWrite)),
        (Permission::EditOrders, Some(Scope::OrdersWrite)),
        (Permission::CancelAnyOrder, Some(Scope::OrdersWrite)),
        (Permission::ManageCatalog, Some(Scope::Menu)),
        (Permission::MarkSoldOut, Some(Scope::Menu)),
        (Permission::SeeCustomers, Some(Scope::Customers)),
        (Permission::ManageCustomers, Some(Scope::Customers)),
        (Permission::SeePayments, Some(Scope::Money)),
        (Permission::GiveMoneyBack, Some(Scope::Money)),
        (Permission::SeeDashboard, Some(Scope::Figures)),
        (Permission::AnswerClaims, Some(Scope::Claims)),
        (Permission::ManageCatering, Some(Scope::Catering)),
        (Permission::ManageSettings, Some(Scope::Settings)),
        (Permission::PauseSales, Some(Scope::Settings)),
        (Permission::ManageWebhooks, Some(Scope::Webhooks)),
        (Permission::Internal, None),
        (Permission::Work(Stage::Cooking), None),
        (Permission::Work(Stage::Packaging), None),
        (Permission::Work(Stage::Delivery), None),
        (Permission::WorkForOthers, None),
        (Permission::ManageStaff, None),
        (Permission::ManageApiKeys, None),
        (Permission::ManagePaymentAccounts, None),
        (Permission::RetryDeadLetters, None),
    ];

    #[test]
    fn a_permission_of_machines_is_in_one_scope_or_meant_to_be_in_none() {
        for (permission, scope) in TABLE {
            assert_eq!(Scope::of(permission), scope, "{permission:?}");
            let alone = permission == Permission::Internal;
            let machines = Role::Service.may(permission);
            assert_eq!(machines, scope.is_some() || alone, "{permission:?}");
        }
        for scope in Scope::ALL {
            assert!(TABLE.iter().any(|(_, of)| *of == Some(scope)), "{scope:?}");
        }
    }

    #[test]
    fn a_key_may_what_its_scopes_hold_and_nothing_else() {
        for scope in Scope::ALL {
            let scopes = Scopes::chosen(&[scope]).unwrap();
            for (permission, of) in TABLE {
                let held = of.is_some() && (of == Some(scope) || of == scope.holds());
                assert_eq!(scopes.allow(permission), held, "{scope:?} {permission:?}");
            }
        }
    }

    #[test]
    fn what_is_chosen_is_in_order_and_once() {
        let scopes = |chosen: &[Scope]| Scopes::chosen(chosen).map(|scopes| scopes.0);
        assert_eq!(scopes(&[]), None);
        assert_eq!(
            scopes(&[Scope::Money, Scope::OrdersWrite, Scope::Money]),
            Some(vec![Scope::OrdersRead, Scope::OrdersWrite, Scope::Money])
        );
        let json = serde_json::to_string(&Scopes::chosen(&[Scope::OrdersRead]).unwrap());
        assert_eq!(json.unwrap(), "[\"ordersRead\"]");
    }
}
