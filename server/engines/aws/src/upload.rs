//! Forms by which browsers store files in S3 themselves: a policy of what they may store, signed as AWS has it for POST
//! ("Authenticating Requests in Browser-Based Uploads Using POST", Signature Version 4).

use super::failure::{broken, unavailable};
use aws_config::SdkConfig;
use aws_sdk_s3::config::{Credentials, ProvideCredentials};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::Timestamp;
use domain::time::SECOND_MS;
use hmac::{Hmac, KeyInit as _, Mac as _};
use ports::EngineError;
use serde_json::json;
use sha2::Sha256;

/// What may be stored with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadRules {
    /// The one content type, e.g. `image/webp`.
    pub content_type: String,
    /// Largest size, in bytes; an empty file is refused.
    pub most_bytes: u64,
    /// How long the form can be used, in seconds: a day at most.
    pub seconds: u32,
}

/// Where to send a form of the kind `multipart/form-data`, and its fields; the file comes last, as `file`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadForm {
    pub address: String,
    pub fields: Vec<(&'static str, String)>,
}

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const LONGEST_SECONDS: u32 = 86_400;

pub(super) async fn form(
    config: &SdkConfig,
    bucket: &str,
    key: &str,
    rules: &UploadRules,
    now: Timestamp,
) -> Result<UploadForm, EngineError> {
    let region = config.region().map(ToString::to_string);
    let region = region.ok_or_else(|| broken("there is no region"))?;
    let provider = config
        .credentials_provider()
        .ok_or_else(|| broken("there are no credentials"))?;
    let credentials = provider.provide_credentials().await.map_err(unavailable)?;
    let address = match config.endpoint_url() {
        Some(endpoint) => format!("{}/{bucket}", endpoint.trim_end_matches('/')),
        None => format!("https://{bucket}.s3.{region}.amazonaws.com"),
    };
    Ok(UploadForm {
        address,
        fields: fields(&credentials, &region, bucket, key, rules, now)?,
    })
}

fn fields(
    credentials: &Credentials,
    region: &str,
    bucket: &str,
    key: &str,
    rules: &UploadRules,
    now: Timestamp,
) -> Result<Vec<(&'static str, String)>, EngineError> {
    let time = now.compact();
    let day = time
        .get(..8)
        .ok_or_else(|| broken("a time without a day"))?
        .to_owned();
    let seconds = i64::from(rules.seconds.min(LONGEST_SECONDS));
    let until = now.plus_ms(seconds * SECOND_MS);
    let credential = format!("{}/{day}/{region}/s3/aws4_request", credentials.access_key_id());
    let mut fields = vec![
        ("key", key.to_owned()),
        ("Content-Type", rules.content_type.clone()),
        ("x-amz-algorithm", ALGORITHM.to_owned()),
        ("x-amz-credential", credential),
        ("x-amz-date", time),
    ];
    if let Some(token) = credentials.session_token() {
        fields.push(("x-amz-security-token", token.to_owned()));
    }
    let mut conditions = vec![
        json!({ "bucket": bucket }),
        json!(["content-length-range", 1, rules.most_bytes]),
    ];
    conditions.extend(
        fields
            .iter()
            .map(|(name, value)| json!(["eq", format!("${name}"), value])),
    );
    let policy = json!({ "expiration": until.to_string(), "conditions": conditions });
    let policy = BASE64_STANDARD.encode(policy.to_string());
    let signature = signature(credentials.secret_access_key(), &day, region, &policy)?;
    fields.push(("policy", policy));
    fields.push(("x-amz-signature", signature));
    Ok(fields)
}

/// The signature of a policy: the key is derived from the secret by the day, the region and the service.
fn signature(secret: &str, day: &str, region: &str, policy: &str) -> Result<String, EngineError> {
    let mut key = format!("AWS4{secret}").into_bytes();
    for part in [day, region, "s3", "aws4_request"] {
        key = keyed(&key, part)?;
    }
    Ok(hex::encode(keyed(&key, policy)?))
}

fn keyed(key: &[u8], text: &str) -> Result<Vec<u8>, EngineError> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(broken)?;
    mac.update(text.as_bytes());
    Ok(mac.finalize().into_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of AWS's documentation ("Examples: Browser-Based Upload using HTTP POST").
    #[test]
    fn the_signature_is_that_of_the_documentation() {
        let policy = "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9";
        let signed = signature(
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "20151229",
            "us-east-1",
            policy,
        );
        assert_eq!(
            signed.unwrap(),
            "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e"
        );
    }

    #[test]
    fn the_policy_names_every_field_and_limits_the_size() {
        let credentials = Credentials::new("AK", "secret", Some("session".into()), None, "test");
        let rules = UploadRules {
            content_type: "image/webp".into(),
            most_bytes: 1_000,
            seconds: 600,
        };
        let now = Timestamp::parse("2025-10-25T16:05:00Z").unwrap();
        let fields = fields(&credentials, "us-east-1", "files", "tenants/a/b", &rules, now).unwrap();
        let field = |name: &str| &fields.iter().find(|(known, _)| *known == name).unwrap().1;
        let policy = BASE64_STANDARD.decode(field("policy")).unwrap();
        let policy: serde_json::Value = serde_json::from_slice(&policy).unwrap();
        let conditions = policy["conditions"].as_array().unwrap();
        assert!(conditions.contains(&json!(["content-length-range", 1, 1_000])));
        for name in ["key", "Content-Type", "x-amz-date", "x-amz-security-token"] {
            let own = json!(["eq", format!("${name}"), field(name)]);
            assert!(conditions.contains(&own), "{name}");
        }
        assert_eq!(
            Timestamp::parse(policy["expiration"].as_str().unwrap()).unwrap(),
            now.plus_ms(600_000)
        );
    }
}
