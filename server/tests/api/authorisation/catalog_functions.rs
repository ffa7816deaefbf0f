//! The calls of the apps that are about the restaurant and its carta.

use super::server_functions::{ANYBODY, KITCHEN, MANAGERS, Row};
use serde_json::{Value, json};

pub(super) fn of_catalog() -> Vec<Row> {
    vec![
        ("/rpc/catalog/house", ANYBODY, Value::Null),
        ("/rpc/catalog/service-settings", MANAGERS, json!({})),
        (
            "/rpc/catalog/change-service-settings",
            MANAGERS,
            json!({ "service": { "version": 0, "hours": { "opens": 0, "closes": 1_440 }, "branchHours": {}, "specialDays": [] } }),
        ),
        (
            "/rpc/catalog/set-availability",
            KITCHEN,
            json!({ "product": "agua", "availability": { "available": true } }),
        ),
        ("/rpc/catalog/rush", KITCHEN, json!({ "rush": { "minutes": 0 } })),
        (
            "/rpc/catalog/pause",
            KITCHEN,
            json!({ "pause": { "minutes": 0 } }),
        ),
        ("/rpc/catalog/storefront", ANYBODY, Value::Null),
        ("/rpc/catalog/menu-desk", MANAGERS, json!({})),
        ("/rpc/catalog/edit-product", MANAGERS, json!({ "id": "agua" })),
        ("/rpc/catalog/edit-promotion", MANAGERS, json!({ "id": "nada" })),
        (
            "/rpc/catalog/arrange-menu",
            MANAGERS,
            json!({ "seen": [], "categories": [], "order": [] }),
        ),
        ("/rpc/catalog/discard-draft", MANAGERS, json!({ "seen": 0 })),
        ("/rpc/catalog/publish-menu", MANAGERS, json!({ "seen": 0 })),
        (
            "/rpc/catalog/set-stock",
            MANAGERS,
            json!({ "product": "agua", "stock": null }),
        ),
        ("/rpc/catalog/export-menu", MANAGERS, json!({})),
        ("/rpc/catalog/readiness", MANAGERS, json!({})),
        ("/rpc/catalog/door", MANAGERS, json!({})),
        ("/rpc/catalog/publish-restaurant", MANAGERS, json!({})),
        ("/rpc/catalog/menu-templates", MANAGERS, json!({})),
        (
            "/rpc/catalog/lay-template",
            MANAGERS,
            json!({ "template": "polleria" }),
        ),
        ("/rpc/catalog/price-dishes", MANAGERS, json!({ "dishes": [] })),
        (
            "/rpc/catalog/import-menu",
            MANAGERS,
            json!({ "csv": "Sección,Plato,Precio\nBrasa,Pollo,9.00\n", "take": false }),
        ),
        (
            "/rpc/catalog/keep-picture",
            MANAGERS,
            json!({ "content": "", "kind": "photo" }),
        ),
    ]
}

/// The parts of the settings, each of which is read and changed as a whole.
pub(super) fn of_settings() -> Vec<Row> {
    vec![
        ("/rpc/catalog/business", MANAGERS, json!({})),
        (
            "/rpc/catalog/change-business",
            MANAGERS,
            json!({ "wanted": { "version": 0, "business": { "legalName": "", "ruc": "", "phone": "" }, "places": [] } }),
        ),
        ("/rpc/catalog/catering-rules", MANAGERS, json!({})),
        (
            "/rpc/catalog/change-catering-rules",
            MANAGERS,
            json!({ "wanted": { "version": 0, "catering": {} } }),
        ),
        ("/rpc/catalog/order-rules", MANAGERS, json!({})),
        (
            "/rpc/catalog/change-order-rules",
            MANAGERS,
            json!({ "wanted": { "version": 0, "minimumOrderCents": 0, "deliveryFeeCents": 0, "freeDeliveryFromCents": null,
                    "targets": { "cooking": 15, "packaging": 5, "delivery": 30 }, "orderLimits": {} } }),
        ),
        ("/rpc/catalog/store-words", MANAGERS, json!({})),
        (
            "/rpc/catalog/change-store-words",
            MANAGERS,
            json!({ "wanted": { "version": 0, "notice": null, "policies": {} } }),
        ),
        ("/rpc/catalog/brand", MANAGERS, json!({})),
        (
            "/rpc/catalog/change-brand",
            MANAGERS,
            json!({ "wanted": { "version": 0, "brand": {
                "name": "Pardos", "tagline": "", "headline": "Pollo", "story": "", "logo": "",
                "colours": { "brand": "#c8281c", "accent": "#f4a620", "paper": "#fff9f1", "ink": "#1b1512",
                             "heroFrom": "#1b1512", "heroTo": "#6a1f10" } } } }),
        ),
    ]
}
