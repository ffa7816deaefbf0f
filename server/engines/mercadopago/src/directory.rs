//! Whose account a token is, and where codes to pay can be shown for it.
//!
//! - `GET /users/me` says whose it is, and in which country
//! - `GET /pos` lists the points of sale

use super::client::Client;
use super::text;
use async_trait::async_trait;
use ports::EngineError;
use ports::payment_accounts::{AccountDirectory, AccountOwner, PointOfSale};
use serde::Deserialize;
use serde_json::Value;

/// Points of sale that are listed at most: more than a restaurant has tills.
const LISTED: &str = "50";

/// See [`AccountDirectory`].
#[derive(Debug, Clone)]
pub struct MercadoPagoDirectory {
    http: reqwest::Client,
    url: String,
}

#[derive(Debug, Deserialize)]
struct User {
    id: Value,
    nickname: Option<String>,
    /// The country, such as `MPE` for Peru.
    site_id: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Search {
    results: Vec<Found>,
}

#[derive(Debug, Deserialize)]
struct Found {
    name: Option<String>,
    external_id: Option<String>,
}

impl MercadoPagoDirectory {
    /// `url` is the address of the API, without a slash at its end.
    pub fn new(url: String) -> Result<MercadoPagoDirectory, EngineError> {
        Ok(MercadoPagoDirectory {
            http: super::client::http()?,
            url,
        })
    }
}

#[async_trait]
impl AccountDirectory for MercadoPagoDirectory {
    async fn owner(&self, token: &str) -> Result<Option<AccountOwner>, EngineError> {
        let client = Client::new(self.http.clone(), &self.url, token);
        let Some(user) = client.get_if_accepted::<User>("/users/me", &[]).await? else {
            return Ok(None);
        };
        let listed: Option<Search> = client.get("/pos", &[("limit", LISTED)]).await?;
        let found = listed.map(|listed| listed.results).unwrap_or_default();
        let points_of_sale = found
            .into_iter()
            .filter_map(|pos| {
                let id = pos.external_id.filter(|id| is_pos(id))?;
                let name = pos.name.filter(|name| !name.trim().is_empty());
                Some(PointOfSale {
                    name: name.unwrap_or_else(|| id.clone()),
                    id,
                })
            })
            .collect();
        let id = text(&user.id).filter(|id| is_user(id));
        let unreadable = || EngineError::broken(super::ENGINE, "it does not say whose the token is");
        Ok(Some(AccountOwner {
            name: user.nickname.unwrap_or_default(),
            user: id.ok_or_else(unreadable)?,
            currency: user.site_id.as_deref().and_then(currency).map(str::to_owned),
            points_of_sale,
        }))
    }
}

/// What accounts of a country are paid in: the countries that Mercado Pago lists.
fn currency(site: &str) -> Option<&'static str> {
    Some(match site {
        "MLA" => "ARS",
        "MLB" => "BRL",
        "MLC" => "CLP",
        "MLM" => "MXN",
        "MLU" => "UYU",
        "MCO" => "COP",
        "MPE" => "PEN",
        _ => return None,
    })
}

/// Whether this can be the number of an account.
pub fn is_user(user: &str) -> bool {
    (1..=20).contains(&user.len()) && user.bytes().all(|b| b.is_ascii_digit())
}

/// Whether this can be the external id of a point of sale.
pub fn is_pos(pos: &str) -> bool {
    (1..=40).contains(&pos.len())
        && pos
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
