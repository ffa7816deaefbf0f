//! The signed-in customer's profile, and the restaurant's customers for those who manage them.

use api::customers::{CustomerRecord, NoteChange, ProfileChange, StaffNote};
use api::exports::ExportLink;
use api::{ApiError, Paged};
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

/// Customers by number, or those that a search finds. Managers.
#[server(name = ListCustomersCall, prefix = "/rpc/customers", endpoint = "list", input = Json, client = super::Reading)]
pub async fn list_customers(search: String, cursor: Option<String>) -> Result<Paged<Customer>, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::SeeCustomers, async |services, caller| {
        let customers = &services.customers;
        customers.list(&caller, &search, cursor, api::DEFAULT_PAGE).await
    })
    .await
}

/// A customer, and what is noted about them. Managers.
#[server(name = CustomerRecordCall, prefix = "/rpc/customers", endpoint = "record", input = Json, client = super::Reading)]
pub async fn customer_record(customer: CustomerId) -> Result<CustomerRecord, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::SeeCustomers, async |services, caller| {
        let note = services.customers.note(&caller, &customer).await?;
        let customer = services.customers.customer(&caller, &customer).await?;
        Ok(CustomerRecord { customer, note })
    })
    .await
}

/// Notes something else about a customer, from the version that was read. Managers.
#[server(name = ChangeCustomerNoteCall, prefix = "/rpc/customers", endpoint = "change-note", input = Json, client = super::Writing)]
pub async fn change_customer_note(
    customer: CustomerId,
    change: NoteChange,
    version: u64,
) -> Result<StaffNote, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCustomers, async |services, caller| {
        let customers = &services.customers;
        customers
            .change_note(&caller, &customer, &change, Some(version))
            .await
    })
    .await
}

/// A file with all customers, or those that a search finds. Managers.
#[server(name = ExportCustomersCall, prefix = "/rpc/customers", endpoint = "export", input = Json, client = super::Making)]
pub async fn export_customers(search: String) -> Result<ExportLink, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCustomers, async |services, caller| {
        services.customers.export(&caller, &search).await
    })
    .await
}
