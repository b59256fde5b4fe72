/** @jsxImportSource preact */
import { useRef, useState } from 'preact/hooks'

/** Lines as they stand, which scroll above their button. */
export function QuotedCode({ text }: { text: string }) {
  const code = useRef<HTMLElement>(null)
  const [outcome, setOutcome] = useState<'Copied' | 'Selected, copy it by hand' | null>(null)

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setOutcome('Copied')
    } catch {
      // A page may keep its frames from the clipboard.
      getSelection()!.selectAllChildren(code.current!)
      setOutcome('Selected, copy it by hand')
    }
  }

  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code ref={code}>{text}</code>
      </pre>
      <button type="button" class="copy" onClick={() => void copy()}>
        {outcome ?? 'Copy'}
      </button>
    </>
  )
}
