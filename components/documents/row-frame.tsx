import type { ReactNode } from 'react'

interface RowFrameProps {
  icon: ReactNode
  name: ReactNode
  /** Of work under way: along the lower edge, so that the row keeps its height when it is done. */
  bar?: ReactNode
  /** Buttons at the end of the row. */
  actions?: ReactNode
  /** There is much to say: on a phone the buttons stand below it. */
  wordy?: boolean
  children: ReactNode
}

/** One line of the list: a sign for its state, the name, what is to be said of it. */
export function RowFrame({ icon, name, bar, actions, wordy = false, children }: RowFrameProps) {
  return (
    <li
      className={`relative flex animate-appear items-start gap-3.5 px-4 py-3.5 ${wordy ? 'max-sm:flex-wrap max-sm:gap-y-2' : ''}`}
    >
      <span
        aria-hidden
        className="mt-0.5 flex size-9 shrink-0 items-center justify-center rounded-control bg-shade text-muted"
      >
        {icon}
      </span>
      <div className="grid min-w-0 flex-1 grid-cols-1 gap-1">
        <p className="truncate text-[14px] font-semibold">{name}</p>
        {children}
      </div>
      {bar && <div className="absolute inset-x-4 bottom-0">{bar}</div>}
      {actions && (
        <div
          className={`flex shrink-0 items-center gap-1 ${wordy ? 'max-sm:basis-full max-sm:pl-[50px]' : ''}`}
        >
          {actions}
        </div>
      )}
    </li>
  )
}
