/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: an answer only grows at its end
import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Source } from '../../../lib/core/chat/answer-event.ts'
import type { AnswerInline } from '../../../lib/core/chat/answer-inline.ts'
import { type AnswerBlock, type AnswerList, parseAnswer } from '../../../lib/core/chat/answer-markup.ts'
import { lastSentence } from '../../../lib/core/chat/mark-passage.ts'
import { linksInSources } from '../../../lib/core/chat/source-links.ts'

/** Opens a source; the sentence is what the answer says right before its number. */
export type OpenSource = (n: number, sentence: string) => void

export function useAnswer(text: string, sources: readonly Source[], partial: boolean): AnswerBlock[] {
  const linkAllowed = useMemo(() => linksInSources(sources), [sources])
  return useMemo(
    () => parseAnswer(text, { sources: sources.map(source => source.n), linkAllowed, partial }),
    [text, sources, linkAllowed, partial],
  )
}

export function Answer({ blocks, open }: { blocks: AnswerBlock[]; open: OpenSource }) {
  return (
    <div class="answer">
      {blocks.map((block, at) => (
        <Block key={at} block={block} open={open} />
      ))}
    </div>
  )
}

/** Without markup and numbers: what is read out. */
export function plainText(blocks: readonly AnswerBlock[]): string {
  const inline = (children: readonly AnswerInline[]): string =>
    children
      .map(child => ('children' in child ? inline(child.children) : 'text' in child ? child.text : ''))
      .join('')
  const list = (one: AnswerList): string =>
    one.items.map(item => [inline(item.children), ...item.lists.map(list)].join(' ')).join('. ')
  return blocks
    .map(block => {
      if (block.type === 'code') return block.text
      if (block.type === 'list') return list(block)
      if (block.type === 'table')
        return [block.header, ...block.rows].map(row => row.map(inline).join(', ')).join('. ')
      return inline(block.children)
    })
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
}

function Block({ block, open }: { block: AnswerBlock; open: OpenSource }) {
  switch (block.type) {
    case 'paragraph':
      return <p>{inline(block.children, open)}</p>
    case 'heading':
      return (
        <p>
          <strong>{inline(block.children, open)}</strong>
        </p>
      )
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      )
    case 'list':
      return <List list={block} open={open} />
    case 'table':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, a section would be a landmark
        <div class="table" role="group" aria-label="Table" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {block.header.map((cell, at) => (
                  <th key={at} scope="col">
                    {inline(cell, open)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, at) => (
                <tr key={at}>
                  {row.map((cell, column) => (
                    <td key={column}>{inline(cell, open)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
  }
}

function List({ list, open }: { list: AnswerList; open: OpenSource }) {
  const items = list.items.map((item, at) => (
    <li key={at}>
      {inline(item.children, open)}
      {item.lists.map((nested, below) => (
        <List key={below} list={nested} open={open} />
      ))}
    </li>
  ))
  return list.ordered ? <ol start={list.start}>{items}</ol> : <ul>{items}</ul>
}

function inline(children: readonly AnswerInline[], open: OpenSource): ComponentChildren {
  let before = ''
  const draw = (child: AnswerInline, at: number): ComponentChildren => {
    if (child.type === 'citation') {
      const sentence = lastSentence(before)
      return (
        <button
          key={at}
          type="button"
          class="cite"
          aria-label={`Source ${child.n}`}
          onClick={() => open(child.n, sentence)}
        >
          {child.n}
        </button>
      )
    }
    if (child.type === 'break') return <br key={at} />
    if ('children' in child) {
      const inner = child.children.map(draw)
      return child.type === 'strong' ? <strong key={at}>{inner}</strong> : <em key={at}>{inner}</em>
    }
    before += child.text
    if (child.type === 'code') return <code key={at}>{child.text}</code>
    if (child.type === 'link')
      return (
        <a key={at} href={child.href} target="_blank" rel="noopener noreferrer nofollow">
          {child.text}
        </a>
      )
    return child.text
  }
  return children.map(draw)
}
