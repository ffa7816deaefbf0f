// What osls has no command for. The SDK takes credentials and, for the emulator, the endpoint from the environment.
//
//   node stack.mjs secrets <prefix>     makes the keys that are not there yet
//   node stack.mjs outputs <stack>      prints the stack's outputs as JSON
//   node stack.mjs invoke <function>    runs a function once and fails as it fails

import { randomBytes } from "node:crypto";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ParameterAlreadyExists, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

const KEYS = ["tokens", "cursors"];
const KEY_BYTES = 32;

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
};

const [name, argument] = process.argv.slice(2);
if (!commands[name] || !argument) throw new Error("stack.mjs: secrets, outputs or invoke, and of what");
await commands[name](argument);
