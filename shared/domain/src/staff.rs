//! The people who work in a restaurant, their roles, and what each role may do.

pub use super::role::Role;
use super::{StaffId, stage::Stage};
use serde::{Deserialize, Serialize};

/// Somebody who works in the restaurant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Staff {
    pub id: StaffId,
    pub username: String,
    pub name: String,
    pub role: Role,
    pub active: bool,
}

/// Something that not everybody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// See every order of the restaurant: as much of each as [`Sight`](super::order::Sight) says.
    SeeOrders,
    /// See how orders were paid, entry by entry.
    SeePayments,
    SeeCustomers,
    /// Take, release and complete a stage.
    Work(Stage),
    /// Work on what another person took.
    WorkForOthers,
    /// Cancel until the order is delivered, with a reason.
    CancelAnyOrder,
    /// Change what was ordered before it is cooked.
    EditOrders,
    /// Give money of an order back, all of it or a part, with a reason.
    GiveMoneyBack,
    /// Place an order for a customer.
    OrderForOthers,
    SeeDashboard,
    ManageCatalog,
    /// Say what has run out, until when, and that it is there again.
    MarkSoldOut,
    ManageCustomers,
    ManageStaff,
    /// Make keys of the public API, see which there are, and revoke them.
    ManageApiKeys,
    /// See the events that could not be handled, and try them again.
    RetryDeadLetters,
    /// Say where events of the restaurant are sent, and see what was sent.
    ManageWebhooks,
    /// Read the book of claims, with who filed them, and answer.
    AnswerClaims,
    /// Answer requests for catering: quote, take money, cancel, send into the kitchen.
    ManageCatering,
    /// Change the restaurant's settings.
    ManageSettings,
    /// Say whose account customers pay into: that is done by people only.
    ManagePaymentAccounts,
    /// Stop orders for now for a while, and let them go on.
    PauseSales,
    /// Calls between machines.
    Internal,
}

impl Role {
    /// Whether people of this role may do this.
    pub fn may(self, permission: Permission) -> bool {
        use Permission::*;
        match self {
            Role::Customer => false,
            Role::Service => !matches!(
                permission,
                Work(_)
                    | WorkForOthers
                    | RetryDeadLetters
                    | ManageStaff
                    | ManageApiKeys
                    | ManagePaymentAccounts
            ),
            Role::Manager => permission != Internal,
            Role::Cook => matches!(
                permission,
                SeeOrders | PauseSales | MarkSoldOut | Work(Stage::Cooking)
            ),
            Role::Dispatcher => matches!(
                permission,
                SeeOrders
                    | PauseSales
                    | MarkSoldOut
                    | OrderForOthers
                    | Work(Stage::Packaging | Stage::Delivery)
            ),
            Role::Driver => matches!(permission, SeeOrders | Work(Stage::Delivery)),
        }
    }

    /// Whether this is somebody of the restaurant's staff.
    pub fn is_staff(self) -> bool {
        matches!(self, Role::Cook | Role::Dispatcher | Role::Driver | Role::Manager)
    }

    /// The name in tokens and JSON.
    pub fn wire_name(self) -> &'static str {
        match self {
            Role::Customer => "customer",
            Role::Cook => "cook",
            Role::Dispatcher => "dispatcher",
            Role::Driver => "driver",
            Role::Manager => "manager",
            Role::Service => "service",
        }
    }

    pub fn from_wire_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.wire_name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_has_its_people() {
        let workers = |stage| {
            Role::ALL
                .into_iter()
                .filter(|r| r.may(Permission::Work(stage)))
                .collect::<Vec<_>>()
        };
        assert_eq!(workers(Stage::Cooking), [Role::Cook, Role::Manager]);
        assert_eq!(workers(Stage::Packaging), [Role::Dispatcher, Role::Manager]);
        assert_eq!(
            workers(Stage::Delivery),
            [Role::Dispatcher, Role::Driver, Role::Manager]
        );
    }

    #[test]
    fn figures_customers_and_payments_are_the_managers() {
        for permission in [
            Permission::SeeDashboard,
            Permission::SeeCustomers,
            Permission::SeePayments,
        ] {
            let who: Vec<Role> = Role::ALL
                .into_iter()
                .filter(|role| role.may(permission))
                .collect();
            assert_eq!(who, [Role::Manager, Role::Service], "{permission:?}");
        }
    }

    #[test]
    fn customers_may_nothing_of_the_staff() {
        for permission in [
            Permission::SeeOrders,
            Permission::ManageCatalog,
            Permission::Internal,
        ] {
            assert!(!Role::Customer.may(permission));
        }
        assert!(Role::Service.may(Permission::Internal) && !Role::Manager.may(Permission::Internal));
    }

    #[test]
    fn wire_names_go_both_ways() {
        for role in Role::ALL {
            assert_eq!(Role::from_wire_name(role.wire_name()), Some(role));
            assert_eq!(
                serde_json::to_string(&role).unwrap(),
                format!("\"{}\"", role.wire_name())
            );
        }
    }
}
