'use client'
import { ChevronRight } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { SectionCard } from '#components/ui/section-card.tsx'

export function ScriptCard({ script }: { script: string }) {
  return (
    <SectionCard title="The line to paste">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="overflow-x-auto rounded-control bg-shade px-4 py-3 font-mono text-small">
        <code className="whitespace-normal select-all">
          {script.split(' ').map((piece, at) => (
            <Fragment key={piece}>
              {at > 0 && ' '}
              <span className="whitespace-nowrap">{piece}</span>
            </Fragment>
          ))}
        </code>
      </pre>
      <CopyButton text={script} label="Copy the line" />
      <div className="grid divide-y divide-line border-t border-line">
        <Steps title="On a site of your own (HTML)">
          <li>Open the file or template that every page shares.</li>
          <li>
            Paste the line just before <code className="font-mono text-small">{'</body>'}</code>.
          </li>
          <li>Save and upload it. A round button appears at the lower right.</li>
        </Steps>
        <Steps title="In WordPress">
          <li>In the dashboard, go to Plugins and install “WPCode” (Insert Headers and Footers).</li>
          <li>Open Code Snippets → Header &amp; Footer.</li>
          <li>Paste the line into “Footer” and save.</li>
        </Steps>
        <Steps title="In Wix, Squarespace, Webflow or Shopify">
          <li>Look for “Custom code” or “Code injection” in the settings of the site.</li>
          <li>Paste the line where it says “End of body” or “Footer”, for all pages.</li>
          <li>Publish the site.</li>
        </Steps>
      </div>
    </SectionCard>
  )
}

function Steps({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group py-1">
      <summary className="flex min-h-10 touchable list-none items-center gap-2 rounded-control px-1 py-2 text-small font-semibold [&::-webkit-details-marker]:hidden">
        <ChevronRight
          size={18}
          aria-hidden
          className="shrink-0 text-muted transition-transform group-open:rotate-90"
        />
        {title}
      </summary>
      <ol className="grid list-decimal gap-1.5 py-2 ps-7 text-muted marker:tabular-nums">{children}</ol>
    </details>
  )
}
