import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** What a command of the operator says, typed beside the running server. */
export function typed(...words: string[]): string {
  const server = resolve(process.env.BRASA_SERVER || '../target/debug/server');
  const env = { ...process.env, BRASA_DATA: process.env.BRASA_JOURNEY_DATA };
  return execFileSync(server, words, { env, encoding: 'utf8' }).trim();
}
