//! Files in S3.

use super::failure::{broken, failed};
use async_trait::async_trait;
use aws_sdk_s3::Client;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use domain::TenantId;
use ports::blobs::{Blob, EXPORTS};
use ports::{Blobs, EngineError};
use std::time::Duration;

/// Longest content type, in bytes.
const CONTENT_TYPE: usize = 200;

/// See [`Blobs`]. A file's key is `tenants/<tenant>/<name>`, that of an export `exports/<tenant>/<rest of its name>`: a rule of
/// the bucket removes what begins so.
#[derive(Debug)]
pub struct S3Blobs {
    client: Client,
    bucket: String,
}

impl S3Blobs {
    pub(super) fn new(client: Client, bucket: &str) -> S3Blobs {
        S3Blobs {
            client,
            bucket: bucket.to_owned(),
        }
    }
}

fn key(tenant: &TenantId, name: &str) -> Result<String, EngineError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte);
    let valid = (1..=200).contains(&name.len())
        && name.bytes().all(allowed)
        && !name.contains("..")
        && !name.starts_with('/');
    if !valid {
        return Err(broken(format!("{name:?} is no name of a file")));
    }
    Ok(match name.strip_prefix(EXPORTS) {
        Some(rest) => format!("{EXPORTS}{tenant}/{rest}"),
        None => format!("tenants/{tenant}/{name}"),
    })
}

fn content_type(text: &str) -> Result<(), EngineError> {
    if text.len() > CONTENT_TYPE || text.contains(char::is_control) {
        return Err(broken(format!("{text:?} is no content type")));
    }
    Ok(())
}

#[async_trait]
impl Blobs for S3Blobs {
    async fn put(&self, tenant: &TenantId, name: &str, blob: Blob) -> Result<(), EngineError> {
        let key = key(tenant, name)?;
        content_type(&blob.content_type)?;
        let request = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(key)
            .content_type(blob.content_type)
            .body(ByteStream::from(blob.bytes));
        request.send().await.map_err(failed)?;
        Ok(())
    }

    async fn get(&self, tenant: &TenantId, name: &str) -> Result<Option<Blob>, EngineError> {
        let key = key(tenant, name)?;
        let request = self.client.get_object().bucket(&self.bucket).key(key);
        let found = match request.send().await {
            Ok(found) => found,
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(|refused| refused.is_no_such_key()) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(failed(error)),
        };
        let content_type = found.content_type.unwrap_or_default();
        let bytes = found.body.collect().await.map_err(super::failure::unavailable)?;
        Ok(Some(Blob {
            content_type,
            bytes: bytes.to_vec(),
        }))
    }

    async fn link(
        &self,
        tenant: &TenantId,
        name: &str,
        file_name: &str,
        seconds: u32,
    ) -> Result<Option<String>, EngineError> {
        let key = key(tenant, name)?;
        let good_for = Duration::from_secs(u64::from(seconds));
        let good_for = PresigningConfig::expires_in(good_for).map_err(broken)?;
        let request = self.client.get_object().bucket(&self.bucket).key(key);
        let saved = request.response_content_disposition(format!("attachment; filename=\"{file_name}\""));
        let signed = saved.presigned(good_for).await.map_err(failed)?;
        Ok(Some(signed.uri().to_owned()))
    }

    async fn delete(&self, tenant: &TenantId, name: &str) -> Result<(), EngineError> {
        let key = key(tenant, name)?;
        let request = self.client.delete_object().bucket(&self.bucket).key(key);
        request.send().await.map_err(failed)?;
        Ok(())
    }
}
