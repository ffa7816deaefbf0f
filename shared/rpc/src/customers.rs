//! The signed-in customer's profile.

use api::ApiError;
use api::customers::ProfileChange;
use domain::customer::Customer;
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

#[cfg(feature = "ssr")]
pub use service::Customers;

#[cfg(feature = "ssr")]
mod service {
    use super::*;
    use crate::caller::Caller;
    use api::Paged;
    use api::customers::NewContact;
    use domain::CustomerId;

    #[async_trait::async_trait]
    pub trait Customers: std::fmt::Debug + Send + Sync {
        /// A customer. Themselves, managers and machines; for another customer it does not exist.
        async fn customer(&self, caller: &Caller, id: &CustomerId) -> Result<Customer, ApiError>;

        /// The customer for whom the caller places an order: themselves, or anybody for those who may order for others.
        async fn orderer(&self, caller: &Caller, id: &CustomerId) -> Result<Customer, ApiError>;

        /// Adds a customer who did not register. Managers and machines. 409 when the address is somebody's.
        async fn add(&self, caller: &Caller, contact: NewContact) -> Result<Customer, ApiError>;

        /// All customers by number, or those whose name, e-mail address or telephone contains `search`. Managers
        /// and machines.
        async fn list(
            &self,
            caller: &Caller,
            search: &str,
            cursor: Option<String>,
            limit: usize,
        ) -> Result<Paged<Customer>, ApiError>;

        /// Customers with a number above this one, by number, `limit` of them at most; with a search as in `list`.
        async fn after_number(
            &self,
            caller: &Caller,
            search: &str,
            after: u64,
            limit: usize,
        ) -> Result<Vec<Customer>, ApiError>;

        /// The customer of a number, for those who may order for others. Customers find themselves only.
        async fn by_number(&self, caller: &Caller, number: u64) -> Result<Customer, ApiError>;

        /// Changes a profile. The customer, and managers.
        async fn update_profile(
            &self,
            caller: &Caller,
            id: &CustomerId,
            change: ProfileChange,
        ) -> Result<Customer, ApiError>;
    }
}

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
