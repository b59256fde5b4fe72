/** A place held for what is coming, in its shape. Size it with classes. */
export function Skeleton({ className }: { className: string }) {
  return <span aria-hidden className={`block animate-breathe rounded-control bg-line/70 ${className}`} />
}
