"""Starts the emulator of AWS in this process, on loopback, with small corrections in memory; nothing on disk changes.

The environment says where: GATEWAY_PORT, BIND_HOST, TMPDIR. Each correction names what real AWS does.
"""

import concurrent.futures
import contextlib
import functools
import json
import operator
import os
import re
import signal
import socket
import socketserver
import sys
import threading
import time
from email.utils import parseaddr

# A function's runtime is answered in two small writes, which Nagle's algorithm and delayed acknowledgements would
# turn into 40 ms for every call.
socketserver.StreamRequestHandler.disable_nagle_algorithm = True

# An instance that is idle looks ten times a second whether it should end, in two threads. A hundred of them take the
# interpreter from those that work, thousands of times a second.
IDLE_SECONDS = 5


def serving_idly(serve):
    return lambda server, poll_interval=IDLE_SECONDS: serve(server, max(poll_interval, IDLE_SECONDS))


def ending_at_once(server):
    """Somebody who calls wakes the thread that serves."""
    server._BaseServer__shutdown_request = True
    with contextlib.suppress(OSError):
        socket.create_connection(server.server_address, timeout=1).close()


socketserver.BaseServer.serve_forever = serving_idly(socketserver.BaseServer.serve_forever)
socketserver.BaseServer.shutdown = ending_at_once

from ministack.core import iam_actions, iam_evaluator, lambda_runtime  # noqa: E402
from ministack.services import dynamodb, eventbridge, lambda_svc, ses_v2, stepfunctions  # noqa: E402
from ministack.services.cloudformation import provisioners  # noqa: E402

# A function that logs nothing would be waited for 50 ms after each call.
lambda_runtime.Worker._drain_stderr_bounded.__defaults__ = (0.002, 0.002, 0.05)


def in_turn(dispatch):
    """Lambda has an instance for every event that waits. Here they share a few processors, where more instances than that
    only keep each other from starting in time: events take turns, and requests need not wait for them."""
    turns = threading.BoundedSemaphore(4 * (os.cpu_count() or 1))

    def of(*arguments):
        if threading.current_thread().name.startswith(("ministack-worker", "ministack-apigw")):
            return dispatch(*arguments)
        with turns:
            return dispatch(*arguments)

    return of


lambda_svc._execute_function_dispatch = in_turn(lambda_svc._execute_function_dispatch)
# Those that wait for their turn are no instances.
lambda_svc._ACCOUNT_CONCURRENCY_CAP = 0


class Delivery:
    """An event on its way to a function: what the emulator starts a thread for, and waits until it runs. These few threads
    are there already."""

    threads = concurrent.futures.ThreadPoolExecutor(4 * (os.cpu_count() or 1), thread_name_prefix="delivery")

    def __init__(self, target, args=(), **_):
        self.work = functools.partial(target, *args)

    def start(self):
        self.threads.submit(self.work)


class Threads:
    """`threading` for the bus: only what brings an event to a function is no thread of its own."""

    def __getattr__(self, name):
        return getattr(threading, name)

    def Thread(self, *, target, **others):  # noqa: N802
        kind = Delivery if target is lambda_svc._execute_function_with_config_scope else threading.Thread
        return kind(target=target, **others)


eventbridge.threading = Threads()


def failing_alone(invoke):
    """An instance that does not start fails its own call. The emulator would end all instances of the function, and with
    them the calls that they are busy with."""

    def of(instance, *arguments, **others):
        try:
            return invoke(instance, *arguments, **others)
        except Exception as error:
            told = {"errorMessage": str(error), "errorType": getattr(error, "error_type", "Runtime.Unknown")}
            return {"status": "error", "error": str(error), "error_payload": told, "cold_start": True, "log": ""}

    return of


def waiting_idly(build):
    """What an instance is called with comes through a queue, and wakes it."""

    def of(worker, generation, pending):
        get = pending.get
        pending.get = lambda timeout: get(timeout=max(timeout, IDLE_SECONDS))
        return build(worker, generation, pending)

    return of


def sparing_the_busy(kill, release):
    """When a function is changed, its instances finish what they are busy with, and are gone then."""

    def killed(instances):
        with lambda_runtime._lock:
            for instance in instances:
                instance.goes_when_free = instance.in_use
        kill([instance for instance in instances if not instance.goes_when_free])

    def released(instance):
        release(instance)
        if getattr(instance, "goes_when_free", False):
            kill([instance])

    return killed, released


lambda_runtime.ProvidedWorker._build_handler_class = waiting_idly(lambda_runtime.ProvidedWorker._build_handler_class)
lambda_runtime.ProvidedWorker.invoke = failing_alone(lambda_runtime.ProvidedWorker.invoke)
lambda_runtime.kill_workers, lambda_svc.release_worker = sparing_the_busy(
    lambda_runtime.kill_workers, lambda_runtime.release_worker
)

Failure = stepfunctions._ExecutionError
TIMES = ("TimeoutSeconds", "HeartbeatSeconds")


def with_times_resolved(execute):
    """A time limit may be a path into the state's input."""

    def execute_task(state, given, execution, context):
        state = dict(state)
        for name in TIMES:
            if name + "Path" in state:
                state[name] = stepfunctions._resolve_path(state.pop(name + "Path"), given)
        state["Machine"] = execution["stateMachineArn"]
        return execute(state, given, execution, context)

    return execute_task


def waiting_for_the_token(otherwise):
    """A function that fails to take a token fails the task, and the limit counts from when the task is scheduled."""

    def invoke(resource, arguments, token, state):
        plain = resource.replace(".waitForTaskToken", "")
        function = stepfunctions._extract_lambda_ref(plain)
        if not function and "states:::lambda:invoke" in plain:
            name = arguments.get("FunctionName", "")
            function = stepfunctions._resolve_lambda_function_ref(name, optimized=True)
        if not function:
            return otherwise(resource, arguments, token, state)
        task = {"event": threading.Event(), "result": None, "error": None, "heartbeat": None}
        task["machine"] = state["Machine"]
        stepfunctions._task_tokens[token] = task
        end = time.monotonic() + float(state.get("TimeoutSeconds", 99_999_999))
        try:
            stepfunctions._call_lambda(function, arguments.get("Payload", arguments))
            while not task["event"].is_set():
                left = end - time.monotonic()
                if left <= 0:
                    raise Failure("States.Timeout", "nobody completed the task in time")
                task["event"].wait(min(left, 3600))
        finally:
            stepfunctions._task_tokens.pop(token, None)
        if task["error"]:
            raise Failure(task["error"].get("Error", "TaskFailed"), task["error"].get("Cause", ""))
        return json.loads(task["result"] or "{}")

    return invoke


stepfunctions._execute_task = with_times_resolved(stepfunctions._execute_task)
stepfunctions._invoke_with_callback = waiting_for_the_token(stepfunctions._invoke_with_callback)


class Keyed(str):
    """The address of a table with the partitions of it that an item of a transaction is in."""

    keys: list


def partitions(request):
    """The values of partition keys that a request to DynamoDB names."""
    found = [request[part]["pk"] for part in ("Key", "Item") if part in request]
    for table in (request.get("RequestItems") or {}).values():
        if isinstance(table, dict):
            found += [key["pk"] for key in table.get("Keys") or []]
        else:
            found += [part["pk"] for write in table for detail in write.values() for part in detail.values()]
    named = re.search(r"=\s*(:\w+)", request.get("KeyConditionExpression") or "")
    if named:
        found.append(request["ExpressionAttributeValues"][named.group(1)])
    return [value["S"] for value in found]


def with_partitions(context):
    """dynamodb:LeadingKeys, on which the roles' conditions are."""

    def of(body):
        keys = partitions(json.loads(body or b"{}"))
        return {**context(body), **({"dynamodb:LeadingKeys": keys} if keys else {})}

    return of


def with_partitions_of_items(checks):
    """The items of a transaction are in tables and partitions of their own."""

    def of(action, body, region, account):
        found = []
        for item in json.loads(body or b"{}").get("TransactItems", []):
            alone = json.dumps({"TransactItems": [item]}).encode()
            for item_action, table in checks(action, alone, region, account):
                table = Keyed(table)
                table.keys = [key for detail in item.values() for key in partitions(detail)]
                found.append((item_action, table))
        return found

    return of


class Several(str):
    """What stands for all resources that one request names."""

    each: list


def with_resources(resource):
    """A role must allow every parameter that is asked for, and the machine whose task is completed."""

    def of(service, method, path, headers, body, *others):
        asked = json.loads(body or b"{}") if service in ("ssm", "states") else {}
        task = stepfunctions._task_tokens.get(asked.get("taskToken"), {})
        if "machine" in task:
            return task["machine"]
        names = asked.get("Names")
        if not names:
            return resource(service, method, path, headers, body, *others)
        several = Several("*")
        alone = [json.dumps({"Name": name}).encode() for name in names]
        single = {**headers, "x-amz-target": "AmazonSSM.GetParameter"}
        several.each = [resource(service, method, path, single, body, *others) for body in alone]
        return several

    return of


class Sender(str):
    """The identity that sends a mail, with its address."""

    address: str


def with_senders(resource):
    """A mail is sent as the identity of its sender, whose address the roles name."""

    def of(service, method, path, headers, body, query, region, account):
        if service != "ses" or not path.rstrip("/").endswith("/outbound-emails"):
            return resource(service, method, path, headers, body, query, region, account)
        address = parseaddr(json.loads(body)["FromEmailAddress"])[1]
        sender = Sender(f"arn:aws:ses:{region}:{account}:identity/{address}")
        sender.address = address
        return sender

    return of


def of_each_resource(enforce):
    def of(*arguments, resource_arn="*", service_context=None, **others):
        if isinstance(resource_arn, Sender):
            service_context = {**(service_context or {}), "ses:FromAddress": resource_arn.address}
        if isinstance(resource_arn, Keyed):
            service_context = {**(service_context or {}), "dynamodb:LeadingKeys": resource_arn.keys}
        denied = None
        for one in resource_arn.each if isinstance(resource_arn, Several) else [resource_arn]:
            denied = denied or enforce(*arguments, resource_arn=one, service_context=service_context, **others)
        return denied

    return of


KEY_CONDITION = re.compile(r"(#\w+) = (:\w+)(?: AND (#\w+) (?:([<>]=?) (:\w+)|BETWEEN (:\w+) AND (:\w+)))?")
COMPARISONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def read_once(evaluate):
    """DynamoDB finds the range of a key by its order. The emulator reads the condition anew for each row of the partition,
    and while it does, it answers nobody: a second for the feed of a busy restaurant. Here our own conditions on texts are
    read once; all else is left to the emulator."""
    read = functools.lru_cache(maxsize=256)(KEY_CONDITION.fullmatch)

    def of(expression, item, values, names, slot="ConditionExpression"):
        form = read(expression) if slot == "KeyConditionExpression" else None
        if not form:
            return evaluate(expression, item, values, names, slot=slot)
        partition, wanted, sort, comparison, bound, low, high = form.groups()
        try:
            if item[names[partition]]["S"] != values[wanted]["S"]:
                return False
            if not sort:
                return True
            found = item[names[sort]]["S"].encode()
            if comparison:
                return COMPARISONS[comparison](found, values[bound]["S"].encode())
            return values[low]["S"].encode() <= found <= values[high]["S"].encode()
        except KeyError:
            return evaluate(expression, item, values, names, slot=slot)

    return of


dynamodb._evaluate_condition = read_once(dynamodb._evaluate_condition)

VARIABLE = re.compile(r"\$\{([^}]+)\}")


def with_the_roles_own_arn(resolve):
    """aws:PrincipalArn of a session is the ARN of its role."""

    def of(key, context):
        value = resolve(key, context)
        if key.lower() == "aws:principalarn":
            return re.sub(r":sts::(\d+):assumed-role/([^/]+)/.*", r":iam::\1:role/\2", value)
        return value

    return of


def with_variables(met):
    """A condition may compare with the session's tags and other values of the request, as ${aws:PrincipalTag/tenant}; one
    that the request does not have is like no value."""

    def said(texts, context):
        for text in map(str, texts if isinstance(texts, list) else [texts]):
            values = {name: iam_evaluator._resolve_condition_key(name, context) for name in VARIABLE.findall(text)}
            if None not in values.values():
                yield VARIABLE.sub(lambda found: str(values[found.group(1)]), text)

    def of(conditions, context):
        resolved = {
            operator: {key: list(said(texts, context)) for key, texts in keys.items()}
            for operator, keys in (conditions or {}).items()
        }
        return met(resolved, context)

    return of


def over_tls(pin):
    """Loopback stands for TLS, which the policies of queues and buckets insist on."""
    return lambda address, secure: pin(address, True)


iam_evaluator.pin_request_origin = over_tls(iam_evaluator.pin_request_origin)
iam_evaluator._resolve_condition_key = with_the_roles_own_arn(iam_evaluator._resolve_condition_key)
iam_evaluator._conditions_met = with_variables(iam_evaluator._conditions_met)
iam_actions.dynamodb_service_context = with_partitions(iam_actions.dynamodb_service_context)
iam_actions.dynamodb_transaction_checks = with_partitions_of_items(iam_actions.dynamodb_transaction_checks)
iam_actions.extract_resource_arn = with_senders(with_resources(iam_actions.extract_resource_arn))
iam_evaluator.enforce = of_each_resource(iam_evaluator.enforce)


def verified(sender, recipients=()):
    """The owner of the account has verified the sender before, and may write to anybody."""


# What is sent lies at /_ministack/ses/messages, where the journeys read it.
ses_v2._message_rejection = verified


def archive(logical_id, properties, stack):
    """The emulator has archives but does not make them from a template; nothing here plays one again."""
    name = properties.get("ArchiveName", logical_id)
    return name, {"Arn": f"arn:aws:events:us-east-1:000000000000:archive/{name}", "ArchiveName": name}


def nothing(logical_id, properties, stack):
    """The emulator does without: routes of a WebSocket API are there at once and answer whatever is returned. Amplify is
    not emulated: the stage that is tried has no apps."""
    return logical_id, {}


MADE = {
    "AWS::Events::Archive": archive,
    "AWS::ApiGatewayV2::Deployment": nothing,
    "AWS::ApiGatewayV2::RouteResponse": nothing,
    "AWS::Amplify::App": nothing,
    "AWS::Amplify::Branch": nothing,
}
for kind, made in MADE.items():
    provisioners._RESOURCE_HANDLERS.setdefault(kind, {"create": made, "delete": lambda physical_id, properties: None})


def end_with_the_parent():
    """Its end of the pipe closes when it ends, however it does; the functions are of this process's group."""
    sys.stdin.buffer.read()
    os.kill(0, signal.SIGTERM)


if __name__ == "__main__":
    if os.environ.get("BIND_HOST") != "127.0.0.1":
        raise SystemExit("BIND_HOST must be 127.0.0.1: the emulator asks nobody who they are")
    from ministack.app import main

    threading.Thread(target=end_with_the_parent, daemon=True).start()
    main()
