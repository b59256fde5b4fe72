'use client'
import { WifiOff } from 'lucide-react'
import { useOffline } from 'next/offline'

/** Says above every page, and over none of it, that there is no connection, until there is one. */
export function OfflineNotice() {
  const offline = useOffline()
  return (
    <div role="status" className="sticky top-0 z-40">
      {offline && (
        <p
          data-strip
          className="flex h-(--strip) animate-appear items-center justify-center gap-2.5 border-b border-line bg-card px-4 text-small leading-tight"
        >
          <WifiOff size={18} aria-hidden className="shrink-0 text-muted" />
          <span>
            <span className="font-semibold">There is no connection.</span> What you typed is kept; pages open
            when it is back.
          </span>
        </p>
      )}
    </div>
  )
}
