//! Photographs of dishes and logos: sent by managers, kept small, shown to anybody.
//!
//! A picture is called by what it shows (a part of the SHA-256 of its file), so one that is sent twice, for example because an
//! answer got lost, is kept once. It may be kept by everybody for ever: another one has another name.

mod file;
mod logo;
mod photo;
#[cfg(test)]
mod tests;

use crate::caller::Caller;
use crate::error::Error;
use crate::limits::Limit;
use api::Code;
use api::catalog::{KeptPicture, PictureKind};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::TenantId;
use domain::catalog::pictures::{self, DIGITS, LOGO_TYPE, PHOTO_TYPE, file_names, logo_name, type_of};
use domain::staff::Permission;
use domain::time::MINUTE_MS;
use photo::Photo;
use ports::blobs::Blob;
use ports::{Blobs, Clock};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use std::time::Duration;
use texts::now::errors as texts;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// What the names of pictures begin with, among a restaurant's files.
const FOLDER: &str = "pictures/";

/// Pictures of one restaurant in a time, in milliseconds: a whole carta twice over.
const SENT: (u32, i64) = (400, 60 * MINUTE_MS);

/// How long somebody waits for others' pictures.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a file gives no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unfit {
    /// It is none of the kinds that are read, or is broken.
    NoPicture,
    /// What is left of a photograph after it is cut has less than 640 by 480 pixels.
    TooSmall,
    /// The longer side of a logo has less than 128 pixels.
    LogoTooSmall,
    /// It has more than 25 million pixels.
    TooLarge,
}

/// What is kept: where it is, and the names and contents of its files.
struct Kept {
    digits: String,
    files: Vec<(String, &'static str, Vec<u8>)>,
}

/// Keeps pictures and gives them out.
#[derive(Debug)]
pub struct PicturesService {
    blobs: Arc<dyn Blobs>,
    clock: Arc<dyn Clock>,
    /// One is read at a time: a large one takes 200 MB for a moment, and all of a processor.
    turn: Arc<Semaphore>,
    /// How many a restaurant may send: what is kept is never removed.
    sent: Limit<TenantId>,
}

impl PicturesService {
    pub fn new(blobs: Arc<dyn Blobs>, clock: Arc<dyn Clock>) -> PicturesService {
        PicturesService {
            blobs,
            clock,
            turn: Arc::new(Semaphore::new(1)),
            sent: Limit::new(SENT.0, SENT.1),
        }
    }

    /// Keeps a picture, which comes as a file in base64 (JPEG, PNG or WebP), and says where it is. Managers and machines. 422 for
    /// what is no picture, and for one that is too small or too large.
    pub async fn keep(
        &self,
        caller: &Caller,
        content: &str,
        kind: PictureKind,
    ) -> Result<KeptPicture, Error> {
        caller.require(Permission::ManageCatalog)?;
        let file = BASE64_STANDARD.decode(content.trim());
        let file = file.map_err(|_| refused(Unfit::NoPicture))?;
        let now = self.clock.now();
        self.sent.check(&caller.tenant, now)?;
        self.sent.count(&caller.tenant, now);
        let turn = timeout(PATIENCE, Arc::clone(&self.turn).acquire_owned()).await;
        let turn = turn.map_err(|_| Error::engine_down())?;
        // The turn goes on for as long as the work does, also where nobody waits for it any more.
        let reading = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            made(&file, kind)
        });
        let read = reading.await.map_err(|_| refused(Unfit::NoPicture))?;
        let Kept { digits, files } = read.map_err(refused)?;
        for (name, content_type, bytes) in files {
            let content_type = content_type.to_owned();
            let blob = Blob { content_type, bytes };
            let name = [FOLDER, &name].concat();
            self.blobs.put(&caller.tenant, &name, blob).await?;
        }
        let image_url = match kind {
            PictureKind::Photo => pictures::photo(&caller.tenant, &digits),
            PictureKind::Logo => pictures::logo(&caller.tenant, &digits),
        };
        Ok(KeptPicture { image_url })
    }

    /// The file of a picture in one of its sizes; 404 for any other name. Anybody.
    pub async fn file(&self, tenant: &TenantId, name: &str) -> Result<Blob, Error> {
        type_of(name).ok_or_else(Error::not_found)?;
        let found = self.blobs.get(tenant, &[FOLDER, name].concat()).await?;
        found.ok_or_else(Error::not_found)
    }
}

fn made(file: &[u8], kind: PictureKind) -> Result<Kept, Unfit> {
    match kind {
        PictureKind::Photo => {
            let Photo { small, large } = photo::read(file)?;
            let digits = digits(&large);
            let [small_name, large_name] = file_names(&digits);
            let files = vec![(small_name, PHOTO_TYPE, small), (large_name, PHOTO_TYPE, large)];
            Ok(Kept { digits, files })
        }
        PictureKind::Logo => {
            let logo = logo::read(file)?;
            let digits = digits(&logo);
            let files = vec![(logo_name(&digits), LOGO_TYPE, logo)];
            Ok(Kept { digits, files })
        }
    }
}

fn digits(file: &[u8]) -> String {
    let mut digits = hex::encode(Sha256::digest(file));
    digits.truncate(DIGITS);
    digits
}

fn refused(unfit: Unfit) -> Error {
    let text = match unfit {
        Unfit::NoPicture => texts::NO_PICTURE,
        Unfit::TooSmall => texts::PICTURE_TOO_SMALL,
        Unfit::LogoTooSmall => texts::LOGO_TOO_SMALL,
        Unfit::TooLarge => texts::PICTURE_TOO_LARGE,
    };
    Error::of_field(Code::InvalidValue, "/content", text)
}
