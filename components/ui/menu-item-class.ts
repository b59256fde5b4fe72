/** What a button or link inside a `Menu` looks like. */
export const menuItemClass =
  'flex w-full min-h-9 touchable items-center gap-2.5 rounded-control px-2.5 py-1.5 text-left text-small font-medium hover:bg-shade [&>svg]:shrink-0 [&>svg]:text-muted'
