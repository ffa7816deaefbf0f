//! Orders and products by number.

use super::{keyed, number};
use crate::support::TestServer;
use axum::http::Method;
use domain::staff::Role;
use serde_json::json;

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn ambrosia() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let client = json!({ "nome": "Salomão Silva", "email": "salomao@example.com", "telefone": "999888777" });
    let client = server
        .post("/api/clientes/", &manager, client)
        .await
        .expect(201)
        .body;
    let all = server.get("/api/clientes/", &manager).await.expect(200);
    assert!(all.body.as_array().unwrap().contains(&client));
    for path in ["lanches", "acompanhamentos", "bebidas", "sobremesas"] {
        let some = server
            .api(Method::GET, &format!("/api/{path}/"), None, None)
            .await
            .expect(200);
        assert!(!some.body.as_array().unwrap().is_empty(), "{path}");
    }

    let pastel =
        json!({ "nome": "Pastel", "descricao": "De queijo.", "categoria": "piqueos", "preco": 12.5 });
    let pastel = server
        .post("/api/produtos/", &manager, pastel)
        .await
        .expect(201)
        .body;
    assert_eq!(
        (&pastel["nome"], &pastel["preco"]),
        (&json!("Pastel"), &json!(12.5))
    );
    let all = server
        .api(Method::GET, "/api/produtos/", None, None)
        .await
        .expect(200);
    assert!(all.body.as_array().unwrap().contains(&pastel));

    let (chips, tequenos) = (
        number(&server, "papas_fritas").await,
        number(&server, "tequenos_6").await,
    );
    let checkout = json!({
        "id_cliente": client["id"],
        "itens": [
            { "produto": chips, "quantidade": 5, "descricao": "sem tomate", "valor": 15.2 },
            { "produto": tequenos, "quantidade": 3, "descricao": "com tomate", "valor": 11 },
        ],
    });
    let placed = server
        .post("/api/pedidos/checkout/", &manager, checkout.clone())
        .await
        .expect(201)
        .body;
    let (id, order) = (placed["id"].as_u64().unwrap(), placed["pedido"].as_str().unwrap());
    let read = server
        .get(&format!("/api/orders/{order}"), &manager)
        .await
        .expect(200);
    assert_eq!(read.body["items"][0]["note"], "sem tomate");
    let status = async || {
        server
            .get(&format!("/api/pedidos/{id}/status_pagamento/"), &manager)
            .await
            .expect(200)
            .body
    };
    assert_eq!(status().await, "1");
    let path = format!("/api/orders/{order}/confirm");
    keyed(&server, &path, &manager, "paid", json!({}))
        .await
        .expect(200);
    assert_eq!(status().await, "2");

    // Pronto, then Em preparação, then Recebido; the oldest first; Finalizado is not listed.
    let mut numbers = vec![id];
    for key in ["second", "third", "fourth"] {
        server.later(1);
        let placed = server
            .post("/api/pedidos/checkout/", &manager, checkout.clone())
            .await
            .expect(201)
            .body;
        let path = format!("/api/orders/{}/confirm", placed["pedido"].as_str().unwrap());
        keyed(&server, &path, &manager, key, json!({})).await.expect(200);
        numbers.push(placed["id"].as_u64().unwrap());
    }
    let put = async |id: u64, status: u8| {
        let body = json!({ "id": id, "status_pedido": status });
        server
            .api(Method::PUT, "/api/pedidos/", Some(&manager), Some(body))
            .await
    };
    put(numbers[1], 2).await.expect(200);
    put(numbers[3], 2).await.expect(200);
    put(numbers[3], 3).await.expect(200);
    put(numbers[0], 7).await.refused(400, "malformed");
    let listed = async || {
        let list = server.get("/api/pedidos/", &manager).await.expect(200).body;
        let list = list.as_array().unwrap().clone();
        list.iter()
            .map(|order| (order["id"].as_u64().unwrap(), order["status_pedido"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        listed().await,
        [
            (numbers[3], json!(3)),
            (numbers[1], json!(2)),
            (numbers[0], json!(1)),
            (numbers[2], json!(1))
        ]
    );
    put(numbers[3], 3).await.expect(200);
    put(numbers[3], 4).await.expect(200);
    assert_eq!(listed().await.len(), 3);
    put(numbers[3], 3).await.refused(409, "conflict");
}
