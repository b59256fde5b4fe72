'use client'
import { LayoutGrid } from 'lucide-react'
import Link from 'next/link'
import { AccountLinks } from '#components/account/account-links.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { menuItemClass } from '#components/ui/menu-item-class.ts'
import { botSections } from './bot-sections.ts'

interface PhoneMenuProps {
  botId: string
  open: boolean
  onClose: () => void
}

export function PhoneMenu({ botId, open, onClose }: PhoneMenuProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Menu" shape="sheet">
      <ul className="grid gap-1">
        {botSections
          .filter(({ bar }) => !bar)
          .map(({ path, label, Icon }) => (
            <li key={path}>
              <Link href={`/bots/${botId}/${path}`} onClick={onClose} className={menuItemClass}>
                <Icon size={18} aria-hidden />
                {label}
              </Link>
            </li>
          ))}
        <li>
          <Link href="/bots" onClick={onClose} className={menuItemClass}>
            <LayoutGrid size={18} aria-hidden />
            All your guides
          </Link>
        </li>
      </ul>
      <div className="mt-3">
        <AccountLinks />
      </div>
    </Dialog>
  )
}
