//! The account that takes the money.

use std::fmt;

/// The account at Mercado Pago. All but the address must be set when `BRASA_GATEWAY=mercadopago`.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// `BRASA_MERCADOPAGO_URL`: default `https://api.mercadopago.com`, without a slash at its end. In production
    /// `https` only.
    pub url: String,
    /// `BRASA_MERCADOPAGO_TOKEN`: the access token of the application.
    pub token: String,
    /// `BRASA_MERCADOPAGO_USER`: the number of the account that receives the money.
    pub user: String,
    /// `BRASA_MERCADOPAGO_POS`: the external id of the point of sale, 1 to 40 letters, digits, `-` and `_`.
    pub pos: String,
    /// `BRASA_MERCADOPAGO_WEBHOOK_SECRET`: what notifications are signed with.
    pub webhook_secret: String,
}

impl fmt::Debug for Account {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Account")
            .field("url", &self.url)
            .field("user", &self.user)
            .field("pos", &self.pos)
            .finish_non_exhaustive()
    }
}
