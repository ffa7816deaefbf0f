import { rmSync } from 'node:fs';

/** Leaves nothing behind: the server's data was for this run. */
export default function teardown() {
  const data = process.env.BRASA_JOURNEY_DATA;
  if (data) rmSync(data, { recursive: true, force: true });
}
