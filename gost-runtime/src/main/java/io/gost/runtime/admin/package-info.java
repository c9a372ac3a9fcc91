/**
 * Changing what runs: every change is a transaction that validates everything, builds what changed,
 * swaps, and then retires what is gone.
 */
package io.gost.runtime.admin;
