//! What no linter knows of the packaged template: every route and every call of the server leads to the function of its
//! service, every function has a role of its own, and every table what we promise of tables.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::roles;
use crate::files::{self, Places};

/// A route as API Gateway writes it, e.g. `GET /api/orders/{id}`, and the service it belongs to.
type Routes = BTreeMap<String, String>;

/// Routes that are not in the server's lists.
const LIVE: [&str; 4] = [
    "/rpc/live/orders/{id}",
    "/rpc/live/catering/{link}",
    "/rpc/live/house",
    "/rpc/live/carta",
];
const PHOTOS: &str = "/fotos/{tenant}/{name}";
const HEALTH: [&str; 3] = ["/health", "/ready", "/version"];
const DOCUMENT: [&str; 4] = ["/openapi.json", "/docs", "/docs/page.js", "/docs/page.css"];

/// What API Gateway has no other route for.
const LEFTOVERS: &str = "$default";

/// What a page that listens does.
const SOCKET_ROUTES: [&str; 3] = ["$connect", "$default", "$disconnect"];

const HTTP_API: &str = "HttpApi";
const SOCKET_API: &str = "WebsocketsApi";

/// Handlers that stand in another module than that of the service they call.
const ELSEWHERE: [(&str, &str); 6] = [
    ("place_order::place", "orders"),
    ("orders::confirm", "payments"),
    ("customers::change_email", "auth"),
    ("customers::confirm_email", "auth"),
    ("customers::close_account", "auth"),
    ("customers::erase", "auth"),
];

/// Modules of handlers, and services, that have no function of their own, with the function that answers for them.
const MODULES: [(&str, &str); 11] = [
    ("pictures", "catalog"),
    ("menu", "catalog"),
    ("audit", "operations"),
    ("api_keys", "auth"),
    ("staff", "auth"),
    ("settings", "catalog"),
    ("payment_accounts", "payments"),
    ("payment_webhook", "payments"),
    ("etapas", "stages"),
    ("orchestrator", "integrations"),
    ("pedidos", "integrations"),
];

/// What is done in the function that needs it: the restaurant and its menu are read, files are kept, and pages have addresses.
const DONE_BY_ALL: [&str; 3] = ["catalog", "exports", "mailing"];

/// Checks a packaged template against the server's source.
pub fn check(places: &Places, template: &Value) -> Result<()> {
    let rest = files::read_text(&places.root.join("server/http/src/rest/mod.rs"))?;
    let mut expected = rest_routes(&rest)?;
    let dialects = files::read_text(&places.root.join("server/http/src/compat/mod.rs"))?;
    expected.extend(dialect_routes(&dialects)?);
    for file in files::walk(&places.root.join("shared/rpc/src"))? {
        expected.extend(call_routes(&files::read_text(&file)?));
    }
    expected.extend(LIVE.map(|path| (format!("GET {path}"), "live".to_owned())));
    expected.extend(DOCUMENT.map(|path| (format!("GET /api{path}"), "live".to_owned())));
    expected.insert(format!("GET {PHOTOS}"), "catalog".to_owned());
    for path in HEALTH {
        expected.insert(format!("GET {path}"), "live".to_owned());
        expected.insert(format!("GET /api{path}"), "live".to_owned());
    }
    expected.insert(LEFTOVERS.to_owned(), "live".to_owned());
    let mut wrong = differences(&expected, &template_routes(template, HTTP_API)?);
    let listening: Routes = SOCKET_ROUTES
        .map(|key| (key.to_owned(), "live".to_owned()))
        .into();
    wrong.extend(differences(&listening, &template_routes(template, SOCKET_API)?));
    wrong.extend(open_socket(template));
    wrong.extend(roles::faults(template));
    wrong.extend(table_faults(template));
    if wrong.is_empty() {
        println!(
            "   {} routes, {} functions",
            expected.len(),
            of_type(template, FUNCTION).count()
        );
        return Ok(());
    }
    bail!("server/deploy does not fit the server:\n  {}", wrong.join("\n  "))
}

pub(super) const FUNCTION: &str = "AWS::Lambda::Function";
const ROUTE: &str = "AWS::ApiGatewayV2::Route";
const AUTHORIZER: &str = "AWS::ApiGatewayV2::Authorizer";
const INTEGRATION: &str = "AWS::ApiGatewayV2::Integration";
const TABLE: &str = "AWS::DynamoDB::Table";

pub(super) fn of_type<'t>(
    template: &'t Value,
    kind: &'t str,
) -> impl Iterator<Item = (&'t String, &'t Value)> {
    let resources = template["Resources"].as_object().into_iter().flatten();
    resources
        .filter(move |(_, resource)| resource["Type"] == kind)
        .map(|(name, resource)| (name, &resource["Properties"]))
}

/// The entries of `routes!`: `GET "/orders/{id}" => orders::order,`. The module of the handler is the service.
fn rest_routes(source: &str) -> Result<Routes> {
    let list = source
        .split_once("\nroutes! {")
        .context("rest/mod.rs has no routes!")?
        .1;
    let list = list.split_once("\n}").context("routes! has no end")?.0;
    let mut routes = Routes::new();
    for line in list.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let parts = line
            .trim_end_matches(',')
            .split_once(" => ")
            .and_then(|(route, handler)| {
                let (method, path) = route.split_once(' ')?;
                Some((
                    method,
                    path.trim_matches('"'),
                    handler,
                    handler.split_once("::")?.0,
                ))
            });
        let (method, path, handler, module) =
            parts.with_context(|| format!("routes! has a line of another form: {line}"))?;
        let elsewhere = ELSEWHERE.iter().find(|(known, _)| *known == handler);
        let service = function_of(module);
        let service = elsewhere.map_or(service, |(_, service)| service);
        routes.insert(format!("{method} /api{path}"), service.to_owned());
    }
    Ok(routes)
}

/// The entries of `OWNERS`: `("/compat/etapas/auth/{proxy+}", "auth"),`.
fn dialect_routes(source: &str) -> Result<Routes> {
    let list = source
        .split_once("pub const OWNERS")
        .and_then(|(_, rest)| rest.split_once("= [")?.1.split_once("];"))
        .context("compat/mod.rs has no OWNERS")?
        .0;
    let mut routes = Routes::new();
    for entry in list.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut quoted = entry.split('"').skip(1).step_by(2);
        let (Some(path), Some(service)) = (quoted.next(), quoted.next()) else {
            bail!("OWNERS has a line of another form: {entry}");
        };
        routes.insert(format!("ANY {path}"), service.to_owned());
    }
    Ok(routes)
}

/// Server functions are called below their prefix, `#[server(name = …, prefix = "/rpc/orders", endpoint = "mine", …)]`,
/// which is their service's; one that calls another service has a route of its own.
fn call_routes(source: &str) -> Routes {
    let mut routes = Routes::new();
    for call in source.split("#[server(").skip(1) {
        let quoted = |key: &str| Some(call.split_once(key)?.1.split_once('"')?.0);
        let (Some(prefix), Some(endpoint)) = (quoted("prefix = \"/rpc/"), quoted("endpoint = \"")) else {
            continue;
        };
        routes.insert(format!("ANY /rpc/{prefix}/{{name}}"), prefix.to_owned());
        for service in services_called(call) {
            let service = function_of(&service).to_owned();
            if service != prefix && !DONE_BY_ALL.contains(&service.as_str()) {
                routes.insert(format!("ANY /rpc/{prefix}/{endpoint}"), service);
            }
        }
    }
    routes
}

/// The function that answers for a module or a service.
fn function_of(name: &str) -> &str {
    let known = MODULES.iter().find(|(known, _)| *known == name);
    known.map_or(name, |(_, function)| function)
}

/// `a` in every `services.a.…`, also when it stands on the next line.
fn services_called(code: &str) -> Vec<String> {
    let after = code.split("services").skip(1);
    let named = after.filter_map(|rest| rest.trim_start().strip_prefix('.'));
    let names = named.map(|rest| {
        rest.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    });
    names.collect()
}

/// The one who dials is asked for a ticket.
fn open_socket(template: &Value) -> Option<String> {
    let mut routes = of_type(template, ROUTE).map(|(_, route)| route);
    let guarded = routes.any(|route| {
        route["RouteKey"] == "$connect"
            && route["AuthorizationType"] == "CUSTOM"
            && named(&route["AuthorizerId"], template, AUTHORIZER).is_some()
    });
    (!guarded).then(|| "anybody may open a socket".to_owned())
}

/// The routes of one of the template's APIs, each with the `BRASA_SERVICE` of the function that answers.
fn template_routes(template: &Value, api: &str) -> Result<Routes> {
    let mut routes = Routes::new();
    for (name, route) in of_type(template, ROUTE).filter(|(_, route)| route["ApiId"]["Ref"] == api) {
        let key = route["RouteKey"]
            .as_str()
            .with_context(|| format!("{name} has no key"))?;
        let integration = named(&route["Target"], template, INTEGRATION);
        let integration = integration.with_context(|| format!("{key} leads nowhere"))?;
        let properties = &template["Resources"][integration]["Properties"];
        let function = named(&properties["IntegrationUri"], template, FUNCTION);
        let function = function.with_context(|| format!("{key} leads to no function"))?;
        let variables = &template["Resources"][function]["Properties"]["Environment"]["Variables"];
        let service = variables["BRASA_SERVICE"].as_str().unwrap_or_default();
        routes.insert(key.to_owned(), service.to_owned());
    }
    Ok(routes)
}

/// The resource of this type that is referred to anywhere in a value.
pub(super) fn named<'v>(value: &'v Value, template: &Value, kind: &str) -> Option<&'v str> {
    match value {
        Value::String(text) => (template["Resources"][text]["Type"] == kind).then_some(text),
        Value::Array(items) => items.iter().find_map(|item| named(item, template, kind)),
        Value::Object(fields) => fields.values().find_map(|field| named(field, template, kind)),
        _ => None,
    }
}

fn differences(expected: &Routes, found: &Routes) -> Vec<String> {
    let mut wrong = Vec::new();
    for (route, service) in expected {
        match found.get(route) {
            None => wrong.push(format!("{route} is answered by no function: {service} should")),
            Some(other) if other != service => {
                wrong.push(format!("{route} is answered by {other}, and {service} should"));
            }
            Some(_) => {}
        }
    }
    let unknown = found.keys().filter(|route| !expected.contains_key(*route));
    wrong.extend(unknown.map(|route| format!("{route}: the server knows no such route")));
    wrong
}

/// Backups, encryption, expiry and the keys are the same for all tables, and one of them has a stream.
fn table_faults(template: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut streams = Vec::new();
    for (name, table) in of_type(template, TABLE) {
        for (what, holds) in [
            (
                "keys pk and sk",
                table["KeySchema"][0]["AttributeName"] == "pk"
                    && table["KeySchema"][1]["AttributeName"] == "sk",
            ),
            (
                "point-in-time recovery",
                table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] == true,
            ),
            ("encryption", table["SSESpecification"]["SSEEnabled"] == true),
            (
                "expiry by expires_at",
                table["TimeToLiveSpecification"]["AttributeName"] == "expires_at",
            ),
            ("payment by request", table["BillingMode"] == "PAY_PER_REQUEST"),
        ] {
            if !holds {
                wrong.push(format!("{name} lacks {what}"));
            }
        }
        if table["StreamSpecification"].is_object() {
            streams.push(name.as_str());
        }
    }
    if streams != ["EventsTable"] {
        wrong.push(format!("the outbox alone has a stream, and not {streams:?}"));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{HTTP_API, SOCKET_API, call_routes, differences, open_socket, rest_routes, template_routes};

    fn template() -> serde_json::Value {
        json!({ "Resources": {
            "A": { "Type": "AWS::Lambda::Function", "Properties": {
                "Environment": { "Variables": { "BRASA_SERVICE": "orders" } } } },
            "I": { "Type": "AWS::ApiGatewayV2::Integration", "Properties": { "IntegrationUri": { "Fn::GetAtt": ["A", "Arn"] } } },
            "X": { "Type": "AWS::ApiGatewayV2::Route", "Properties": { "ApiId": { "Ref": "HttpApi" },
                "RouteKey": "GET /api/orders", "Target": { "Fn::Join": ["/", ["integrations", { "Ref": "I" }]] } } },
        } })
    }

    #[test]
    fn routes_are_read_from_the_servers_source() {
        let source = "x\nroutes! {\n    GET \"/orders\" => orders::list,\n    POST \"/orders\" => place_order::place,\n}\n";
        let routes = rest_routes(source).unwrap();
        assert_eq!(routes["GET /api/orders"], "orders");
        assert_eq!(routes["POST /api/orders"], "orders");
        let owners =
            "pub const OWNERS: [(&str, &str); 1] = [\n    (\"/compat/{proxy+}\", \"integrations\"),\n];\n";
        assert_eq!(
            super::dialect_routes(owners).unwrap()["ANY /compat/{proxy+}"],
            "integrations"
        );
        let calls = call_routes(
            "#[server(name = A, prefix = \"/rpc/stages\", endpoint = \"queue\")]\nservices.catalog.tenant()\n\
             #[server(name = B, prefix = \"/rpc/orders\", endpoint = \"confirm\")]\nservices\n    .payments\n    .confirm()\n",
        );
        assert_eq!(calls["ANY /rpc/stages/{name}"], "stages");
        assert_eq!(calls["ANY /rpc/orders/confirm"], "payments");
        assert_eq!(calls.len(), 3);
        let calls = call_routes(
            "#[server(name = C, prefix = \"/rpc/operations\", endpoint = \"audit\")]\nservices.audit.entries()\n",
        );
        assert_eq!(calls.keys().collect::<Vec<_>>(), ["ANY /rpc/operations/{name}"]);
    }

    #[test]
    fn a_socket_is_opened_with_a_ticket_only() {
        let mut template = template();
        assert!(open_socket(&template).is_some());
        template["Resources"]["G"] = json!({ "Type": "AWS::ApiGatewayV2::Authorizer", "Properties": {} });
        template["Resources"]["C"] = json!({ "Type": "AWS::ApiGatewayV2::Route", "Properties": {
            "ApiId": { "Ref": "WebsocketsApi" }, "RouteKey": "$connect",
            "AuthorizationType": "CUSTOM", "AuthorizerId": { "Ref": "G" },
            "Target": { "Fn::Join": ["/", ["integrations", { "Ref": "I" }]] } } });
        assert_eq!(open_socket(&template), None);
        let routes = template_routes(&template, SOCKET_API).unwrap();
        assert_eq!(
            routes.into_iter().collect::<Vec<_>>(),
            [("$connect".to_owned(), "orders".to_owned())]
        );
        template["Resources"]["C"]["Properties"]["AuthorizationType"] = json!("NONE");
        assert!(open_socket(&template).is_some());
    }

    #[test]
    fn a_route_that_is_missing_misled_or_unknown_is_named() {
        let found = template_routes(&template(), HTTP_API).unwrap();
        let right = [("GET /api/orders".to_owned(), "orders".to_owned())].into();
        assert!(differences(&right, &found).is_empty());
        let other = [("GET /api/orders".to_owned(), "stages".to_owned())].into();
        assert_eq!(differences(&other, &found).len(), 1);
        let missing = [("GET /api/products".to_owned(), "catalog".to_owned())].into();
        assert_eq!(differences(&missing, &found).len(), 2);
    }
}
