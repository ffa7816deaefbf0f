//! Files that browsers store themselves.

use super::support::{TestServer, plain_http};
use engine_aws::blobs::{UploadForm, UploadRules};
use ports::blobs::Blob;
use ports::clock::SystemClock;
use ports::{Blobs, EngineError};
use ports_testsuite::fresh_tenant;
use std::sync::Arc;

/// Sends a form as a browser does.
fn send(form: &UploadForm, kind: &str, file: &[u8]) -> u16 {
    let mut body = Vec::new();
    for (name, value) in &form.fields {
        let value = if *name == "Content-Type" { kind } else { value };
        let part = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\nContent-Type: {kind}\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let path = form
        .address
        .splitn(4, '/')
        .nth(3)
        .map(|path| format!("/{path}"))
        .unwrap();
    let head = format!("POST {path}\r\nContent-Type: multipart/form-data; boundary=b");
    plain_http(&head, &body).0
}

#[tokio::test]
async fn s3_itself_holds_uploads_to_their_rules() {
    let Some(server) = TestServer::open().await else {
        return;
    };
    // A form is good for minutes from now, by the clock of S3.
    let engines = engine_aws::Aws::open(&server.connection, &server.stack, Arc::new(SystemClock));
    let tenant = fresh_tenant();
    let rules = UploadRules {
        content_type: "image/webp".into(),
        most_bytes: 1_000,
        seconds: 600,
    };
    let form = engines
        .blobs
        .upload_form(&tenant, "dish/1.webp", &rules)
        .await
        .unwrap();
    assert!((200..300).contains(&send(&form, "image/webp", &[7; 1_000])));
    assert_eq!(
        engines.blobs.get(&tenant, "dish/1.webp").await.unwrap(),
        Some(Blob {
            content_type: "image/webp".into(),
            bytes: vec![7; 1_000]
        })
    );
    assert!(send(&form, "image/webp", &[7; 1_001]) >= 400, "too large");
    assert!(send(&form, "text/html", b"<p>") >= 400, "of another type");
    let mut tampered = form.clone();
    for (name, value) in &mut tampered.fields {
        if *name == "key" {
            *value = "tenants/other/x".into();
        }
    }
    assert!(
        send(&tampered, "image/webp", &[7; 10]) >= 400,
        "under another name"
    );
    let refused = engines.blobs.upload_form(&tenant, "../x", &rules).await;
    assert!(refused.as_ref().is_err_and(EngineError::is_broken), "{refused:?}");
}
