//! Files that somebody has asked for: kept with the restaurant's files, fetched by a link that is good for five minutes, and
//! removed after a day or two.

use super::cursor::Cursors;
use crate::error::Error;
use api::exports::ExportLink;
use domain::time::SECOND_MS;
use domain::{TenantId, Timestamp};
use ports::blobs::{Blob, EXPORTS, day};
use ports::{Blobs, Clock};
use std::sync::Arc;

/// How long a link is good, in seconds.
const LINK_SECONDS: u32 = 300;

/// What links are sealed for.
const SCOPE: &str = "exports";

/// Keeps files and makes links to them.
#[derive(Debug, Clone)]
pub struct Exports {
    blobs: Arc<dyn Blobs>,
    seals: Cursors,
    clock: Arc<dyn Clock>,
}

impl Exports {
    pub fn new(blobs: Arc<dyn Blobs>, seals: Cursors, clock: Arc<dyn Clock>) -> Exports {
        Exports { blobs, seals, clock }
    }

    /// The file behind a link of ours, with what it is called; 404 for any other, and when its time is over.
    pub async fn open(&self, tenant: &TenantId, sealed: &str) -> Result<(String, Blob), Error> {
        let place = self.seals.open(tenant, SCOPE, sealed);
        let place = place.map_err(|_| Error::not_found())?;
        let (until, name) = place.split_once(' ').ok_or_else(Error::not_found)?;
        let until = until.parse().map(Timestamp).map_err(|_| Error::not_found())?;
        if self.clock.now() > until {
            return Err(Error::not_found());
        }
        let found = self.blobs.get(tenant, name).await?;
        let file_name = name.rsplit_once('/').and_then(|(_, file)| file.split_once('-'));
        found
            .zip(file_name)
            .map(|(blob, (_, file_name))| (file_name.to_owned(), blob))
            .ok_or_else(Error::not_found)
    }
}

impl Exports {
    /// Keeps a text as a file (`file_name` of `a-z 0-9 . -`) and says where it can be fetched.
    pub async fn keep(
        &self,
        tenant: &TenantId,
        file_name: &str,
        content_type: &str,
        text: String,
    ) -> Result<ExportLink, Error> {
        let blob = Blob {
            content_type: content_type.to_owned(),
            bytes: text.into_bytes(),
        };
        let now = self.clock.now();
        let expires_at = now.plus_ms(i64::from(LINK_SECONDS) * SECOND_MS);
        let chance: u128 = rand::random();
        let name = format!("{EXPORTS}{}/{chance:032x}-{file_name}", day(now));
        self.blobs.put(tenant, &name, blob).await?;
        let link = self.blobs.link(tenant, &name, file_name, LINK_SECONDS).await;
        let url = match link? {
            Some(url) => url,
            None => {
                let place = format!("{} {name}", expires_at.0);
                format!("/descargas/{tenant}/{}", self.seals.seal(tenant, SCOPE, &place))
            }
        };
        Ok(ExportLink {
            url,
            file_name: file_name.to_owned(),
            expires_at,
        })
    }
}
