'use client'
import { LogOut, UserRound } from 'lucide-react'
import Link from 'next/link'
import { useSession } from '#components/session/use-session.ts'
import { menuItemClass } from '#components/ui/menu-item-class.ts'
import { useSignOut } from './use-sign-out.ts'

/** Who is signed in, their account, and the way out. */
export function AccountLinks() {
  const session = useSession()
  const { leave } = useSignOut()
  return (
    <div className="border-t border-line pt-3">
      <p className="truncate px-2.5 pb-1 text-tiny text-muted" title={session.data ?? undefined}>
        {session.data || '\u00a0'}
      </p>
      <ul className="grid gap-0.5">
        <li>
          <Link href="/account" className={menuItemClass}>
            <UserRound size={18} aria-hidden />
            Account
          </Link>
        </li>
        <li>
          <button type="button" onClick={() => leave({ everywhere: false })} className={menuItemClass}>
            <LogOut size={18} aria-hidden />
            Sign out
          </button>
        </li>
      </ul>
    </div>
  )
}
