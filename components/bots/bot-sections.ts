import {
  FileText,
  type LucideIcon,
  MessageCircleQuestion,
  Palette,
  Settings,
  Share2,
  TextSearch,
} from 'lucide-react'

export interface BotSection {
  path: 'knowledge' | 'try' | 'search' | 'look' | 'share' | 'settings'
  label: string
  Icon: LucideIcon
  /** One of the four in a phone's bottom bar. */
  bar: boolean
}

export const botSections: readonly BotSection[] = [
  { path: 'knowledge', label: 'Knowledge', Icon: FileText, bar: true },
  { path: 'try', label: 'Try it', Icon: MessageCircleQuestion, bar: true },
  { path: 'search', label: 'Search preview', Icon: TextSearch, bar: false },
  { path: 'look', label: 'Look', Icon: Palette, bar: true },
  { path: 'share', label: 'Share', Icon: Share2, bar: true },
  { path: 'settings', label: 'Settings', Icon: Settings, bar: false },
]
