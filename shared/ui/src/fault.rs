//! Tells the server that an app broke, in a browser. Nothing of the app is used for it, of which nobody knows in what state it is.

use api::auth::App;
use api::faults::{Browser, FAULT_PATH, FaultReport};
use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::{document, window};
use rpc::{TENANT_HEADER, page_tenant};
use std::cell::Cell;
use std::panic::PanicHookInfo;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    /// What breaks after the first fault of a page follows from it.
    static REPORTED: Cell<bool> = const { Cell::new(false) };
}

/// Sends a report that outlives the page, once for each page. Without cookies: it is of nobody.
pub(crate) fn send(app: App, fault: &PanicHookInfo<'_>) -> Result<(), JsValue> {
    if REPORTED.replace(true) {
        return Ok(());
    }
    let unknown = |_| JsValue::from_str("not to be written");
    let report = serde_json::json!({ "report": report(app, fault).cleaned() });
    let body = serde_json::to_string(&report).map_err(unknown)?;
    let headers = object(&[("content-type", "application/json".into())])?;
    if let Some(tenant) = page_tenant() {
        Reflect::set(&headers, &TENANT_HEADER.into(), &tenant.into())?;
    }
    let options = object(&[
        ("method", "POST".into()),
        ("keepalive", JsValue::TRUE),
        ("credentials", "omit".into()),
        // The address of the page is in the report, without what may be about a person.
        ("referrerPolicy", "origin".into()),
        ("headers", headers.into()),
        ("body", body.into()),
    ])?;
    let window = window();
    let fetch: Function = Reflect::get(&window, &"fetch".into())?.dyn_into()?;
    let sent: Promise = fetch.call2(&window, &FAULT_PATH.into(), &options)?.dyn_into()?;
    // That nobody takes it is no fault of its own.
    let ignored = Reflect::get(&window, &"Boolean".into())?;
    let catch: Function = Reflect::get(&sent, &"catch".into())?.dyn_into()?;
    catch.call1(&sent, &ignored)?;
    Ok(())
}

fn object(entries: &[(&str, JsValue)]) -> Result<Object, JsValue> {
    let object = Object::new();
    for (name, value) in entries {
        Reflect::set(&object, &JsValue::from_str(name), value)?;
    }
    Ok(object)
}

fn report(app: App, fault: &PanicHookInfo<'_>) -> FaultReport {
    let payload = fault.payload();
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let location = fault.location().map(ToString::to_string);
    let agent = window().navigator().user_agent().unwrap_or_default();
    FaultReport {
        app,
        build: build().unwrap_or_default(),
        message: text
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_default(),
        location: location.unwrap_or_default(),
        page: window().location().pathname().unwrap_or_default(),
        browser: Browser::of(&agent),
    }
}

/// The name of the script that started the page.
fn build() -> Option<String> {
    let script = document()
        .query_selector("script[type=module][src^='/assets/']")
        .ok()??;
    let src = script.get_attribute("src")?;
    src.rsplit('/').next().map(str::to_owned)
}
