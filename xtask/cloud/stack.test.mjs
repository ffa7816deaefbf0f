// How the first build on Amplify is started and awaited, against a stand-in that answers as Amplify documents.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import http from "node:http";
import { test } from "node:test";

/** Runs `publish` against an Amplify that knows these jobs and answers so when it is asked how one goes. */
async function publish(known, answers) {
  const asked = [];
  const amplify = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const summary = { jobId: "7", status: "PENDING" };
    const says = () => {
      if (request.method === "POST") return { jobSummary: summary };
      if (/\/jobs(\?|$)/.test(request.url)) return { jobSummaries: known };
      return { job: { summary: { ...summary, status: answers.shift() }, steps: [{ status: "FAILED", logUrl: "https://log" }] } };
    };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(says()));
  });
  await new Promise((listening) => amplify.listen(0, "127.0.0.1", listening));
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL_AMPLIFY: `http://127.0.0.1:${amplify.address().port}`,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    BRASA_BUILD_POLL: "1",
    NODE_NO_WARNINGS: "1",
  };
  const program = new URL("stack.mjs", import.meta.url).pathname;
  const ended = await new Promise((done) =>
    execFile("node", [program, "publish", "d1/feature/x"], { env }, (error, out, err) => done({ failed: Boolean(error), said: out + err })),
  );
  amplify.close();
  return { ...ended, asked };
}

test("the first build is started and waited for", async () => {
  const { failed, said, asked } = await publish([{ jobId: "6", status: "FAILED" }], ["PENDING", "RUNNING", "SUCCEED"]);
  assert.equal(failed, false, said);
  assert.equal(asked.filter((call) => call === "POST /apps/d1/branches/feature%2Fx/jobs").length, 1, asked.join());
  assert.match(said, /d1 is built/);
});

test("what was built is not built again, and a build under way is not started twice", async () => {
  const built = await publish([{ jobId: "6", status: "SUCCEED" }], []);
  assert.equal(built.asked.length, 1);
  const underWay = await publish([{ jobId: "7", status: "RUNNING" }], ["SUCCEED"]);
  assert.ok(!underWay.asked.some((call) => call.startsWith("POST")), underWay.asked.join());
});

test("a build that fails fails the deployment and says where to look", async () => {
  const { failed, said } = await publish([], ["FAILED"]);
  assert.equal(failed, true);
  assert.match(said, /build 7 of d1 FAILED, see https:\/\/log/);
});
