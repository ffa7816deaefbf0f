use super::*;
use aws_config::{BehaviorVersion, Region};
use aws_sdk_dynamodb::config::Credentials;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use ports_testsuite::{ManualClock, START};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Mutex;

/// An AWS of our own on loopback: three executions are to be resumed, of which the first cannot be read and the second is
/// refused. It notes what is written.
#[derive(Debug, Default)]
struct StandIn {
    written: Mutex<Vec<String>>,
}

impl StandIn {
    fn answer(&self, action: &str, body: &str) -> (u16, String) {
        let row = |tenant: &str, order: &str| {
            format!(
                r#"{{"tenant":{{"S":"{tenant}"}},"order_id":{{"S":"{order}"}},"step":{{"S":"DELIVERY"}},
                    "task_token":{{"S":"{order}"}},"task_step":{{"S":"PACKAGING"}}}}"#
            )
        };
        let order = if body.contains("o_stuck") {
            "o_stuck"
        } else {
            "o_fine"
        };
        match action {
            "Query" => {
                let rows = [row("", ""), row("pardos", "o_stuck"), row("pardos", "o_fine")];
                (200, format!(r#"{{"Items":[{}]}}"#, rows.join(",")))
            }
            "GetItem" => (200, format!(r#"{{"Item":{}}}"#, row("pardos", order))),
            "UpdateItem" => (200, format!(r#"{{"Attributes":{}}}"#, row("pardos", order))),
            "SendTaskSuccess" if order == "o_stuck" => {
                (400, r#"{"__type":"AccessDeniedException"}"#.to_owned())
            }
            _ => {
                self.written.lock().unwrap().push(format!("{action} {order}"));
                (200, "{}".to_owned())
            }
        }
    }

    /// Answers one request of a connection.
    fn serve(&self, mut connection: TcpStream) {
        let mut reader = BufReader::new(connection.try_clone().unwrap());
        let (mut action, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            let line = line.trim().to_owned();
            match line.split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.parse().unwrap();
                }
                Some((name, value)) if name.eq_ignore_ascii_case("x-amz-target") => {
                    action = value.rsplit('.').next().unwrap().to_owned();
                }
                _ if line.is_empty() => break,
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let (status, answer) = self.answer(&action, &String::from_utf8(body).unwrap());
        let length = answer.len();
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
        );
        connection.write_all((head + &answer).as_bytes()).unwrap();
    }

    fn start() -> (Arc<StandIn>, String) {
        let stand_in = Arc::new(StandIn::default());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let serving = stand_in.clone();
        // It ends with the process: nobody asks it any more then.
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                serving.serve(connection.unwrap());
            }
        });
        (stand_in, url)
    }
}

#[tokio::test]
async fn an_execution_that_cannot_be_resumed_keeps_no_other_from_its_turn() {
    let (stand_in, url) = StandIn::start();
    let config = aws_config::defaults(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
        .retry_config(RetryConfig::disabled())
        .http_client(crate::http_client())
        .endpoint_url(url)
        .load()
        .await;
    let workflows = StepWorkflows::new(
        Store::new(&config, "brasa-dev-", None),
        Executions::new(aws_sdk_sfn::Client::new(&config), None),
        Arc::new(ManualClock::at(START)),
    );
    assert_eq!(workflows.retry_callbacks().await.unwrap(), 1);
    // The one that is stuck goes to the end of the line, the other one out of it.
    let written = stand_in.written.lock().unwrap().clone();
    assert_eq!(
        written,
        ["PutItem o_stuck", "SendTaskSuccess o_fine", "DeleteItem o_fine"]
    );
}
