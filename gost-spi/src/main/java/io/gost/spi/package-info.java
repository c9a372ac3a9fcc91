/** Contracts between the runtime and its plugins. */
package io.gost.spi;
