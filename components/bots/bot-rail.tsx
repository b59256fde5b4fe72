'use client'
import Link from 'next/link'
import { AccountLinks } from '#components/account/account-links.tsx'
import { Logo } from '#components/brand/logo.tsx'
import { formatCount } from '#lib/client/format.ts'
import type { OpenedBot } from '#lib/core/contract/bots.ts'
import { botSections } from './bot-sections.ts'
import { BotSwitcher } from './bot-switcher.tsx'

interface BotRailProps {
  botId: string
  opened: OpenedBot | undefined
  section: string
}

export function BotRail({ botId, opened, section }: BotRailProps) {
  return (
    <header className="sticky top-(--strip) hidden h-[calc(100dvh-var(--strip))] flex-col gap-4 overflow-y-auto border-r border-line p-3.5 md:flex">
      <Link href="/bots" aria-label="Docent, all your guides" className="flex min-h-9 items-center px-2.5">
        <Logo />
      </Link>
      <BotSwitcher botId={botId} bot={opened?.bot} />
      <nav aria-label="This guide" className="flex-1">
        <ul className="grid gap-0.5">
          {botSections.map(({ path, label, Icon }) => (
            <li key={path}>
              <Link
                href={`/bots/${botId}/${path}`}
                aria-current={section === path ? 'page' : undefined}
                className="flex min-h-9 items-center gap-2.5 rounded-control px-2.5 text-[14px] font-medium text-muted transition-colors hover:bg-shade hover:text-ink aria-[current=page]:bg-tint aria-[current=page]:text-accent"
              >
                <Icon size={18} aria-hidden />
                {label}
                {path === 'knowledge' && opened && (
                  <span className="ml-auto font-normal tabular-nums">
                    {formatCount(opened.documents.ready)}
                    <span className="sr-only"> documents ready</span>
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <AccountLinks />
    </header>
  )
}
