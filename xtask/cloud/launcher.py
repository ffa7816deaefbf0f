"""Starts the emulator of AWS in this process, on loopback, with small corrections in memory; nothing on disk changes.

The environment says where: GATEWAY_PORT, BIND_HOST, TMPDIR. Each correction names what real AWS does.
"""

import json
import os
import socketserver
import threading
import time

# A function's runtime is answered in two small writes, which Nagle's algorithm and delayed acknowledgements would
# turn into 40 ms for every call.
socketserver.StreamRequestHandler.disable_nagle_algorithm = True

from ministack.core import lambda_runtime  # noqa: E402
from ministack.services import stepfunctions  # noqa: E402
from ministack.services.cloudformation import provisioners  # noqa: E402

# A function that logs nothing would be waited for 50 ms after each call.
lambda_runtime.Worker._drain_stderr_bounded.__defaults__ = (0.002, 0.002, 0.05)

Failure = stepfunctions._ExecutionError
TIMES = ("TimeoutSeconds", "HeartbeatSeconds")


def with_times_resolved(execute):
    """A time limit may be a path into the state's input."""

    def execute_task(state, given, execution, context):
        state = dict(state)
        for name in TIMES:
            if name + "Path" in state:
                state[name] = stepfunctions._resolve_path(state.pop(name + "Path"), given)
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


def archive(logical_id, properties, stack):
    """The emulator has archives but does not make them from a template; nothing here plays one again."""
    name = properties.get("ArchiveName", logical_id)
    return name, {"Arn": f"arn:aws:events:us-east-1:000000000000:archive/{name}", "ArchiveName": name}


provisioners._RESOURCE_HANDLERS.setdefault(
    "AWS::Events::Archive", {"create": archive, "delete": lambda physical_id, properties: None}
)

if __name__ == "__main__":
    if os.environ.get("BIND_HOST") != "127.0.0.1":
        raise SystemExit("BIND_HOST must be 127.0.0.1: the emulator asks nobody who they are")
    from ministack.app import main

    main()
