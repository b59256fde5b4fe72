/** The mark: a ring with a hole, as on a museum's map. */
export function Logo({ size = 'usual' }: { size?: 'usual' | 'small' }) {
  return (
    <span className="inline-flex items-center gap-2">
      <span
        aria-hidden
        className={`inline-flex items-center justify-center rounded-full bg-accent ${size === 'small' ? 'size-4' : 'size-4.5'}`}
      >
        <span className="size-[40%] rounded-full bg-wall" />
      </span>
      <span
        className={`font-serif leading-none font-medium ${size === 'small' ? 'text-subtitle' : 'text-[23px]'}`}
      >
        Docent
      </span>
    </span>
  )
}
