import type { TextBlock } from '#lib/core/documents/structured-text.ts'

interface TextBlockViewProps {
  kind: TextBlock['kind']
  level: number | undefined
  text: string
  lit: { start: number; end: number } | null
}

export function TextBlockView({ kind, level, text, lit }: TextBlockViewProps) {
  const content = lit ? (
    <>
      {text.slice(0, lit.start)}
      <mark data-lit>{text.slice(lit.start, lit.end)}</mark>
      {text.slice(lit.end)}
    </>
  ) : (
    text
  )
  if (kind === 'heading') {
    return (
      <h3 className={`font-medium ${level === 1 ? 'text-[22px] leading-snug' : 'pt-1 text-subtitle'}`}>
        {content}
      </h3>
    )
  }
  if (kind === 'code') {
    return <pre className="overflow-x-auto rounded-control bg-shade p-3 font-mono text-small">{content}</pre>
  }
  if (kind === 'list-item')
    return <p className="ms-4 border-s-2 border-line ps-3 whitespace-pre-line">{content}</p>
  if (kind === 'table-row') {
    return <p className="border-b border-line pb-1.5 font-sans text-small tabular-nums">{content}</p>
  }
  return <p className="whitespace-pre-line">{content}</p>
}
