import { expect, type Page } from './test';

/** The text of a mail to an address under this subject, once the demo's outbox has it. */
export async function mailTo(page: Page, address: string, subject: string): Promise<string> {
  const outbox = await page.context().newPage();
  const mail = outbox
    .getByRole('article')
    .filter({ hasText: address })
    .filter({ has: outbox.getByRole('heading', { name: subject }) })
    .first();
  await expect(async () => {
    await outbox.goto('/demo/outbox');
    await expect(mail).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const text = await mail.locator('pre').innerText();
  await outbox.close();
  return text;
}

/** The six digits of a mail. */
export function codeOf(mail: string): string {
  const code = /^\d{6}$/m.exec(mail)?.[0];
  expect(code, mail).toBeTruthy();
  return code ?? '';
}

/** Other digits than these. */
export function otherThan(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}
