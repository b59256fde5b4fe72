/** Its sentence says what is wrong and what to do; there is nothing to be seen in a stack. */
export class CannotStart extends Error {}
