type Click = Pick<MouseEvent, 'button' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey'>

/** Whether a click on a link opens it in this tab: not in a new one, and not as a download. */
export function opensHere(link: HTMLAnchorElement, click: Click): boolean {
  if (click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return false
  return (!link.target || link.target === '_self') && !link.hasAttribute('download')
}
