//! Who calls.

use crate::error::Error;
use api::Code;
use api::orders::OrderView;
use domain::order::{Actor, Order, Sight};
use domain::scope::Scopes;
use domain::staff::{Permission, Role};
use domain::{CustomerId, StaffId, TenantId};
use texts::now::errors as texts;

/// Who calls, and in which restaurant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    pub tenant: TenantId,
    pub who: Who,
    /// The network address that the call came from, of visitors and of those who are signed in; `None` for what the server
    /// does by itself.
    pub address: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Nobody that is known but by [`Caller::address`].
    Visitor,
    Customer {
        id: CustomerId,
        username: String,
        name: String,
    },
    Staff {
        id: StaffId,
        username: String,
        name: String,
        role: Role,
        /// Came in with the PIN of a shared tablet, not with a password.
        by_pin: bool,
    },
    /// A machine of the restaurant's own.
    Service {
        name: String,
        /// What of its role it may do; `None` for all of it.
        scopes: Option<Scopes>,
    },
}

impl Caller {
    /// The system itself, for what it does in reaction to events.
    pub fn system(tenant: &TenantId) -> Caller {
        Caller {
            tenant: tenant.clone(),
            who: Who::Service {
                name: "system".into(),
                scopes: None,
            },
            address: None,
        }
    }

    /// The role; `None` for a visitor.
    pub fn role(&self) -> Option<Role> {
        match &self.who {
            Who::Visitor => None,
            Who::Customer { .. } => Some(Role::Customer),
            Who::Staff { role, .. } => Some(*role),
            Who::Service { .. } => Some(Role::Service),
        }
    }

    /// The caller as orders and events name them.
    pub fn actor(&self) -> Result<Actor, Error> {
        match &self.who {
            Who::Visitor => Err(Error::unauthenticated()),
            Who::Customer { id, name, .. } => Ok(Actor {
                id: id.to_string(),
                name: name.clone(),
                role: Role::Customer,
            }),
            Who::Staff { id, name, role, .. } => Ok(Actor {
                id: id.to_string(),
                name: name.clone(),
                role: *role,
            }),
            Who::Service { name, .. } => Ok(Actor {
                id: name.clone(),
                name: "Brasa".into(),
                role: Role::Service,
            }),
        }
    }

    /// How much of an order the caller sees. A visitor has to be turned away before: see [`Order::sight`].
    pub fn sight(&self, order: &Order) -> Sight {
        match &self.who {
            Who::Visitor => Sight::Dishes,
            Who::Customer { .. } => Sight::Own,
            Who::Staff { id, role, .. } => order.sight(*role, id.as_str()),
            Who::Service { .. } => Sight::Whole,
        }
    }

    /// The order as the caller sees it.
    pub fn view(&self, order: &Order) -> OrderView {
        OrderView::of(&self.tenant, order, self.sight(order))
    }

    pub fn may(&self, permission: Permission) -> bool {
        let in_scope = match &self.who {
            Who::Service {
                scopes: Some(scopes), ..
            } => scopes.allow(permission),
            _ => true,
        };
        in_scope && self.role().is_some_and(|role| role.may(permission))
    }

    /// Refuses those who may not do this: 401 for a visitor, 403 for anybody else.
    pub fn require(&self, permission: Permission) -> Result<(), Error> {
        match self.role() {
            None => Err(Error::unauthenticated()),
            Some(_) if self.may(permission) => Ok(()),
            Some(_) => Err(Error::forbidden()),
        }
    }

    /// The same, and of people that they came in with their password, where what is done would outlast a PIN that somebody has seen:
    /// 403 `password_needed`.
    pub fn require_with_password(&self, permission: Permission) -> Result<(), Error> {
        self.require(permission)?;
        match &self.who {
            Who::Staff { by_pin: true, .. } => Err(Error::new(Code::PasswordNeeded, texts::PASSWORD_NEEDED)),
            _ => Ok(()),
        }
    }

    /// The same of machines, for what people are let through to by another rule: what is theirs, or what an order says.
    pub fn require_of_machines(&self, permission: Permission) -> Result<(), Error> {
        match &self.who {
            Who::Service { .. } => self.require(permission),
            Who::Visitor | Who::Customer { .. } | Who::Staff { .. } => Ok(()),
        }
    }

    /// The customer's id; 401 for a visitor, 403 for anybody else.
    pub fn customer_id(&self) -> Result<&CustomerId, Error> {
        match &self.who {
            Who::Customer { id, .. } => Ok(id),
            Who::Visitor => Err(Error::unauthenticated()),
            Who::Staff { .. } | Who::Service { .. } => Err(Error::forbidden()),
        }
    }

    /// Under which name limits and idempotency keys of this caller are kept.
    pub fn label(&self) -> String {
        match &self.who {
            Who::Visitor => format!("visitor:{}", self.address.as_deref().unwrap_or_default()),
            Who::Customer { id, .. } => id.to_string(),
            Who::Staff { id, .. } => id.to_string(),
            Who::Service { name, .. } => format!("service:{name}"),
        }
    }
}
