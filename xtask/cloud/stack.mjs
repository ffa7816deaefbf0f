// What osls has no command for. The SDK takes credentials and, for the emulator, the endpoint from the environment.
//
//   node stack.mjs secrets <prefix>     makes the keys that are not there yet
//   node stack.mjs outputs <stack>      prints the stack's outputs as JSON
//   node stack.mjs invoke <function>    runs a function once and fails as it fails
//   node stack.mjs publish <app>/<branch>  has Amplify build an app that it never built, and waits for it
//   node stack.mjs control <function>   sends it what an operator typed, JSON on stdin, and prints what it says

import { randomBytes } from "node:crypto";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { AmplifyClient, GetJobCommand, ListJobsCommand, StartJobCommand } from "@aws-sdk/client-amplify";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { InvokeCommand, LambdaClient, ResourceNotFoundException } from "@aws-sdk/client-lambda";
import { ParameterAlreadyExists, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

const KEYS = ["tokens", "cursors", "vault"];
const KEY_BYTES = 32;
/** How often Amplify is asked how a build goes, in milliseconds; a test asks oftener. */
const BUILD_POLL = Number(process.env.BRASA_BUILD_POLL ?? 15_000);
/** Amplify ends a build after 30 minutes of its own. */
const LONGEST_BUILD = 45 * 60_000;
/** What a command of an operator exits with when nobody carried it out; what it says itself is 0 or 1, and 2 from here too. */
const NOT_DONE = 2;
const ENDED = ["SUCCEED", "FAILED", "CANCELLED"];

const commands = {
  /** A key that exists stays: with another one, every session would end. */
  async secrets(prefix) {
    const ssm = new SSMClient();
    for (const key of KEYS) {
      const Name = prefix + key;
      const Value = randomBytes(KEY_BYTES).toString("base64");
      try {
        await ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString", Overwrite: false }));
        console.log(`made ${Name}`);
      } catch (error) {
        if (!(error instanceof ParameterAlreadyExists)) throw error;
      }
    }
  },

  async outputs(stack) {
    const found = await new CloudFormationClient().send(new DescribeStacksCommand({ StackName: stack }));
    const outputs = found.Stacks[0].Outputs.map((output) => [output.OutputKey, output.OutputValue]);
    console.log(JSON.stringify(Object.fromEntries(outputs)));
  },

  async invoke(name) {
    const Payload = JSON.stringify({ source: "aws.events", "detail-type": "Scheduled Event", detail: {} });
    const answer = await new LambdaClient().send(new InvokeCommand({ FunctionName: name, Payload }));
    if (answer.FunctionError) throw new Error(`${name}: ${Buffer.from(answer.Payload).toString()}`);
  },

  /** A build that is under way is waited for, and one that went well is not made again: Amplify builds what is pushed. */
  async publish(app) {
    const [appId, ...rest] = app.split("/");
    const branch = { appId, branchName: rest.join("/") };
    const amplify = new AmplifyClient();
    const { jobSummaries: known } = await amplify.send(new ListJobsCommand(branch));
    if (known.some((job) => job.status === "SUCCEED")) return console.log(`${appId} was built before`);
    const under = known.find((job) => !ENDED.includes(job.status));
    const { jobId } = under ?? (await amplify.send(new StartJobCommand({ ...branch, jobType: "RELEASE" }))).jobSummary;
    console.log(`Amplify builds ${appId} (job ${jobId}); the first time takes about 20 minutes`);
    for (let waited = 0; waited < LONGEST_BUILD; waited += BUILD_POLL) {
      const { job } = await amplify.send(new GetJobCommand({ ...branch, jobId }));
      if (job.summary.status === "SUCCEED") return console.log(`${appId} is built`);
      if (ENDED.includes(job.summary.status)) {
        const step = job.steps?.find((step) => step.status === "FAILED");
        throw new Error(`Amplify: build ${jobId} of ${appId} ${job.summary.status}, see ${step?.logUrl ?? "its console"}`);
      }
      await pause(BUILD_POLL);
    }
    throw new Error(`Amplify: build ${jobId} of ${appId} goes on for more than ${LONGEST_BUILD / 60_000} minutes`);
  },

  async control(name) {
    const Payload = await text(process.stdin);
    let answer;
    try {
      // A command may take 15 minutes, and is not to be given a second time beside itself.
      answer = await new LambdaClient({ maxAttempts: 1 }).send(new InvokeCommand({ FunctionName: name, Payload }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      console.error(`there is no function ${name} in ${process.env.AWS_REGION}: deploy the stage, or name another`);
      process.exitCode = NOT_DONE;
      return;
    }
    const said = JSON.parse(Buffer.from(answer.Payload).toString());
    if (answer.FunctionError) {
      console.error(`${name}: ${said.errorMessage}`);
      process.exitCode = NOT_DONE;
      return;
    }
    (said.ok ? console.log : console.error)(said.text);
    process.exitCode = said.exit ?? (said.ok ? 0 : 1);
  },
};

const [name, argument] = process.argv.slice(2);
if (!commands[name] || !argument) throw new Error("stack.mjs: secrets, outputs, invoke, publish or control, and of what");
await commands[name](argument);
