'use client'
import { UserRound } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Logo } from '#components/brand/logo.tsx'
import { useSession } from '#components/session/use-session.ts'
import { Menu } from '#components/ui/menu.tsx'
import { menuItemClass } from '#components/ui/menu-item-class.ts'
import { SkipLink } from '#components/ui/skip-link.tsx'
import { useSignOut } from './use-sign-out.ts'

/** What is around the pages of an owner that belong to no one guide. */
export function OwnerFrame({ children }: { children: ReactNode }) {
  const session = useSession()
  const { leave } = useSignOut()
  return (
    <div className="flex min-h-[calc(100dvh-var(--strip))] flex-col">
      <SkipLink />
      <header className="border-b border-line">
        <div className="mx-auto flex min-h-16 w-full max-w-page items-center justify-between gap-4 px-5 sm:px-8">
          <Link href="/bots" aria-label="Docent, all your guides" className="flex min-h-11 items-center">
            <Logo />
          </Link>
          <Menu
            label="Your account"
            buttonClass="inline-flex min-h-11 min-w-0 items-center gap-2 rounded-control px-2.5 text-small font-medium text-muted hover:bg-shade hover:text-ink"
            button={
              <>
                <span className="hidden max-w-56 truncate sm:inline">{session.data}</span>
                <UserRound size={18} aria-hidden />
              </>
            }
          >
            <Link href="/account" className={menuItemClass}>
              Account
            </Link>
            <button type="button" onClick={() => leave({ everywhere: false })} className={menuItemClass}>
              Sign out
            </button>
          </Menu>
        </div>
      </header>
      <main id="main" className="mx-auto w-full max-w-page flex-1 px-5 py-8 sm:px-8 sm:py-10">
        {children}
      </main>
    </div>
  )
}
