'use client'
import { X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import {
  type MouseEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useRef,
} from 'react'
import { opensHere } from '#lib/client/opens-here.ts'
import { leaveLayers, openLayer } from '#lib/client/page-layers.ts'
import { IconButton } from './icon-button.tsx'

interface DialogProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
  /** `reading` for a document's text; `sheet` rises from the lower edge whatever the screen. */
  shape?: 'usual' | 'reading' | 'sheet'
}

const widths = {
  usual: 'sm:max-w-md',
  reading: 'h-[88dvh] sm:max-w-3xl',
  sheet: 'sm:max-w-lg',
}

/**
 * The browser's own dialog: it keeps the focus inside, closes on Escape and on the way back, and gives the
 * focus back. On a phone it is a sheet at the lower edge.
 */
export function Dialog({ open, onClose, title, children, shape = 'usual' }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const router = useRouter()
  const close = useEffectEvent(onClose)

  // Before the effects of what is in it, which may bring a part of it into view.
  useLayoutEffect(() => {
    const dialog = element.current
    if (!dialog) return
    if (open && !dialog.open) {
      dialog.showModal()
      // Else the browser takes the first thing that can have the focus: the button that closes it.
      dialog.querySelector<HTMLElement>('[data-focus-first]')?.focus()
    }
    if (!open && dialog.open) dialog.close()
  }, [open])

  useEffect(() => {
    if (open) return openLayer(() => close())
  }, [open])

  /** A link in here leads from the page below, not from this dialog. */
  function followLink(event: MouseEvent) {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
    if (!link || !opensHere(link, event) || link.origin !== location.origin) return
    event.preventDefault()
    leaveLayers(() => router.push(link.pathname + link.search + link.hash))
  }

  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onClose={onClose}
      onClickCapture={followLink}
      closedby="any"
      className={`fixed mx-auto mt-auto mb-0 w-full max-w-none flex-col overflow-hidden rounded-t-widget border border-line bg-card text-ink shadow-float open:flex open:animate-rise ${shape === 'sheet' ? '' : 'sm:my-auto sm:rounded-card'} max-h-[88dvh] ${widths[shape]}`}
    >
      <header className="flex items-start justify-between gap-3 border-b border-line py-3 pr-3 pl-5">
        <h2 id={titleId} className="wraps subtitle min-w-0 py-1.5">
          {title}
        </h2>
        <IconButton label="Close" onClick={onClose}>
          <X size={18} aria-hidden />
        </IconButton>
      </header>
      {open && (
        <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-5 pb-[max(1.25rem,env(safe-area-inset-bottom))]">
          {children}
        </div>
      )}
    </dialog>
  )
}
