//! The signed-in customer's profile.

use api::ApiError;
use api::customers::ProfileChange;
use domain::customer::Customer;
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// The signed-in customer's own profile. The customer.
#[server(name = MyProfileCall, prefix = "/rpc/customers", endpoint = "my-profile", input = Json, client = super::PageClient)]
pub async fn my_profile() -> Result<Customer, ApiError> {
    super::context::customer(async |services, caller| {
        services.customers.customer(&caller, caller.customer_id()?).await
    })
    .await
}

/// Changes the signed-in customer's profile. The customer.
#[server(name = UpdateProfileCall, prefix = "/rpc/customers", endpoint = "update-profile", input = Json, client = super::PageClient)]
pub async fn update_profile(change: ProfileChange) -> Result<Customer, ApiError> {
    super::context::customer(async |services, caller| {
        services
            .customers
            .update_profile(&caller, caller.customer_id()?, change)
            .await
    })
    .await
}
