// Prints what a restaurant's storefront shows, as JSON, or nothing where there is no such restaurant yet or no answer.
//
//   node storefront.mjs <address of the API> <restaurant>

const [api, tenant] = process.argv.slice(2);
/** How long the API has to answer, in milliseconds; a function may have to start. */
const PATIENCE = 30_000;
try {
  const headers = { 'x-tenant-id': tenant };
  const answer = await fetch(`${api}/rpc/catalog/storefront`, { headers, signal: AbortSignal.timeout(PATIENCE) });
  const text = await answer.text();
  if (answer.ok) process.stdout.write(text);
  else console.error(`${answer.url}: ${answer.status} ${text}`);
} catch (error) {
  console.error(`${api}: ${error}`);
}
