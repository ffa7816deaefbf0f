//! The signed-in customer's profile, and which customers the restaurant takes no orders of.

use api::ApiError;
use api::customers::ProfileChange;
use domain::CustomerId;
use domain::customer::Customer;
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// The signed-in customer's own profile. The customer.
#[server(name = MyProfileCall, prefix = "/rpc/customers", endpoint = "my-profile", input = Json, client = super::Reading)]
pub async fn my_profile() -> Result<Customer, ApiError> {
    super::context::customer(async |services, caller| {
        services.customers.customer(&caller, caller.customer_id()?).await
    })
    .await
}

/// Changes the signed-in customer's profile. The customer.
#[server(name = UpdateProfileCall, prefix = "/rpc/customers", endpoint = "update-profile", input = Json, client = super::Writing)]
pub async fn update_profile(change: ProfileChange) -> Result<Customer, ApiError> {
    super::context::customer(async |services, caller| {
        services
            .customers
            .update_profile(&caller, caller.customer_id()?, change)
            .await
    })
    .await
}

/// Whether the restaurant takes no orders of this account. Managers.
#[server(name = IsCustomerBlockedCall, prefix = "/rpc/customers", endpoint = "is-blocked", input = Json, client = super::Reading)]
pub async fn is_customer_blocked(customer: CustomerId) -> Result<bool, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCustomers, async |services, caller| {
        let customer = services.customers.customer(&caller, &customer).await?;
        Ok(customer.blocked)
    })
    .await
}

/// Says whether it takes none, and gives what counts now. Managers.
#[server(name = BlockCustomerCall, prefix = "/rpc/customers", endpoint = "block", input = Json, client = super::Writing)]
pub async fn block_customer(customer: CustomerId, blocked: bool) -> Result<bool, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCustomers, async |services, caller| {
        let change = ProfileChange {
            blocked: Some(blocked),
            ..ProfileChange::default()
        };
        let customer = services
            .customers
            .update_profile(&caller, &customer, change)
            .await?;
        Ok(customer.blocked)
    })
    .await
}
