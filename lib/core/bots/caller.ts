/** Who asks for something, as what, and by which door they came. */
export interface Caller {
  /** The account that owns, and pays. */
  accountId: string
  role: Role
  via: 'browser' | 'ticket'
}

/** `read` shows a bot and what it knows, `write` changes either, `chat` and `search` spend on its questions. */
export type Permission = 'read' | 'write' | 'chat' | 'search'
export type Role = keyof typeof PERMISSIONS

const PERMISSIONS = {
  owner: ['read', 'write', 'chat', 'search'],
} as const satisfies Record<string, readonly Permission[]>

/** What is not granted is refused, a role nobody knows included. */
export function mayDo({ role }: Caller, permission: Permission): boolean {
  const granted: readonly Permission[] | undefined = PERMISSIONS[role]
  return granted?.includes(permission) ?? false
}
