//! Passwords, e-mail addresses and closing an account. The service is [`Auth`](crate::auth::Auth).

#[cfg(feature = "ssr")]
use crate::auth::signed_in_customer;
use api::ApiError;
use api::account::{AccountView, EmailChange, PasswordChange, PasswordReset};
#[cfg(feature = "ssr")]
use api::auth::App;
use api::auth::SignedInCustomer;
use domain::{AccountRequestId, CustomerId, Timestamp};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// Has a code sent by mail for a forgotten password. Anybody.
#[server(name = RecoverPasswordCall, prefix = "/rpc/auth", endpoint = "recover-password", input = Json, client = super::Writing)]
pub async fn recover_password(account: String) -> Result<AccountRequestId, ApiError> {
    super::context::anybody(async |_, services, caller| {
        services.auth.recover_password(&caller, &account).await
    })
    .await
}

/// Chooses a new password with a code, and signs in. Anybody.
#[server(name = ResetPasswordCall, prefix = "/rpc/auth", endpoint = "reset-password", input = Json, client = super::Writing)]
pub async fn reset_password(reset: PasswordReset) -> Result<SignedInCustomer, ApiError> {
    use super::context::{SessionChange, anybody};
    anybody(async |exchange, services, caller| {
        let signed_in = services.auth.reset_password(&caller, reset).await?;
        exchange.change_session(SessionChange::Start(App::Storefront, signed_in.tokens));
        signed_in_customer(&signed_in.caller)
    })
    .await
}

/// Changes the password and signs out everywhere else. The customer.
#[server(name = ChangePasswordCall, prefix = "/rpc/auth", endpoint = "change-password", input = Json, client = super::Writing)]
pub async fn change_password(change: PasswordChange) -> Result<(), ApiError> {
    use super::context::{SessionChange, anybody};
    anybody(async |exchange, services, caller| {
        caller.customer_id()?;
        let signed_in = services.auth.change_password(&caller, change).await?;
        exchange.change_session(SessionChange::Start(App::Storefront, signed_in.tokens));
        Ok(())
    })
    .await
}

/// The signed-in customer's account. The customer.
#[server(name = MyAccountCall, prefix = "/rpc/auth", endpoint = "my-account", input = Json, client = super::Reading)]
pub async fn my_account() -> Result<AccountView, ApiError> {
    super::context::customer(async |services, caller| services.auth.account(&caller).await).await
}

/// Has a code sent to a new e-mail address. The customer.
#[server(name = ChangeEmailCall, prefix = "/rpc/auth", endpoint = "change-email", input = Json, client = super::Writing)]
pub async fn change_email(change: EmailChange) -> Result<(), ApiError> {
    super::context::customer(async |services, caller| {
        let id = caller.customer_id()?;
        services.auth.change_email(&caller, id, change).await
    })
    .await
}

/// Takes the new e-mail address with its code. The customer.
#[server(name = ConfirmEmailCall, prefix = "/rpc/auth", endpoint = "confirm-email", input = Json, client = super::Writing)]
pub async fn confirm_email(code: String) -> Result<(), ApiError> {
    super::context::customer(async |services, caller| {
        let id = caller.customer_id()?;
        services.auth.confirm_email(&caller, id, &code).await
    })
    .await
}

/// Closes the account and signs out. The customer.
#[server(name = CloseAccountCall, prefix = "/rpc/auth", endpoint = "close-account", input = Json, client = super::Writing)]
pub async fn close_account(password: String) -> Result<Timestamp, ApiError> {
    use super::context::{SessionChange, anybody};
    anybody(async |exchange, services, caller| {
        let id = caller.customer_id()?;
        let erased_at = services.auth.close_account(&caller, id, &password).await?;
        exchange.change_session(SessionChange::End(App::Storefront));
        Ok(erased_at)
    })
    .await
}

/// Closes the account of a customer on the word of the restaurant, and says when it is erased. Managers.
#[server(name = EraseCustomerCall, prefix = "/rpc/auth", endpoint = "erase-customer", input = Json, client = super::Writing)]
pub async fn erase_customer(customer: CustomerId) -> Result<Timestamp, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageCustomers, async |services, caller| {
        services.auth.erase_customer(&caller, &customer).await
    })
    .await
}
