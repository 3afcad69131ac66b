/**
 * Told when a hand takes a control and when it lets go, so that the owner can make one undo step, or one automation pass, of what lies
 * between. Every start is followed by one end. Changes come between the two.
 */
export type GestureHandler = (phase: 'start' | 'end') => void;
