'use client'
import { Menu as MenuIcon } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { botSections } from './bot-sections.ts'
import { PhoneMenu } from './phone-menu.tsx'

const itemClass =
  'flex min-h-14 w-full flex-col items-center justify-center gap-0.5 text-[11.5px] font-medium text-muted aria-[current=page]:text-accent'

/** The rail of a phone: four places and a menu, within reach of a thumb. */
export function BottomBar({ botId, section }: { botId: string; section: string }) {
  const [menu, setMenu] = useState(false)
  const inMenu = botSections.some(({ path, bar }) => path === section && !bar)
  return (
    <>
      <nav
        aria-label="This guide"
        className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-card pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        <ul className="grid grid-cols-5">
          {botSections
            .filter(({ bar }) => bar)
            .map(({ path, label, Icon }) => (
              <li key={path}>
                <Link
                  href={`/bots/${botId}/${path}`}
                  aria-current={section === path ? 'page' : undefined}
                  className={itemClass}
                >
                  <Icon size={20} aria-hidden />
                  {label}
                </Link>
              </li>
            ))}
          <li>
            <button
              type="button"
              aria-haspopup="dialog"
              aria-current={inMenu ? 'page' : undefined}
              onClick={() => setMenu(true)}
              className={itemClass}
            >
              <MenuIcon size={20} aria-hidden />
              Menu
            </button>
          </li>
        </ul>
      </nav>
      <PhoneMenu botId={botId} open={menu} onClose={() => setMenu(false)} />
    </>
  )
}
