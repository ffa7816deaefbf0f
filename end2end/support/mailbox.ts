import { expect, type Page } from './test';

/** What the emulator of AWS keeps of the mails that a stack has sent, of each account, oldest first. */
interface Sent {
  messages: Record<string, { To: string[]; Subject: string; BodyText: string }[]>;
}

/** Where a stack's mail is kept; on one process the demo's outbox shows it. */
const kept = process.env.BRASA_CLOUD_MAIL;

/** The text of the newest mail to an address under this subject, once it was sent. */
export async function mailTo(page: Page, address: string, subject: string): Promise<string> {
  return kept ? mailOfStack(page, kept, address, subject) : mailInOutbox(page, address, subject);
}

async function mailOfStack(page: Page, kept: string, address: string, subject: string): Promise<string> {
  let text: string | undefined;
  await expect(async () => {
    const sent: Sent = await (await page.request.get(kept)).json();
    const mails = Object.values(sent.messages).flat();
    text = mails.findLast((mail) => mail.To.includes(address) && mail.Subject.includes(subject))?.BodyText;
    expect(text).toBeTruthy();
  }).toPass();
  return text ?? '';
}

async function mailInOutbox(page: Page, address: string, subject: string): Promise<string> {
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
