/** The first stop of the keyboard: past the navigation, to `#main`. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-50 -translate-y-16 rounded-control bg-ink px-4 py-2.5 text-small font-semibold text-wall focus:translate-y-0"
    >
      Skip to the content
    </a>
  )
}
