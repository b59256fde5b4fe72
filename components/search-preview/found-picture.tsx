/** What a passage that was found will look like. */
export function FoundPicture() {
  return (
    <div aria-hidden className="card grid w-full max-w-xs grid-cols-[1fr_5.5rem] gap-4 p-4">
      <span className="grid content-start gap-2.5">
        <span className="h-2 w-2/5 rounded-full bg-control/60" />
        <span className="mt-1 h-1.5 w-full rounded-full bg-line" />
        <span className="h-1.5 w-4/5 rounded-full bg-mark outline outline-offset-3 outline-accent" />
        <span className="h-1.5 w-full rounded-full bg-line" />
        <span className="h-1.5 w-1/2 rounded-full bg-line" />
      </span>
      <span className="grid content-center gap-3.5 border-l border-line ps-4">
        {['w-full', 'w-3/5', 'w-4/5'].map(width => (
          <span key={width} className="block h-1 rounded-full bg-line">
            <span className={`block h-full rounded-full bg-control ${width}`} />
          </span>
        ))}
      </span>
    </div>
  )
}
