//! What is stored about a customer, as one file to take along (Ley 29733: right of access; DS 016-2024-JUS: portability).

use api::ApiError;
use api::exports::ExportLink;
use domain::CustomerId;
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// The signed-in customer's data as a file of JSON. The customer.
#[server(name = MyDataCall, prefix = "/rpc/customers", endpoint = "my-data", input = Json, client = super::Making)]
pub async fn my_data() -> Result<ExportLink, ApiError> {
    super::context::customer(async |services, caller| {
        kept(&services, &caller, caller.customer_id()?, "mis-datos.json").await
    })
    .await
}

/// A customer's data as a file of JSON, for the person who has asked the restaurant for it. Managers.
#[server(name = CustomerDataCall, prefix = "/rpc/customers", endpoint = "data-of", input = Json, client = super::Making)]
pub async fn customer_data(customer: CustomerId) -> Result<ExportLink, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCustomers, async |services, caller| {
        kept(&services, &caller, &customer, "datos-del-cliente.json").await
    })
    .await
}

#[cfg(feature = "ssr")]
async fn kept(
    services: &services::Services,
    caller: &services::caller::Caller,
    customer: &CustomerId,
    file_name: &str,
) -> Result<ExportLink, services::Error> {
    let data = services::personal_data::personal_data(services, caller, customer).await?;
    let text = serde_json::to_string_pretty(&data).map_err(|_| services::Error::internal())?;
    services
        .exports
        .keep(&caller.tenant, file_name, "application/json", text)
        .await
}
