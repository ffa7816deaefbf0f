//! A browser with its cookies, on a page of the site.

use super::{Answer, TestServer};
use axum::body::Body;
use axum::http::{Request, header, request};
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
pub struct Browser {
    pub host: String,
    pub cookies: BTreeMap<String, String>,
    /// As the last answer set them.
    pub set: Vec<String>,
}

impl Browser {
    pub fn at(host: &str) -> Browser {
        Browser {
            host: host.into(),
            cookies: BTreeMap::new(),
            set: Vec::new(),
        }
    }

    pub fn new() -> Browser {
        Browser::at("localhost:3000")
    }

    /// Somebody of the staff who has signed in to the console.
    pub async fn staff(server: &TestServer, host: &str, username: &str) -> Browser {
        let mut browser = Browser::at(host);
        let credentials = json!({ "credentials": { "username": username, "password": "brasa-demo" } });
        browser
            .call(server, "/rpc/auth/staff-sign-in", credentials)
            .await
            .expect(200);
        browser
    }

    /// Somebody who has just registered in the storefront.
    pub async fn customer(server: &TestServer, host: &str, username: &str) -> Browser {
        let mut browser = Browser::at(host);
        let registration = json!({
            "username": username,
            "email": format!("{username}@example.pe"),
            "password": super::PASSWORD,
            "name": format!("{username} de Prueba"),
            "phone": "999888777",
        });
        browser
            .call(
                server,
                "/rpc/auth/register",
                json!({ "registration": registration }),
            )
            .await
            .expect(200);
        browser
    }

    /// A request with the cookies.
    pub fn request(&self, method: &str, path: &str) -> request::Builder {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.host);
        if cookies.is_empty() {
            request
        } else {
            request.header(header::COOKIE, cookies.join("; "))
        }
    }

    /// Calls a server function, as the app on a page does.
    pub async fn call(&mut self, server: &TestServer, path: &str, body: Value) -> Answer {
        let request = self
            .request("POST", path)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()));
        let answer = server.ask(request.unwrap()).await;
        self.keep(&answer);
        answer
    }

    pub async fn get(&mut self, server: &TestServer, path: &str) -> Answer {
        let answer = server
            .ask(self.request("GET", path).body(Body::empty()).unwrap())
            .await;
        self.keep(&answer);
        answer
    }

    fn keep(&mut self, answer: &Answer) {
        let set = answer.headers.get_all(header::SET_COOKIE);
        self.set = set
            .iter()
            .map(|cookie| cookie.to_str().unwrap().to_owned())
            .collect();
        for cookie in &self.set {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Who the storefront takes them for.
    pub async fn customer_name(&mut self, server: &TestServer) -> Option<String> {
        let answer = self
            .call(server, "/rpc/auth/who-am-i", json!({}))
            .await
            .expect(200);
        answer.body["username"].as_str().map(str::to_owned)
    }

    /// Who the console takes them for.
    pub async fn staff_name(&mut self, server: &TestServer) -> Option<String> {
        let answer = self
            .call(server, "/rpc/auth/staff-who-am-i", json!({}))
            .await
            .expect(200);
        answer.body["username"].as_str().map(str::to_owned)
    }
}
