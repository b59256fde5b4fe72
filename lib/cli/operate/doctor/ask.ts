import type { z } from 'zod'
import { routes } from '#lib/core/contract/routes.ts'

export type Told = z.infer<typeof routes.health.response>

export interface Reply {
  status: number
  headers: Headers
  text: string
}

/** Follows no redirect: where somebody is led is part of what is looked at. */
export async function ask(url: string | URL, init: RequestInit): Promise<Reply> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** What the pages of this origin say of themselves; null where it is not Docent that answers. */
export async function askHealth(
  origin: string,
  form: 'whole' | 'shallow',
  signal: AbortSignal,
): Promise<{ reply: Reply; health: Told | null }> {
  const url = new URL(form === 'shallow' ? `${routes.health.path}?shallow` : routes.health.path, origin)
  const reply = await ask(url, { signal })
  return { reply, health: routes.health.response.safeParse(parsed(reply.text)).data ?? null }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
