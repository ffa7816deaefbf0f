//! A restaurant of a history and its people.

use domain::catalog::Catalog;
use domain::staff::Role;
use domain::tenant::Tenant;
use domain::{TenantId, Timestamp};
use services::caller::Caller;

/// When every history begins: a Saturday at noon in Lima.
pub const START: Timestamp = Timestamp(1_761_411_600_000);

/// A restaurant and who calls there.
#[derive(Debug, Clone)]
pub struct Restaurant {
    pub id: TenantId,
    pub settings: Tenant,
    /// What is on the carta at the beginning, and what it consists of.
    pub catalog: Catalog,
    pub customers: Vec<Caller>,
    pub staff: Vec<Caller>,
    pub machines: Vec<Caller>,
}

impl Restaurant {
    /// The staff of a role.
    pub fn of_role(&self, role: Role) -> Vec<Caller> {
        let of_role = self.staff.iter().filter(|caller| caller.role() == Some(role));
        of_role.cloned().collect()
    }
}
