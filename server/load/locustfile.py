"""A restaurant's busy hour over the public API, for https://locust.io: customers register, look at the carta, order,
pay and follow their order, while cooks, packers and drivers take the stages.

    python3 -m venv /tmp/locust && /tmp/locust/bin/pip install -r server/load/requirements.txt
    /tmp/locust/bin/locust -f server/load/locustfile.py --headless --host http://127.0.0.1:3000

It needs the demo restaurants (`cargo xtask start`), asks only servers on this machine, and ends by itself:
BRASA_LOAD_USERS (default 24, at most 200) people for BRASA_LOAD_SECONDS (default 45, at most 300). Whoever leaves
checks that each of their orders is there exactly once; a wrong answer counts as a failure, and failures make the
exit code 1.
"""

import os
import random
import sys
import uuid
from urllib.parse import urlsplit

from locust import FastHttpUser, LoadTestShape, between, events, task
from locust.exception import StopUser

PASSWORD = "una-clave-larga"
DEMO_PASSWORD = "brasa-demo"


def bounded(name, default, most):
    """A number from the environment, 1 to `most`."""
    return max(1, min(int(os.environ.get(name, default)), most))


USERS = bounded("BRASA_LOAD_USERS", 24, 200)
SECONDS = bounded("BRASA_LOAD_SECONDS", 45, 300)


@events.init.add_listener
def only_this_machine(environment, **_):
    host = urlsplit(environment.host or "").hostname
    if host not in ("localhost", "127.0.0.1", "::1"):
        print("this load is for servers on this machine only: --host http://127.0.0.1:3000", file=sys.stderr)
        sys.exit(2)


@events.quitting.add_listener
def judge(environment, **_):
    if environment.stats.total.num_failures:
        environment.process_exit_code = 1


class Evening(LoadTestShape):
    """Fills the house in ten seconds and closes on time."""

    def tick(self):
        elapsed = self.get_run_time()
        if elapsed > SECONDS:
            return None
        return max(4, min(USERS, round(USERS * elapsed / 10))), max(1, USERS // 10)


class Person(FastHttpUser):
    """Somebody with a token."""

    abstract = True
    network_timeout = 10.0
    connection_timeout = 10.0

    def sign_in(self, username, password):
        body = {"username": username, "password": password}
        with self.client.post("/api/login", json=body, name="POST /login", catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"{answer.status_code}")
                raise StopUser()
            told = answer.json()
        self.headers = {"Authorization": f"Bearer {told['token']}"}
        return told

    def call(self, method, path, name, body=None, key=None, fine=(200,)):
        """Asks, and gives the answer's body; `None` when it is not among the fine ones."""
        headers = dict(self.headers)
        if key:
            headers["Idempotency-Key"] = key
        more = {"json": body} if body is not None else {}
        with self.client.request(method, path, name=name, headers=headers, catch_response=True, **more) as answer:
            if answer.status_code not in fine:
                answer.failure(f"{answer.status_code}: {(answer.text or '')[:120]}")
                return None
            answer.success()
            return answer.json() if answer.status_code < 300 and answer.text else None


class Customer(Person):
    """Orders again and again, and looks at where the orders are."""

    weight = 5
    wait_time = between(0.2, 1.0)

    def on_start(self):
        name = f"carga{uuid.uuid4().hex[:12]}"
        account = {
            "username": name,
            "email": f"{name}@example.pe",
            "password": PASSWORD,
            "name": "Cliente de Prueba",
            "phone": "999 888 777",
            "address": {"line": "Av. Larco 123", "district": "Miraflores"},
        }
        self.headers = {}
        made = self.call("POST", "/api/register", "POST /register", account, fine=(201,))
        if not made:
            raise StopUser()
        self.customer = made["customerId"]
        self.orders = []
        self.sign_in(name, PASSWORD)
        carta = self.call("GET", "/api/products?limit=100", "GET /products") or {"products": []}
        # What needs no choice and does not run out.
        self.products = [
            product["productId"]
            for product in carta["products"]
            if product["available"] and product["stock"] is None and not product["optionGroups"]
        ]
        if not self.products:
            raise StopUser()

    @task(3)
    def look_at_the_carta(self):
        self.call("GET", "/api/products", "GET /products")
        self.call("GET", "/api/promotions", "GET /promotions")

    @task(4)
    def order_and_pay(self):
        chosen = random.sample(self.products, min(3, len(self.products)))
        items = [{"productId": product, "qty": random.randint(1, 3)} for product in chosen]
        key = uuid.uuid4().hex
        order = None
        # Some are impatient and press twice: it is one order all the same.
        for _ in range(random.choice((1, 1, 2))):
            placed = self.call("POST", "/api/orders", "POST /orders", {"items": items}, key, (201,))
            order = placed["orderId"] if placed else order
        if not order:
            return
        self.orders.append(order)
        path = f"/api/orders/{order}"
        self.call("POST", f"{path}/payment", "POST /orders/{id}/payment", {"method": "card"})
        self.call("POST", f"{path}/confirm", "POST /orders/{id}/confirm", {}, uuid.uuid4().hex)

    @task(6)
    def follow(self):
        if self.orders:
            self.call("GET", f"/api/orders/{self.orders[-1]}", "GET /orders/{id}")

    @task(1)
    def read_messages(self):
        self.call("GET", f"/api/notifications/{self.customer}", "GET /notifications/{id}")

    def on_stop(self):
        if not getattr(self, "orders", None):
            return
        found, cursor = [], ""
        while True:
            path = f"/api/customers/{self.customer}/orders?limit=100{cursor}"
            page = self.call("GET", path, "GET /customers/{id}/orders")
            if page is None:
                return
            found += [order["orderId"] for order in page["orders"]]
            if not page["nextCursor"]:
                break
            cursor = f"&cursor={page['nextCursor']}"
        # The last one may have been under way when the house closed.
        missing = set(self.orders) - set(found)
        if missing or len(found) != len(set(found)) or len(found) > len(self.orders) + 1:
            events.request.fire(
                request_type="CHECK",
                name="each order exactly once",
                response_time=0,
                response_length=0,
                exception=AssertionError(f"{len(missing)} orders missing of {len(self.orders)}, {len(found)} found"),
                context={},
            )


class Staff(Person):
    """Takes what waits longest at a stage, and completes it."""

    abstract = True
    wait_time = between(0.1, 0.4)
    username = ""
    stage = ""

    def on_start(self):
        self.headers = {}
        self.sign_in(self.username, DEMO_PASSWORD)

    @task
    def work(self):
        path = f"/api/orders?status=CONFIRMED&stage={self.stage}&limit=20"
        waiting = self.call("GET", path, "GET /orders (queue)")
        for order in (waiting or {"orders": []})["orders"]:
            path = f"/api/orders/{order['orderId']}/stages/{self.stage}"
            # Somebody else may be faster: 409.
            if self.call("POST", f"{path}/start", "POST …/start", {}, fine=(200, 409)):
                self.call("POST", f"{path}/complete", "POST …/complete", {})
                return


class Cook(Staff):
    fixed_count = 2
    username = "cocina"
    stage = "COOKING"


class Packer(Staff):
    fixed_count = 1
    username = "empaque"
    stage = "PACKAGING"


class Driver(Staff):
    fixed_count = 1
    username = "reparto"
    stage = "DELIVERY"
