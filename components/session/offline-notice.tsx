'use client'
import { WifiOff } from 'lucide-react'
import { useOffline } from 'next/offline'

/** Says that the next page has to wait, calmly, until it need not be said any more. */
export function OfflineNotice() {
  const offline = useOffline()
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 top-3 z-40 grid justify-items-center px-4"
    >
      {offline && (
        <p className="flex animate-appear items-start gap-2.5 rounded-card border border-line bg-card px-4 py-3 text-small shadow-float">
          <WifiOff size={18} aria-hidden className="mt-px shrink-0 text-muted" />
          <span>
            <span className="font-semibold">There is no connection.</span> This page stays, with what you
            typed. The one you chose opens when the connection is back.
          </span>
        </p>
      )}
    </div>
  )
}
