//! What is stored about a customer, as one file to take along (Ley 29733: right of access; DS 016-2024-JUS: portability).

use api::ApiError;
use api::exports::ExportLink;
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// The signed-in customer's data as a file of JSON. The customer.
#[server(name = MyDataCall, prefix = "/rpc/customers", endpoint = "my-data", input = Json, client = super::Making)]
pub async fn my_data() -> Result<ExportLink, ApiError> {
    super::context::customer(async |services, caller| {
        let data = services::personal_data::personal_data(&services, &caller, caller.customer_id()?).await?;
        let text = serde_json::to_string_pretty(&data).map_err(|_| ApiError::internal())?;
        let exports = &services.exports;
        exports
            .keep(&caller.tenant, "mis-datos.json", "application/json", text)
            .await
    })
    .await
}
