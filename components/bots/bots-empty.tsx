import { FileText, MessageCircle, Plus } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

export function BotsEmpty({ onCreate }: { onCreate: () => void }) {
  return (
    <EmptyState
      title="Your first guide will be here"
      picture={<Picture />}
      action={
        <Button look="primary" onClick={onCreate}>
          <Plus size={18} aria-hidden />
          Create your guide
        </Button>
      }
    >
      <p>
        Give it a name, add a few documents, and ask it something. It takes about two minutes, and nobody sees
        it until you publish it.
      </p>
    </EmptyState>
  )
}

function Picture() {
  return (
    <div aria-hidden className="flex items-center gap-3 text-muted">
      <span className="card grid w-24 gap-2 p-3">
        <FileText size={18} />
        <span className="h-1.5 w-full rounded-full bg-line" />
        <span className="h-1.5 w-4/5 rounded-full bg-mark" />
        <span className="h-1.5 w-3/5 rounded-full bg-line" />
      </span>
      <span className="h-px w-8 bg-control" />
      <span className="card flex items-center gap-2 rounded-widget px-4 py-3 text-accent">
        <MessageCircle size={18} />
        <span className="h-1.5 w-16 rounded-full bg-tint" />
      </span>
    </div>
  )
}
